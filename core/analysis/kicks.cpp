#include "core/analysis/kicks.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/half_life.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/system/step_algebra.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

std::optional<double> median(std::vector<double> lives) {
    if (lives.empty())
        return std::nullopt;
    std::sort(lives.begin(), lives.end());
    const std::size_t half = lives.size() / 2;
    const double middle = lives.size() % 2 == 1 ? lives[half] : (lives[half - 1] + lives[half]) / 2;
    return middle == never ? std::nullopt : std::optional(middle);
}

// A kick moves along the delay line unchanged and drops out at the kernel's end.
std::optional<double> convolution_half_life(const ConvolutionSteps& steps, Index length) {
    const Index support = kernel_support(steps);
    return support < length ? std::optional(static_cast<double>(support)) : std::nullopt;
}

} // namespace

Result<std::optional<double>> median_half_life(const System& system, Index count, const RunContext& run) {
    if (const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps))
        return convolution_half_life(*convolution, system.length());
    std::vector<Index> tokens = evenly_spaced(0, system.length() / 2, count);
    std::erase_if(tokens, [&](Index j) { return j >= system.length() || system.b.row(j).squaredNorm() == 0; });
    const auto kicks = static_cast<Index>(tokens.size());
    if (kicks == 0)
        return std::nullopt;

    Matrix h = Matrix::Zero(system.state_size(), kicks);
    std::vector<HalfLife> watches(tokens.size());
    for (Index i = tokens.front(); i < system.length(); ++i) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the half-lives were not finished: stopped");
        if (i > tokens.front())
            apply_step(system, i, h);
        for (Index k = 0; k < kicks; ++k) {
            const Index j = tokens[static_cast<std::size_t>(k)];
            if (i == j)
                h.col(k) = system.b.row(j).transpose();
            if (i >= j)
                watches[static_cast<std::size_t>(k)].add(h.col(k).norm() / system.b.row(j).norm());
        }
    }
    std::vector<double> lives;
    for (const HalfLife& watch : watches)
        lives.push_back(watch.value().value_or(never));
    return median(std::move(lives));
}

} // namespace alphascope
