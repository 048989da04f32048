// Evaluated evolution → structured steps of one map: one overload per evolution kind.

#include "core/base/decays.hpp"
#include "core/base/strips.hpp"
#include "core/system/evaluated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace alphascope {

Result<TimeRows> rows_over_time(const Value& value, std::string_view name, Index length, std::string_view column,
                                Index columns, bool constant) {
    Axes axes;
    if (value.axis("time") || !constant)
        axes.push_back({"time", length});
    if (!column.empty())
        axes.push_back({std::string(column), columns});
    for (const auto& axis : value.axes) {
        if (axis.name == "time" && axis.size != length)
            return failure(ErrorCode::invalid_design,
                           fmt::format("{} has {} tokens, the sequence has {}", name, axis.size, length));
        const bool known = axis.name == "time" || axis.name == column;
        if (!known)
            return failure(ErrorCode::invalid_design,
                           fmt::format("{} still has axis {}: sum, rename or slice it, so that only time{} {} left",
                                       name, axis.name, column.empty() ? "" : fmt::format(" and {}", column),
                                       column.empty() ? "is" : "are"),
                           std::string(name));
        if (axis.name == column && axis.size != columns)
            return failure(ErrorCode::invalid_design,
                           fmt::format("{} has {} = {}, expected {}", name, axis.name, axis.size, columns),
                           std::string(name));
    }
    if (value.is_complex())
        return failure(ErrorCode::invalid_design,
                       fmt::format("{} is complex; only a diagonal evolution, write and read may be", name),
                       std::string(name));
    const Index rows = axes.empty() || axes[0].name != "time" ? 1 : length, width = column.empty() ? 1 : columns;
    return TimeRows{expand(value, axes).real, rows, width};
}

Matrix TimeRows::matrix(const RunContext& run) const {
    Matrix copy(rows, cols);
    for_strips(
        rows, cols,
        [&](Range some) {
            std::copy_n(numbers.data() + some.begin * cols, some.size() * cols, copy.data() + some.begin * cols);
        },
        run);
    return copy;
}

namespace {

Value real_part(const Value& value) {
    return {value.axes, value.real, {}};
}
Value imaginary_part(const Value& value) {
    return {value.axes, value.is_complex() ? value.imaginary : Numbers::zeros(value.real.size()), {}};
}

class StepBuilder {
public:
    StepBuilder(const Realised::Evaluated& evaluated, const std::function<Value(const Value&)>& cut, Index length,
                Index n, bool complex, const RunContext& run)
        : evaluated_(evaluated), cut_(cut), length_(length), n_(n), complex_(complex), run_(run) {}

    Result<Steps> operator()(const IdentityEvolution&) const {
        if (!complex_)
            return IdentitySteps{n_};
        return RotationSteps{Matrix::Zero(1, n_), Matrix::Zero(1, n_)};
    }

    Result<Steps> operator()(const ScalarEvolution&) const {
        if (complex_)
            return complex_modes("");
        const auto [log, sign] = log_and_sign("");
        if (!log)
            return tl::unexpected(log.error());
        return ScalarSteps{n_, log->col(0), sign.col(0)};
    }

    Result<Steps> operator()(const DiagonalEvolution&) const {
        if (complex_)
            return complex_modes("state");
        auto [log, sign] = log_and_sign("state");
        if (!log)
            return tl::unexpected(log.error());
        return DiagonalSteps{std::move(*log), std::move(sign)};
    }

    // Pairs are made neighbours by build_system(), which permutes b and q; coordinates without a pair turn by 0.
    Result<Steps> operator()(const RotationEvolution&) const {
        const Value angle = field("angle");
        const bool one_for_all = !angle.axis("pair");
        const Index pairs = one_for_all ? n_ / 2 : angle.extent("pair"), modes = (n_ + 1) / 2;
        if (2 * pairs > n_)
            return failure(
                ErrorCode::invalid_design,
                fmt::format("{} pairs need at least {} state coordinates, there are {}", pairs, 2 * pairs, n_),
                "/evolution/angle");
        auto angles = rows_over_time(angle, "angle", length_, one_for_all ? "" : "pair", one_for_all ? 1 : pairs, true);
        if (!angles)
            return tl::unexpected(angles.error());
        TimeRows modulus{{0.0}, 1, 1};
        if (has("log_modulus")) {
            auto given = rows_over_time(field("log_modulus"), "log_modulus", length_, "", 1, true);
            if (!given)
                return tl::unexpected(given.error());
            modulus = *given;
        }
        const Index rows = std::max(angles->rows, modulus.rows);
        RotationSteps steps{Matrix(rows, modes), Matrix(rows, modes)};
        for_rows(rows, modes, [&](Index i) {
            steps.log_modulus.row(i).setConstant(modulus.number(i));
            if (one_for_all)
                steps.angle.row(i).head(pairs).setConstant(angles->number(i));
            else
                steps.angle.row(i).head(pairs) = angles->row(i);
            steps.angle.row(i).tail(modes - pairs).setZero();
        });
        return steps;
    }

    Result<Steps> operator()(const BlocksEvolution&) const {
        const Index blocks = n_ / 2;
        std::array<TimeRows, 4> entries;
        Index rows = 1;
        constexpr std::array<const char*, 4> names{"a", "b", "c", "d"};
        for (std::size_t k = 0; k < 4; ++k) {
            auto entry = rows_over_time(field(names[k]), names[k], length_, "state", blocks, true);
            if (!entry)
                return tl::unexpected(entry.error());
            entries[k] = std::move(*entry);
            rows = std::max(rows, entries[k].rows);
        }
        BlockSteps steps{Matrix(rows, 4 * blocks)};
        for_rows(rows, 4 * blocks, [&](Index i) {
            for (Index k = 0; k < 4; ++k) {
                const auto entry = entries[static_cast<std::size_t>(k)].row(i);
                for (Index m = 0; m < blocks; ++m)
                    steps.a(i, 4 * m + k) = entry[m];
            }
        });
        return steps;
    }

    // A product of factors I − β k rᵀ is I + U Vᵀ: adding factor m on the left appends u_m = −β k and
    // v_m = (I + U Vᵀ)ᵀ r = r + V (Uᵀ r).
    Result<Steps> operator()(const HouseholderEvolution& e) const {
        const Value key = field("key"), beta = field("beta"), read = has("read") ? field("read") : key;
        const Index factors = std::max({key.extent("micro"), beta.extent("micro"), read.extent("micro")});
        LowRankSteps steps{Matrix(), Matrix(length_, factors * n_), Matrix(length_, factors * n_), factors,
                           e.gate == HouseholderEvolution::Gate::before};
        for (Index m = 0; m < factors; ++m) {
            const auto k = rows_over_time(slice(key, "micro", m), "key", length_, "state", n_, false);
            const auto r = rows_over_time(slice(read, "micro", m), "read", length_, "state", n_, false);
            const auto b = rows_over_time(slice(beta, "micro", m), "beta", length_, "", 1, false);
            for (const auto* part : {&k, &r, &b})
                if (!*part)
                    return tl::unexpected(part->error());
            for_rows(length_, (m + 1) * n_, [&](Index i) {
                const auto reads = r->row(i);
                auto v = steps.v.row(i).segment(m * n_, n_);
                v = reads;
                for (Index earlier = 0; earlier < m; ++earlier)
                    v += steps.u.row(i).segment(earlier * n_, n_).dot(reads) * steps.v.row(i).segment(earlier * n_, n_);
                steps.u.row(i).segment(m * n_, n_) = -b->number(i) * k->row(i);
            });
        }
        if (!has("log_gate")) {
            steps.d = Matrix::Ones(1, n_);
            return steps;
        }
        const Value log_gate = field("log_gate");
        auto gate = rows_over_time(log_gate, "log_gate", length_, log_gate.axis("state") ? "state" : "", n_, true);
        if (!gate)
            return tl::unexpected(gate.error());
        Matrix decay = gate->matrix(run_);
        for_numbers(decay, [](auto part) { part = decays_of(part); });
        if (gate->cols == n_)
            steps.d = std::move(decay);
        else {
            steps.d.resize(gate->rows, n_);
            for_rows(gate->rows, n_, [&](Index i) { steps.d.row(i).setConstant(decay(i, 0)); });
        }
        if (!steps.decay_first) // diag(d)(I + U Vᵀ) = diag(d) + (d ∘ U) Vᵀ
            for_rows(length_, factors * n_, [&](Index i) {
                for (Index m = 0; m < factors; ++m)
                    steps.u.row(i).segment(m * n_, n_).array() *= steps.d.row(steps.d.rows() == 1 ? 0 : i).array();
            });
        return steps;
    }

    Result<Steps> operator()(const LowRankEvolution& e) const {
        auto d = rows_over_time(field("d"), "d", length_, "state", n_, true);
        auto u = rows_over_time(field("u"), "u", length_, "state", n_, false);
        auto v = rows_over_time(field("v"), "v", length_, "state", n_, false);
        for (const auto* part : {&d, &u, &v})
            if (!*part)
                return tl::unexpected(part->error());
        return LowRankSteps{d->matrix(run_), u->matrix(run_), v->matrix(run_), 1,
                            e.order == LowRankEvolution::Order::decay_first};
    }

    Result<Steps> operator()(const DenseEvolution&) const {
        const Value matrix = field("matrix");
        if (matrix.extent("state") != n_ || matrix.extent("from") != n_)
            return failure(ErrorCode::invalid_design,
                           fmt::format("matrix has {}; it needs state {} (row) and from {} (column)",
                                       describe(matrix.axes), n_, n_),
                           "/evolution/matrix");
        // Canonical order puts time first, then state, then from: row-major n × n per token already.
        const bool constant = !matrix.axis("time");
        const Value full = expand(matrix, constant ? Axes{{"state", n_}, {"from", n_}}
                                                   : Axes{{"time", length_}, {"state", n_}, {"from", n_}});
        return DenseSteps{n_, TimeRows{full.real, constant ? 1 : length_, n_ * n_}.matrix(run_)};
    }

    Result<Steps> operator()(const ConvolutionEvolution&) const {
        auto kernel = rows_over_time(field("kernel"), "kernel", length_, "", 1, false);
        if (!kernel)
            return tl::unexpected(kernel.error());
        return ConvolutionSteps{n_, kernel->vector()};
    }

    Result<Steps> operator()(const LevelMergeEvolution&) const {
        const Value given = field("levels");
        const double levels = given.size() == 1 && !given.is_complex() ? given.real[0] : 0;
        const Index needed = levels_of(length_);
        if (!(levels >= static_cast<double>(needed) && levels <= 64 && levels == std::floor(levels)))
            return failure(ErrorCode::invalid_design,
                           fmt::format("must be one whole number; {} tokens need at least {} levels", length_, needed),
                           "/evolution/levels");
        if (n_ % static_cast<Index>(levels) != 0)
            return failure(ErrorCode::invalid_design,
                           fmt::format("the state has {} coordinates, which {} levels do not share evenly", n_, levels),
                           "/evolution/levels");
        LevelMergeSteps steps{n_, static_cast<Index>(levels), Vector::Zero(1)};
        if (has("log")) {
            const auto log = rows_over_time(field("log"), "log", length_, "", 1, true);
            if (!log)
                return tl::unexpected(log.error());
            steps.log_a = log->vector();
        }
        return steps;
    }

private:
    bool has(const std::string& name) const { return evaluated_.fields.contains(name); }
    Value field(const std::string& name) const { return cut_(evaluated_.fields.at(name)); }

    /// body(i) for all rows, on all cores.
    template <class Body> void for_rows(Index rows, Index numbers_a_row, Body body) const {
        for_strips(
            rows, numbers_a_row,
            [&](Range some) {
                for (Index i = some.begin; i < some.end; ++i)
                    body(i);
            },
            run_);
    }

    /// body(array) for parts of all numbers, on all cores.
    template <class Body> void for_numbers(Matrix& numbers, Body body) const {
        for_strips(
            numbers.size(), 1,
            [&](Range some) { body(Eigen::Map<Eigen::ArrayXd>(numbers.data() + some.begin, some.size())); }, run_);
    }

    // log |a| and sign of a, from the field given: log (then one row of signs does for all), or factor.
    std::pair<Result<Matrix>, Matrix> log_and_sign(std::string_view column) const {
        const bool logs = has("log");
        const Value value = field(logs ? "log" : "factor");
        const auto rows = rows_over_time(value, logs ? "log" : "factor", length_, column, n_, true);
        if (!rows)
            return {tl::unexpected(rows.error()), Matrix()};
        Matrix log = rows->matrix(run_);
        if (logs) {
            Matrix sign = Matrix::Ones(1, log.cols());
            return {std::move(log), std::move(sign)};
        }
        Matrix sign = log;
        for_numbers(sign, [](auto part) { part = part.unaryExpr([](double a) { return a < 0 ? -1.0 : 1.0; }); });
        for_numbers(log, [](auto part) { part = part.abs().log(); });
        return {std::move(log), std::move(sign)};
    }

    Result<Steps> complex_modes(std::string_view column) const {
        const bool logs = has("log");
        Value value = field(logs ? "log" : "factor");
        if (!logs) { // log of a complex factor
            const Value re = real_part(value), im = imaginary_part(value);
            value = Value::room(re.axes, true);
            double *log = value.real.write(), *turn = value.imaginary.write();
            for_rows(value.size(), 1, [&](Index i) {
                const auto k = static_cast<std::size_t>(i);
                log[k] = std::log(std::hypot(re.real[k], im.real[k]));
                turn[k] = std::atan2(im.real[k], re.real[k]);
            });
        }
        auto modulus = rows_over_time(real_part(value), logs ? "log" : "factor", length_, column, n_, true);
        auto angle = rows_over_time(imaginary_part(value), logs ? "log" : "factor", length_, column, n_, true);
        for (const auto* part : {&modulus, &angle})
            if (!*part)
                return tl::unexpected(part->error());
        if (column.empty())
            return RotationSteps{modulus->vector().replicate(1, n_), angle->vector().replicate(1, n_)};
        return RotationSteps{modulus->matrix(run_), angle->matrix(run_)};
    }

    const Realised::Evaluated& evaluated_;
    const std::function<Value(const Value&)>& cut_;
    Index length_, n_;
    bool complex_;
    const RunContext& run_;
};

} // namespace

Result<Steps> build_steps(const Realised::Evaluated& evaluated, const std::function<Value(const Value&)>& cut,
                          Index length, Index n, bool complex, const RunContext& run) {
    return std::visit(StepBuilder(evaluated, cut, length, n, complex, run), evaluated.kind);
}

} // namespace alphascope
