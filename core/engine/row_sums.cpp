#include "core/engine/row_sums.hpp"

#include "core/engine/block_exp.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Runs a program whose first inputs are given and whose others are the row's own numbers.
void run_program(const ScalarProgram& program, std::vector<ScalarProgram::Input> inputs, const Matrix& row_inputs,
                 Index i, double* out, Index count) {
    const Index r = row_inputs.rows() == 1 ? 0 : i;
    for (Index k = 0; k < row_inputs.cols(); ++k)
        inputs.push_back({&row_inputs(r, k), 0});
    program.run(inputs, out, count);
}

double length_of(const System& system) {
    return static_cast<double>(system.length());
}

} // namespace

bool needs_row(const Normaliser& normaliser) {
    if (normaliser.kind == NormaliserKind::formula)
        return true;
    return std::any_of(normaliser_table.begin(), normaliser_table.end(),
                       [&](const NormaliserInfo& info) { return info.kind == normaliser.kind && info.needs_row; });
}

bool subtracts_row_maximum(const System& system) {
    return system.readout.kind == ReadoutKind::exp && system.normaliser.kind != NormaliserKind::formula &&
           needs_row(system.normaliser);
}

void apply_readout_to(const System& system, Index i, double shift, std::span<double> scores) {
    const Readout& readout = system.readout;
    const auto count = static_cast<Index>(scores.size());
    switch (readout.kind) {
    case ReadoutKind::identity: return;
    case ReadoutKind::exp: return exp_shifted(scores.data(), count, shift);
    case ReadoutKind::formula: {
        const std::vector<double> given(scores.begin(), scores.end());
        return run_program(*readout.formula, {{given.data(), 1}}, readout.row_inputs, i, scores.data(), count);
    }
    default:
        const double value = number_of_row(readout.value, i, 0);
        for (double& s : scores)
            s = apply_readout(readout.kind, s, value);
    }
}

RowStatistics statistics_of_row(Index row, double shift, double eta) {
    RowStatistics statistics;
    statistics.rows = {row, row + 1};
    statistics.shift = Vector::Constant(1, shift);
    statistics.eta = Vector::Constant(1, eta);
    return statistics;
}

RowStatistics empty_statistics(Range rows) {
    const Vector unknown = Vector::Constant(rows.size(), std::numeric_limits<double>::quiet_NaN());
    return {rows, Vector::Zero(rows.size()), unknown, unknown, unknown, unknown, unknown, unknown};
}

void RowSums::move_shift(double shift) {
    const double factor = shifted_ ? std::exp(shift_ - shift) : 0; // ≤ 1: shifts only grow
    sum_ *= factor;
    abs_sum_ *= factor;
    sum_squares_ *= factor * factor;
    max_ *= max_ == -infinity ? 1 : factor;
    shift_ = shift;
    shifted_ = true;
}

double RowSums::shift_for(const System& system, double top) {
    max_score_ = top > max_score_ ? top : max_score_;
    if (subtracts_row_maximum(system) && max_score_ != -infinity && (!shifted_ || max_score_ > shift_))
        move_shift(max_score_);
    return shift_;
}

void RowSums::add(const PhiSums& piece) {
    sum_ += piece.sum;
    abs_sum_ += piece.abs_sum;
    sum_squares_ += piece.sum_squares;
    max_ = piece.max > max_ ? piece.max : max_;
}

void RowSums::add(const System& system, Index i, std::span<const double> scores) {
    if (scores.empty())
        return;
    std::array<double, 256> piece;
    for (; scores.size() > piece.size(); scores = scores.subspan(piece.size()))
        add(system, i, scores.first(piece.size()));
    const std::span<double> phi(piece.data(), scores.size());
    double top = -infinity;
    for (std::size_t e = 0; e < scores.size(); ++e) {
        phi[e] = scores[e];
        top = scores[e] > top ? scores[e] : top;
    }
    apply_readout_to(system, i, shift_for(system, top), phi);
    PhiSums sums;
    for (const double p : phi) {
        sums.sum += p;
        sums.abs_sum += std::abs(p);
        sums.sum_squares += p * p;
        sums.max = p > sums.max ? p : sums.max;
    }
    add(sums);
}

void RowSums::add(const RowSums& later) {
    RowSums other = later;
    if (other.shifted_ && (!shifted_ || other.shift_ > shift_))
        move_shift(other.shift_);
    else if (shifted_)
        other.move_shift(shift_);
    sum_ += other.sum_;
    abs_sum_ += other.abs_sum_;
    sum_squares_ += other.sum_squares_;
    max_ = std::max(max_, other.max_);
    max_score_ = std::max(max_score_, other.max_score_);
}

void RowSums::finish(const System& system, Index i, RowStatistics& into) const {
    const Normaliser& normaliser = system.normaliser;
    RowSums total = *this;
    const bool has_sink =
        normaliser.sink.size() > 0 && normaliser.kind == NormaliserKind::sum && system.readout.kind == ReadoutKind::exp;
    const double sink = number_of_row(normaliser.sink, i, -infinity);
    if (has_sink && (!total.shifted_ || sink > total.shift_))
        total.move_shift(sink);

    // In units of exp(shift): what the formula adds to a sum of φ must be scaled as φ̃ is. 0 stays 0 for any shift.
    const double shift = total.shift_;
    const auto scaled = [shift](double x) { return x == 0 || shift == 0 ? x : x * std::exp(-shift); };
    double eta = 1;
    switch (normaliser.kind) {
    case NormaliserKind::one: break;
    case NormaliserKind::sum: eta = total.sum_; break;
    case NormaliserKind::abs_sum: eta = total.abs_sum_; break;
    case NormaliserKind::max_abs_sum_1: eta = std::max(std::abs(total.sum_), scaled(1)); break;
    case NormaliserKind::root_sum_squares: eta = std::sqrt(total.sum_squares_); break;
    case NormaliserKind::position: eta = static_cast<double>(i + 1); break;
    case NormaliserKind::length: eta = length_of(system); break;
    case NormaliserKind::formula:
        run_program(*normaliser.formula, {{&total.sum_, 0}, {&total.abs_sum_, 0}, {&total.max_, 0}},
                    normaliser.row_inputs, i, &eta, 1);
        break;
    }
    if (normaliser.floor.size() > 0) {
        const double floor = scaled(number_of_row(normaliser.floor, i, 0));
        eta = eta < floor ? floor : eta;
    }
    eta += scaled(number_of_row(normaliser.epsilon, i, 0));
    if (has_sink)
        eta += std::exp(sink - shift);

    const Index r = i - into.rows.begin;
    into.shift[r] = shift;
    into.eta[r] = eta;
    if (needs_row(normaliser)) {
        into.sum[r] = total.sum_;
        into.abs_sum[r] = total.abs_sum_;
        into.sum_squares[r] = total.sum_squares_;
        into.max[r] = total.max_;
        into.max_score[r] = total.max_score_;
    }
}

void row_statistics_of(const System& system, Index i, std::span<const double> scores, RowStatistics& into) {
    assert(i >= into.rows.begin && i < into.rows.end);
    RowSums sums;
    sums.add(system, i, scores);
    sums.finish(system, i, into);
}

} // namespace alphascope
