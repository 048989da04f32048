#include "core/engine/cpu/level.hpp"

namespace alphascope::cpu {

std::string_view level_id(Level level) {
    switch (level) {
    case Level::baseline: return "baseline";
    case Level::avx2: return "avx2";
    case Level::avx512: return "avx512";
    }
    return {};
}

#if defined(ALPHASCOPE_X86_LEVELS)

std::vector<Level> levels_here() {
    std::vector<Level> levels{Level::baseline};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        levels.push_back(Level::avx2);
    if (levels.size() == 2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        levels.push_back(Level::avx512);
    return levels;
}

const Kernels& kernels_of(Level level) {
    switch (level) {
    case Level::avx512: return avx512::kernels;
    case Level::avx2: return avx2::kernels;
    case Level::baseline: break;
    }
    return baseline::kernels;
}

#else

std::vector<Level> levels_here() {
    return {Level::baseline};
}

const Kernels& kernels_of(Level) {
    return baseline::kernels;
}

#endif

const Kernels& best_kernels() {
    static const Kernels& kernels = kernels_of(levels_here().back());
    return kernels;
}

} // namespace alphascope::cpu
