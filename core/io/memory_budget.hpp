#pragma once
// Readers ask before they allocate: a few hostile bytes must not become gigabytes.

#include <cstddef>

namespace alphascope {

/// Bytes a reader may still allocate for what a file announces.
class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t limit) : limit_(limit), left_(limit) {}

    /// Reserves `bytes`; false, and nothing reserved, when they do not fit.
    [[nodiscard]] bool take(std::size_t bytes) {
        if (bytes > left_)
            return false;
        left_ -= bytes;
        return true;
    }
    void give_back(std::size_t bytes) { left_ += bytes; }

    std::size_t limit() const { return limit_; }
    std::size_t left() const { return left_; }

private:
    std::size_t limit_, left_;
};

} // namespace alphascope
