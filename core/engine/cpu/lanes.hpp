#pragma once
// Vectors as wide as the instruction set of the unit that includes this. Everything has internal linkage.

#include "core/engine/cpu/kernels.hpp"

#include <cstring>

namespace alphascope::cpu {
namespace {

#if defined(__AVX512F__)
constexpr Size lane_bytes = 64, rows_at_once = 8;
#elif defined(__AVX2__)
constexpr Size lane_bytes = 32, rows_at_once = 4;
#else
constexpr Size lane_bytes = 16, rows_at_once = 4;
#endif

template <class Real> struct LanesOf {
    using type __attribute__((vector_size(lane_bytes), aligned(sizeof(Real)), may_alias)) = Real;
};
template <class Real> using Lanes = typename LanesOf<Real>::type;
template <class Real> constexpr Size lanes = lane_bytes / static_cast<Size>(sizeof(Real));
template <class Real> constexpr Size pair = 2 * lanes<Real>; // columns a loop below works on at once

template <class Real> inline Lanes<Real> load(const Real* p) {
    return *reinterpret_cast<const Lanes<Real>*>(p);
}
template <class Real> inline void store(Real* p, Lanes<Real> x) {
    *reinterpret_cast<Lanes<Real>*>(p) = x;
}

} // namespace
} // namespace alphascope::cpu
