// Compiled for x86-64-v4: AVX-512.
#include "core/engine/cpu/kernel_table.hpp"

namespace alphascope::cpu::avx512 {
const Kernels kernels{tree_kernels<float>, tree_kernels<double>, row_kernels, march_kernels};
}
