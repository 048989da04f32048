#pragma once
// Instruction sets: which this processor has, and the kernels compiled for each.

#include "core/engine/cpu/kernels.hpp"

#include <string_view>
#include <vector>

namespace alphascope::cpu {

enum class Level { baseline, avx2, avx512 };

/// "baseline", "avx2", "avx512".
std::string_view level_id(Level level);

/// Those of this processor, the best last. Never empty.
std::vector<Level> levels_here();

const Kernels& kernels_of(Level level);

/// Those of the best instruction set of this processor.
const Kernels& best_kernels();

} // namespace alphascope::cpu
