// The definition in float64, as one readable loop nest: the oracle of the other engines and their fallback.

#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"
#include "core/engine/shear_sums.hpp"
#include "core/engine/statistics_cache.hpp"
#include "core/system/step_algebra.hpp"

#include <algorithm>
#include <cassert>

namespace alphascope {
namespace {

Error cancelled() {
    return {ErrorCode::cancelled, "stopped", ""};
}

Index first_in_window(const System& system, Index i) {
    return system.window > 0 ? std::max<Index>(0, i + 1 - system.window) : 0;
}

class ReferencePrepared : public Prepared {
public:
    explicit ReferencePrepared(std::shared_ptr<const System> system)
        : system_(std::move(system)), shear_(system_->shear) {}

    const System& system() const override { return *system_; }
    std::string engine_id() const override { return "reference"; }
    bool is_float64() const override { return true; }

    Result<RowStatistics> row_statistics(Range rows, const RunContext& run) const override {
        if (auto known = cache_.find(*system_, rows))
            return *known;
        RowStatistics statistics = empty_statistics(rows);
        const Range cols{first_in_window(*system_, rows.begin), rows.end};
        const bool done = for_each_row(rows, cols, run, [&](Index i, std::span<double> scores) {
            const Index first = first_in_window(*system_, i);
            row_statistics_of(*system_, i, scores.subspan(first - cols.begin), statistics);
        });
        if (!done)
            return tl::unexpected(cancelled());
        cache_.keep(statistics);
        return statistics;
    }

    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<double> out,
                      const RunContext& run) const override {
        return fill(rows, cols, kind, statistics, out, run);
    }
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<float> out,
                      const RunContext& run) const override {
        return fill(rows, cols, kind, statistics, out, run);
    }

private:
    /// visit(i, scores of columns [cols.begin, min(i + 1, cols.end))) for every row of `rows`; false when stopped.
    /// h_jj = b_j, h_ij = A_i h_{i−1,j}, s_ij = q_iᵀ h_ij: column j of `h` is h_{i,j}. A_j never acts on b_j.
    template <class Visit> bool for_each_row(Range rows, Range cols, const RunContext& run, Visit visit) const {
        const auto* convolution = std::get_if<ConvolutionSteps>(&system_->steps);
        Matrix h = Matrix::Zero(system_->state_size(), std::max<Index>(0, cols.size()));
        Eigen::RowVectorXd scores;
        for (Index i = std::min(cols.begin, rows.begin); i < rows.end; ++i) {
            if (run.cancelled())
                return false;
            const Index before = std::clamp<Index>(i - cols.begin, 0, cols.size());
            if (!convolution && before > 0)
                apply_step(*system_, i, h.leftCols(before));
            const bool enters = i >= cols.begin && i < cols.end;
            if (enters)
                h.col(before) = system_->b.row(i).transpose();
            if (i < rows.begin)
                continue;
            scores = system_->q.row(i) * h.leftCols(before + (enters ? 1 : 0));
            for (Index c = 0; c < scores.size(); ++c) {
                const Index j = cols.begin + c;
                if (convolution)
                    scores[c] *= convolution->kernel[i - j];
                if (!shear_.empty())
                    scores[c] += shear_.bias(i, j);
            }
            visit(i, std::span<double>(scores.data(), scores.size()));
        }
        return true;
    }

    template <class Real>
    Result<void> fill(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<Real> out,
                      const RunContext& run) const {
        assert(static_cast<Index>(out.size()) == rows.size() * cols.size());
        assert(kind == TileKind::scores || statistics);
        std::vector<double> row(cols.size());
        const bool done = for_each_row(rows, cols, run, [&](Index i, std::span<const double> scores) {
            std::fill(std::copy(scores.begin(), scores.end(), row.begin()), row.end(), 0.0);
            if (kind == TileKind::alpha)
                finish_row<double>(*system_, *statistics, i, cols, row);
            else
                for (Index j = cols.begin; j < std::min(first_in_window(*system_, i), cols.end); ++j)
                    row[j - cols.begin] = 0;
            std::transform(row.begin(), row.end(), out.begin() + (i - rows.begin) * cols.size(),
                           [](double x) { return static_cast<Real>(x); });
            run.report(static_cast<double>(i + 1 - rows.begin) / static_cast<double>(rows.size()));
        });
        if (!done)
            return tl::unexpected(cancelled());
        return {};
    }

    std::shared_ptr<const System> system_;
    ShearSums shear_;
    StatisticsCache cache_;
};

class ReferenceEngine : public Engine {
public:
    Capability capability() const override { return {"reference", "the definition, float64", true, 0}; }

protected:
    bool supports_pass(const System& system) const override {
        // The state of a convolution is the lag itself: there is nothing a delay could double.
        return !(system.delay && std::holds_alternative<ConvolutionSteps>(system.steps));
    }
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                         const RunContext&) const override {
        return prepare_definition(std::move(system));
    }
};

} // namespace

std::shared_ptr<const Prepared> prepare_definition(std::shared_ptr<const System> system) {
    return std::make_shared<ReferencePrepared>(std::move(system));
}

std::unique_ptr<Engine> make_reference_engine() {
    return std::make_unique<ReferenceEngine>();
}

} // namespace alphascope
