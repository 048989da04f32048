#include "core/engine/given.hpp"

#include "core/engine/row_sums.hpp"

#include <algorithm>
#include <cassert>

namespace alphascope {
namespace {

class GivenPrepared final : public Prepared {
public:
    explicit GivenPrepared(GivenCells cells)
        : cells_(std::move(cells)), system_(system_of_given(cells_.length, cells_.causal)) {}

    const System& system() const override { return *system_; }
    std::string engine_id() const override { return "given"; }
    bool is_float64() const override { return true; }

    Result<RowStatistics> row_statistics(Range rows, const RunContext&) const override {
        RowStatistics statistics = empty_statistics(rows);
        statistics.eta.setOnes();
        return statistics;
    }
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics*, std::span<double> out,
                      const RunContext& run) const override {
        return fill(rows, cols, kind, out, run);
    }
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics*, std::span<float> out,
                      const RunContext& run) const override {
        return fill(rows, cols, kind, out, run);
    }

private:
    template <class Real>
    Result<void> fill(Range rows, Range cols, TileKind kind, std::span<Real> out, const RunContext& run) const {
        assert(static_cast<Index>(out.size()) == rows.size() * cols.size());
        if (kind == TileKind::scores)
            return needs_system(*this, "scores");
        for (Index i = rows.begin; i < rows.end; ++i) {
            const double* row = cells_.alpha + i * cells_.length;
            const Index end = cells_.causal ? std::clamp(i + 1, cols.begin, cols.end) : cols.end;
            const auto into = out.begin() + (i - rows.begin) * cols.size();
            std::transform(row + cols.begin, row + end, into, [](double x) { return static_cast<Real>(x); });
            std::fill(into + (end - cols.begin), into + cols.size(), Real{0});
        }
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        return {};
    }

    GivenCells cells_;
    std::shared_ptr<const System> system_;
};

} // namespace

bool is_given(const Prepared& prepared) {
    return dynamic_cast<const GivenPrepared*>(&prepared) != nullptr;
}

Result<void> needs_system(const Prepared& prepared, std::string_view what) {
    if (!is_given(prepared))
        return {};
    return failure(ErrorCode::invalid_data, "needs A, b and q; the file gives α alone", std::string(what));
}

std::shared_ptr<const System> system_of_given(Index length, bool causal) {
    System system;
    system.steps = IdentitySteps{1};
    system.b = system.q = TokenRows(Matrix::Zero(length, 1));
    if (!causal)
        system.backward = std::make_shared<const System>(system);
    return std::make_shared<const System>(std::move(system));
}

std::shared_ptr<const Prepared> prepare_given(GivenCells cells) {
    return std::make_shared<GivenPrepared>(std::move(cells));
}

} // namespace alphascope
