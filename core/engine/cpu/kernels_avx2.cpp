// Compiled for x86-64-v3: AVX2 and FMA.
#include "core/engine/cpu/kernel_table.hpp"

namespace alphascope::cpu::avx2 {
const Kernels kernels{tree_kernels<float>, tree_kernels<double>, row_kernels, march_kernels};
}
