#pragma once

#include "core/base/room.hpp"

#include <memory>

namespace alphascope::cpu {

/// Numbers aligned to a cache line, not initialised: who takes room fills it, on the thread that uses it.
template <class Real> class Room {
public:
    Room() = default;
    explicit Room(std::ptrdiff_t count)
        : numbers_(static_cast<Real*>(take_room(bytes_of(count))), Leave{bytes_of(count)}) {}
    Real* data() { return numbers_.get(); }
    const Real* data() const { return numbers_.get(); }

private:
    static std::size_t bytes_of(std::ptrdiff_t count) { return static_cast<std::size_t>(count) * sizeof(Real); }
    struct Leave {
        std::size_t bytes = 0;
        void operator()(Real* room) const { leave_room(room, bytes); }
    };
    std::unique_ptr<Real, Leave> numbers_;
};

} // namespace alphascope::cpu
