#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

namespace alphascope::cpu {

/// Numbers aligned to a cache line, not initialised: who takes room fills it, on the thread that uses it.
template <class Real> class Room {
public:
    Room() = default;
    explicit Room(std::ptrdiff_t count)
        : numbers_(static_cast<Real*>(
              std::aligned_alloc(64, (static_cast<std::size_t>(count) * sizeof(Real) + 64) / 64 * 64))) {
        if (!numbers_)
            throw std::bad_alloc();
    }
    Real* data() { return numbers_.get(); }
    const Real* data() const { return numbers_.get(); }

private:
    struct Free {
        void operator()(Real* p) const { std::free(p); }
    };
    std::unique_ptr<Real, Free> numbers_;
};

} // namespace alphascope::cpu
