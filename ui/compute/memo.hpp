#pragma once

#include "core/base/error.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace alphascope::ui {

/// Keeps the last value made, and what it was made for. Keys hold shared pointers, so that a snapshot's address stays
/// its own while it is remembered. Errors are not kept: a cancelled stage is tried again.
template <class Key, class Value> class Memo {
public:
    using Pointer = std::shared_ptr<const Value>;

    /// @param make returns Result<Pointer>.
    template <class Make> Result<Pointer> get(Key key, Make make) {
        if (key_ && *key_ == key)
            return value_;
        Result<Pointer> made = make();
        if (made) {
            key_ = std::move(key);
            value_ = *made;
        }
        return made;
    }
    const Pointer& last() const { return value_; } ///< null before the first one

    /// Puts a better value in place of the one made for the key.
    void replace(Key key, Pointer value) {
        key_ = std::move(key);
        value_ = std::move(value);
    }

private:
    std::optional<Key> key_;
    Pointer value_;
};

} // namespace alphascope::ui
