#pragma once
// How a kernel is written (ALGORITHMS section 13): once, for the device and for the host, which tests its indices
// without a device.
//
// A kernel is a struct of arguments with `threads`, `Shared`, `Registers` and operator()(Block&). Its body is a
// sequence of phases, block.each([&](Size thread, Registers& r) { ... }), with a barrier after each of them: what one
// thread writes to shared memory in a phase, others may read from the next phase on. Headers here are C++17: nvcc reads
// them.

#include <cmath>
#include <cstddef>
#include <cstdint>

#if defined(__CUDACC__)
#define ALPHASCOPE_DEVICE __device__ __forceinline__
#define ALPHASCOPE_UNROLL _Pragma("unroll")
#else
#define ALPHASCOPE_DEVICE inline
#define ALPHASCOPE_UNROLL
#endif

namespace alphascope::gpu {

using Size = std::ptrdiff_t;

/// Tokens of a panel and of a leaf, as on the CPU: feature k of token t of a panel is panel[32 k + t]; an n × n
/// transport T is ⌈n / 32⌉ panels, T_rc = t[(c / 32) 32 n + 32 r + c % 32].
inline constexpr Size panel = 32;
inline constexpr Size threads_of_block = 256;
/// Threads of a block that share a lane (a column, or a token); each takes every eighth feature.
inline constexpr Size feature_groups = threads_of_block / panel;

ALPHASCOPE_DEVICE Size lane_of(Size thread) {
    return thread % panel;
}
ALPHASCOPE_DEVICE Size group_of(Size thread) {
    return thread / panel;
}

/// Four numbers that go to and from memory together.
template <class Real> struct alignas(4 * sizeof(Real)) Four { Real x[4]; };

} // namespace alphascope::gpu
