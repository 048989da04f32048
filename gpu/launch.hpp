#pragma once
// The one door between host code and what nvcc compiles: C++17, plain types.

#include "gpu/kernel_list.hpp"

namespace alphascope::gpu {

/// Puts a kernel in a stream (a cudaStream_t). @return a cudaError_t
int launch(const Kernel& kernel, Size blocks, void* stream);

/// Whether this program has code for the device there is.
bool can_launch();

} // namespace alphascope::gpu
