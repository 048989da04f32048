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

Result<std::optional<double>> median_half_life(const System& system, Index count, const RunContext& run,
                                               bool contracting) {
    if (const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps))
        return convolution_half_life(*convolution, system.length());
    std::vector<Index> tokens = evenly_spaced(0, system.length() / 2, count);
    std::erase_if(tokens, [&](Index j) { return j >= system.length() || system.b.row(j).squaredNorm() == 0; });
    if (tokens.empty())
        return std::nullopt;

    std::vector<HalfLife> watches(tokens.size());
    std::vector<std::size_t> followed; // which kick is in which column of h
    Matrix h(system.state_size(), static_cast<Index>(tokens.size()));
    Vector norms(h.cols());
    std::vector<double> sizes; // of the kicks
    std::size_t kicked = 0;
    for (Index i = tokens.front(); i < system.length(); ++i) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the half-lives were not finished: stopped");
        if (followed.empty()) {
            if (kicked == tokens.size())
                break;
            i = tokens[kicked];
        } else {
            apply_step(system, i, h.leftCols(static_cast<Index>(followed.size())));
        }
        if (kicked < tokens.size() && tokens[kicked] == i) {
            h.col(static_cast<Index>(followed.size())) = system.b.row(i).transpose();
            followed.push_back(kicked++);
            sizes.push_back(system.b.row(i).norm());
        }
        norms.head(static_cast<Index>(followed.size())) =
            h.leftCols(static_cast<Index>(followed.size())).colwise().norm().transpose();
        for (std::size_t c = 0; c < followed.size();) {
            const std::size_t k = followed[c];
            const double gain = norms[static_cast<Index>(c)] / sizes[k];
            watches[k].add(gain);
            if (contracting && gain <= 0.5) { // it stays there: its column goes to the last one
                h.col(static_cast<Index>(c)) = h.col(static_cast<Index>(followed.size()) - 1).eval();
                norms[static_cast<Index>(c)] = norms[static_cast<Index>(followed.size()) - 1];
                followed[c] = followed.back();
                followed.pop_back();
            } else {
                ++c;
            }
        }
    }
    std::vector<double> lives;
    for (const HalfLife& watch : watches)
        lives.push_back(watch.value().value_or(never));
    return median(std::move(lives));
}

} // namespace alphascope
