// Direction both (SPEC section 2): a pass over the sequence and one over the reversed sequence, added.

#include "core/engine/engine.hpp"

#include <algorithm>
#include <functional>

namespace alphascope {
namespace {

class BothDirections final : public Prepared {
public:
    BothDirections(std::shared_ptr<const Prepared> forward, std::shared_ptr<const Prepared> backward)
        : forward_(std::move(forward)), backward_(std::move(backward)) {}

    const System& system() const override { return forward_->system(); }
    std::string engine_id() const override { return forward_->engine_id(); }
    bool is_float64() const override { return forward_->is_float64(); }

    /// Of the pass forward. Both have η = 1: nothing in them depends on scores.
    Result<RowStatistics> row_statistics(Range rows, const RunContext& run) const override {
        return forward_->row_statistics(rows, run);
    }
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<double> out,
                      const RunContext& run) const override {
        return sum(rows, cols, kind, statistics, out, run);
    }
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<float> out,
                      const RunContext& run) const override {
        return sum(rows, cols, kind, statistics, out, run);
    }
    Result<void> cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind, const RowScales* scales,
                       std::span<float> out, const RunContext& run) const override {
        if (auto done = forward_->cells(rows, cols, kind, scales, out, run); !done)
            return done;
        const std::vector<Index> back_rows = turned(rows), back_cols = turned(cols);
        const auto back_scales = backward_->row_scales(back_rows, run);
        if (!back_scales)
            return tl::unexpected(back_scales.error());
        std::vector<float> back(out.size());
        if (auto done = backward_->cells(back_rows, back_cols, kind, scales ? &*back_scales : nullptr, back, run);
            !done)
            return done;
        std::transform(out.begin(), out.end(), back.rbegin(), out.begin(), std::plus<>());
        return {};
    }
    Result<RowScales> row_scales(std::span<const Index> rows, const RunContext& run) const override {
        return forward_->row_scales(rows, run);
    }
    std::shared_ptr<const Prepared> with(std::shared_ptr<const System> system) const override {
        auto backward = backward_->with(system->backward);
        auto forward = backward ? forward_->with(std::move(system)) : nullptr;
        return forward ? std::make_shared<BothDirections>(std::move(forward), std::move(backward)) : nullptr;
    }

private:
    /// Tokens as the pass backward counts them, in increasing order.
    std::vector<Index> turned(std::span<const Index> tokens) const {
        std::vector<Index> list(tokens.rbegin(), tokens.rend());
        for (Index& token : list)
            token = system().length() - 1 - token;
        return list;
    }
    template <class Real>
    Result<void> sum(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<Real> out,
                     const RunContext& run) const {
        if (auto done = forward_->tile(rows, cols, kind, statistics, out, run); !done)
            return done;
        const Index length = system().length();
        const Range back_rows{length - rows.end, length - rows.begin},
            back_cols{length - cols.end, length - cols.begin};
        const auto back_statistics = backward_->row_statistics(back_rows, run);
        if (!back_statistics)
            return tl::unexpected(back_statistics.error());
        std::vector<Real> back(out.size());
        if (auto done = backward_->tile(back_rows, back_cols, kind, &*back_statistics, std::span<Real>(back), run);
            !done)
            return done;
        std::transform(out.begin(), out.end(), back.rbegin(), out.begin(), std::plus<>()); // both axes turned
        return {};
    }

    std::shared_ptr<const Prepared> forward_, backward_;
};

} // namespace

std::shared_ptr<const Prepared> Prepared::with(std::shared_ptr<const System>) const {
    return nullptr;
}

Result<std::shared_ptr<const Prepared>> Engine::prepare(std::shared_ptr<const System> system,
                                                        const RunContext& run) const {
    const std::shared_ptr<const System> backward = system->backward;
    auto forward = prepare_pass(std::move(system), run);
    if (!forward || !backward)
        return forward;
    return prepare_pass(backward, run).map([&](std::shared_ptr<const Prepared> other) {
        return std::shared_ptr<const Prepared>(std::make_shared<BothDirections>(std::move(*forward), std::move(other)));
    });
}

} // namespace alphascope
