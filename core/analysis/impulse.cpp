#include "core/analysis/impulse.hpp"

#include "core/engine/given.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/half_life.hpp"
#include "core/analysis/row_cost.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/engine/row_sums.hpp"
#include "core/system/step_algebra.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alphascope {
namespace {

constexpr Index shown_coordinates = 8, sampled_lags = 512;

/// Calls visit(lag, h) for h_{j+lag,j}, lag = 0, 1, ... to the end of the sequence; false when stopped.
template <class Visit> bool follow_kick(const System& system, Index j, const RunContext& run, Visit visit) {
    const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps);
    const Index support = convolution ? kernel_support(*convolution) : 0;
    Matrix h = system.b.row(j).transpose();
    for (Index lag = 0; j + lag < system.length(); ++lag) {
        if (run.cancelled())
            return false;
        if (convolution && lag >= support)
            h.setZero();
        else if (!convolution && lag > 0)
            apply_step(system, j + lag, h);
        visit(lag, h.col(0));
    }
    return true;
}

std::vector<Index> largest_coordinates(const Vector& peaks) {
    std::vector<Index> order(static_cast<std::size_t>(peaks.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return peaks[a] > peaks[b]; });
    order.resize(std::min<std::size_t>(order.size(), shown_coordinates));
    std::sort(order.begin(), order.end());
    return order;
}

/// α of the scores along column j at some lags, finished with each row's own η.
Result<Vector> finish_some(const Prepared& prepared, Index j, std::span<const Index> lags, const Vector& score,
                           const RunContext& run) {
    std::vector<Index> rows;
    for (const Index lag : lags)
        rows.push_back(j + lag);
    const auto scales = prepared.row_scales(rows, run);
    if (!scales)
        return tl::unexpected(scales.error());
    Vector alpha(rows.size());
    for (Index k = 0; k < alpha.size(); ++k) {
        const Index i = rows[static_cast<std::size_t>(k)];
        const RowStatistics statistics = statistics_of_row(i, scales->shift[k], scales->eta[k]);
        alpha[k] = score[i - j];
        finish_row<double>(prepared.system(), statistics, i, {j, j + 1}, std::span<double>(&alpha[k], 1));
    }
    return alpha;
}

/// The same at all lags.
Result<Vector> finish_column(const Prepared& prepared, Index j, const Vector& score, const RunContext& run) {
    const System& system = prepared.system();
    const auto statistics = prepared.row_statistics({j, system.length()}, run);
    if (!statistics)
        return tl::unexpected(statistics.error());
    Vector alpha = score;
    for (Index lag = 0; lag < alpha.size(); ++lag)
        finish_row<double>(system, *statistics, j + lag, {j, j + 1}, std::span<double>(&alpha[lag], 1));
    return alpha;
}

} // namespace

Result<ImpulseResponse> impulse_response(const Prepared& prepared, Index j, bool frozen_query, const RunContext& run,
                                         double affordable) {
    if (auto can = needs_system(prepared, "impulse response"); !can)
        return tl::unexpected(can.error());
    const System& system = prepared.system();
    const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps);
    const Index lags = system.length() - j;
    ImpulseResponse response;
    response.j = j;
    response.frozen_query = frozen_query;
    response.one_of_two = !system.is_causal();
    response.norm.resize(lags);
    response.score.resize(lags);
    Vector peaks = Vector::Zero(system.state_size());
    double bias = 0;
    const bool finished = follow_kick(system, j, run, [&](Index lag, auto h) {
        if (lag > 0 && system.shear.size() > 0)
            bias += system.shear[j + lag];
        response.norm[lag] = h.norm();
        peaks = peaks.cwiseMax(h.cwiseAbs());
        const double seen = system.q.row(frozen_query ? j : j + lag).dot(h);
        const bool in_window = system.window <= 0 || lag < system.window;
        response.score[lag] = in_window ? (convolution ? convolution->kernel[lag] * seen : seen) + bias : 0;
    });
    if (!finished)
        return failure(ErrorCode::cancelled, "the impulse response was not finished: stopped");

    response.coordinates = largest_coordinates(peaks);
    response.state.resize(lags, static_cast<Index>(response.coordinates.size()));
    follow_kick(system, j, {}, [&](Index lag, auto h) {
        for (Index c = 0; c < response.state.cols(); ++c)
            response.state(lag, c) = h[response.coordinates[static_cast<std::size_t>(c)]];
    });

    if (response.norm[0] > 0) {
        response.gain = response.norm / response.norm[0];
        response.half_life = half_life(response.gain);
    }
    const Range rows{j, system.length()};
    const bool sampled = cells_of_rows(system, rows) > affordable && lags > sampled_lags && !prepared.knows_rows(rows);
    response.alpha_lags = evenly_spaced(0, lags - 1, sampled ? sampled_lags : lags);
    auto alpha = sampled ? finish_some(prepared, j, response.alpha_lags, response.score, run)
                         : finish_column(prepared, j, response.score, run);
    if (!alpha)
        return tl::unexpected(std::move(alpha.error()));
    response.alpha = std::move(*alpha);
    return response;
}

} // namespace alphascope
