#include "core/system/system.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace alphascope {

std::string_view step_kind_id(const Steps& steps) {
    return step_kind_ids[steps.index()];
}

Index inner_size(const Steps& steps) {
    return std::visit(Overloaded{[](const IdentitySteps& s) { return s.n; }, [](const ScalarSteps& s) { return s.n; },
                                 [](const DiagonalSteps& s) { return s.log_a.cols(); },
                                 [](const RotationSteps& s) { return 2 * s.angle.cols(); },
                                 [](const BlockSteps& s) { return s.a.cols() / 2; },
                                 [](const LowRankSteps& s) { return s.d.cols(); },
                                 [](const DenseSteps& s) { return s.n; }, [](const ConvolutionSteps& s) { return s.n; },
                                 [](const LevelMergeSteps& s) { return s.n; }},
                      steps);
}

double LevelMergeSteps::decay(Index i) const {
    return std::exp(log_a[log_a.size() == 1 ? 0 : i]);
}

Index merged_level(Index i) {
    return i == 0 ? 0 : std::countr_zero(static_cast<std::uint64_t>(i)) + 1;
}

Index levels_of(Index length) {
    return length > 1 ? std::bit_width(static_cast<std::uint64_t>(length - 1)) + 1 : 1;
}

Range keys_of(const System& system, Index i) {
    const Index length = system.length();
    const auto reach = [&](const System& pass) { return pass.window > 0 ? std::min(pass.window, length) : length; };
    return {std::max<Index>(0, i + 1 - reach(system)),
            system.is_causal() ? i + 1 : std::min(length, i + reach(*system.backward))};
}

bool is_constant(const Steps& steps) {
    return std::visit(
        Overloaded{[](const IdentitySteps&) { return true; }, [](const ScalarSteps& s) { return s.log_a.size() == 1; },
                   [](const DiagonalSteps& s) { return s.log_a.rows() == 1; },
                   [](const RotationSteps& s) { return s.angle.rows() == 1; },
                   [](const BlockSteps& s) { return s.a.rows() == 1; },
                   [](const LowRankSteps& s) { return s.d.rows() == 1 && s.u.rows() == 1; },
                   [](const DenseSteps& s) { return s.a.rows() == 1; }, [](const ConvolutionSteps&) { return true; },
                   [](const LevelMergeSteps&) { return false; }},
        steps);
}

} // namespace alphascope
