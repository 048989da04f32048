// The instruction set every processor of the architecture has.
#include "core/engine/cpu/kernel_table.hpp"

namespace alphascope::cpu::baseline {
const Kernels kernels{tree_kernels<float>, tree_kernels<double>, row_kernels, march_kernels};
}
