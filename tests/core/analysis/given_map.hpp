#pragma once
// A prepared system whose map is simply given: analyses are tested without any engine.

#include "core/engine/engine.hpp"

namespace given {

using namespace alphascope;

class Map : public Prepared {
public:
    explicit Map(Matrix alpha) : alpha_(std::move(alpha)) {
        system_.steps = IdentitySteps{1};
        system_.b = system_.q = Matrix::Zero(alpha_.rows(), 1);
    }
    /// Of a system with a map of zeros.
    explicit Map(System system) : alpha_(Matrix::Zero(system.length(), system.length())), system_(std::move(system)) {}
    const System& system() const override { return system_; }
    std::string engine_id() const override { return "given"; }
    bool is_float64() const override { return true; }
    Result<RowStatistics> row_statistics(Range rows, const RunContext&) const override {
        RowStatistics statistics;
        statistics.rows = rows;
        statistics.eta = Vector::Ones(rows.size());
        statistics.max_score = alpha_.middleRows(rows.begin, rows.size()).rowwise().maxCoeff();
        return statistics;
    }
    Result<void> tile(Range rows, Range cols, TileKind, const RowStatistics*, std::span<double> out,
                      const RunContext&) const override {
        return copy(rows, cols, out);
    }
    Result<void> tile(Range rows, Range cols, TileKind, const RowStatistics*, std::span<float> out,
                      const RunContext&) const override {
        return copy(rows, cols, out);
    }

private:
    template <class Real> Result<void> copy(Range rows, Range cols, std::span<Real> out) const {
        std::size_t k = 0;
        for (Index i = rows.begin; i < rows.end; ++i)
            for (Index j = cols.begin; j < cols.end; ++j)
                out[k++] = j <= i ? static_cast<Real>(alpha_(i, j)) : Real{0};
        return {};
    }
    Matrix alpha_;
    System system_;
};

} // namespace given
