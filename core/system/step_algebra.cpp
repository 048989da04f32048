#include "core/system/step_algebra.hpp"

#include "core/base/decays.hpp"

#include <cassert>
#include <cmath>

namespace alphascope {
namespace {

using Panel = Eigen::Ref<Matrix>;

// One row serves all tokens when A is constant.
Index row_of(const Matrix& m, Index i) {
    return m.rows() == 1 ? 0 : i;
}

double scalar_at(const ScalarSteps& s, Index i) {
    const Index r = s.log_a.size() == 1 ? 0 : i;
    return s.sign[s.sign.size() == 1 ? 0 : r] * std::exp(s.log_a[r]);
}

Vector diagonal_at(const DiagonalSteps& s, Index i) {
    return s.sign.row(row_of(s.sign, i)).array() * decays_of(s.log_a.row(row_of(s.log_a, i)).array());
}

// (p, q; r, s) acting on rows (2m, 2m + 1).
void apply_block(Panel h, Index m, double p, double q, double r, double s) {
    const Eigen::RowVectorXd x = h.row(2 * m), y = h.row(2 * m + 1);
    h.row(2 * m) = p * x + q * y;
    h.row(2 * m + 1) = r * x + s * y;
}

// transposed turns the angle round.
void apply_rotation(const RotationSteps& steps, Index i, Panel h, double direction) {
    const Index r = row_of(steps.angle, i), rm = row_of(steps.log_modulus, i);
    for (Index m = 0; m < steps.angle.cols(); ++m) {
        const double modulus = std::exp(steps.log_modulus(rm, m)), angle = direction * steps.angle(r, m);
        const double c = modulus * std::cos(angle), s = modulus * std::sin(angle);
        apply_block(h, m, c, -s, s, c);
    }
}

// h ← (D + left rightᵀ) h, or with the decay applied to h before (early) or to the result after (late) the low-rank
// part.
enum class Decay { early, beside, late };
void apply_low_rank(const LowRankSteps& steps, Index i, Panel h, const Matrix& left, const Matrix& right, Decay decay) {
    const Index n = steps.d.cols(), rank = steps.rank;
    const auto d = steps.d.row(row_of(steps.d, i)).transpose();
    const Eigen::Map<const Matrix> l(left.row(row_of(left, i)).data(), rank, n);
    const Eigen::Map<const Matrix> r(right.row(row_of(right, i)).data(), rank, n);
    if (decay == Decay::early)
        h = d.asDiagonal() * h;
    const Matrix y = r * h;
    if (decay == Decay::beside)
        h = d.asDiagonal() * h;
    h.noalias() += l.transpose() * y;
    if (decay == Decay::late)
        h = d.asDiagonal() * h;
}

Eigen::Map<const Matrix> dense_at(const DenseSteps& s, Index i) {
    return {s.a.row(row_of(s.a, i)).data(), s.n, s.n};
}

void apply_merge(const LevelMergeSteps& s, Index i, Panel h) {
    const Index into = merged_level(i), part = s.part();
    for (Index level = 0; level < into; ++level) {
        h.middleRows(into * part, part) += h.middleRows(level * part, part);
        h.middleRows(level * part, part).setZero();
    }
    h *= s.decay(i);
}

void apply_merge_transposed(const LevelMergeSteps& s, Index i, Panel g) {
    const Index into = merged_level(i), part = s.part();
    for (Index level = 0; level < into; ++level)
        g.middleRows(level * part, part) = g.middleRows(into * part, part);
    g *= s.decay(i);
}

void apply_inner(const Steps& steps, Index i, Panel h) {
    std::visit(Overloaded{
                   [](const IdentitySteps&) {},
                   [&](const ScalarSteps& s) { h *= scalar_at(s, i); },
                   [&](const DiagonalSteps& s) { h = diagonal_at(s, i).asDiagonal() * h; },
                   [&](const RotationSteps& s) { apply_rotation(s, i, h, 1); },
                   [&](const BlockSteps& s) {
                       const auto a = s.a.row(row_of(s.a, i));
                       for (Index m = 0; m < s.a.cols() / 4; ++m)
                           apply_block(h, m, a[4 * m], a[4 * m + 1], a[4 * m + 2], a[4 * m + 3]);
                   },
                   [&](const LowRankSteps& s) {
                       apply_low_rank(s, i, h, s.u, s.v, s.decay_first ? Decay::early : Decay::beside);
                   },
                   [&](const DenseSteps& s) { h = dense_at(s, i) * h; },
                   [](const ConvolutionSteps&) { assert(!"the state of a convolution is the lag itself"); },
                   [&](const LevelMergeSteps& s) { apply_merge(s, i, h); },
               },
               steps);
}

void apply_inner_transposed(const Steps& steps, Index i, Panel g) {
    std::visit(Overloaded{
                   [](const IdentitySteps&) {},
                   [&](const ScalarSteps& s) { g *= scalar_at(s, i); },
                   [&](const DiagonalSteps& s) { g = diagonal_at(s, i).asDiagonal() * g; },
                   [&](const RotationSteps& s) { apply_rotation(s, i, g, -1); },
                   [&](const BlockSteps& s) {
                       const auto a = s.a.row(row_of(s.a, i));
                       for (Index m = 0; m < s.a.cols() / 4; ++m)
                           apply_block(g, m, a[4 * m], a[4 * m + 2], a[4 * m + 1], a[4 * m + 3]);
                   },
                   [&](const LowRankSteps& s) {
                       apply_low_rank(s, i, g, s.v, s.u, s.decay_first ? Decay::late : Decay::beside);
                   },
                   [&](const DenseSteps& s) { g = dense_at(s, i).transpose() * g; },
                   [](const ConvolutionSteps&) { assert(!"the state of a convolution is the lag itself"); },
                   [&](const LevelMergeSteps& s) { apply_merge_transposed(s, i, g); },
               },
               steps);
}

} // namespace

Vector carry_at(const Delay& delay, Index i, Index n) {
    const auto row = delay.carry.row(row_of(delay.carry, i));
    return row.size() == 1 ? Vector(Vector::Constant(n, row[0])) : Vector(row.transpose());
}

void apply_step(const System& system, Index i, Eigen::Ref<Matrix> h) {
    if (!system.delay)
        return apply_inner(system.steps, i, h);
    const Index n = inner_size(system.steps);
    auto x = h.topRows(n), y = h.bottomRows(n);
    if (system.delay->through_inner)
        apply_inner(system.steps, i, y);
    apply_inner(system.steps, i, x);
    x += carry_at(*system.delay, i, n).asDiagonal() * y;
    y.setZero();
}

void apply_step_transposed(const System& system, Index i, Eigen::Ref<Matrix> g) {
    if (!system.delay)
        return apply_inner_transposed(system.steps, i, g);
    const Index n = inner_size(system.steps);
    auto x = g.topRows(n), y = g.bottomRows(n);
    y = carry_at(*system.delay, i, n).asDiagonal() * x;
    if (system.delay->through_inner)
        apply_inner_transposed(system.steps, i, y);
    apply_inner_transposed(system.steps, i, x);
}

Matrix step_matrix(const System& system, Index i) {
    Matrix a = Matrix::Identity(system.state_size(), system.state_size());
    apply_step(system, i, a);
    return a;
}

} // namespace alphascope
