#include "core/engine/cpu/leaf_steps.hpp"

#include "core/base/thread_pool.hpp"
#include "core/engine/block_exp.hpp"
#include "core/system/step_algebra.hpp"

#include <atomic>
#include <bit>
#include <cmath>

namespace alphascope::cpu {
namespace {

constexpr Index largest_rank = 16; // of the kernels

/// Row `token` of an array that has one row for all tokens when it is constant.
const double* row(const Matrix& m, Index token) {
    return m.data() + (m.rows() == 1 ? 0 : token * m.cols());
}

Index stride(const Matrix& m) {
    return m.rows() == 1 ? 0 : m.cols();
}

/// sign exp(log) of every coordinate.
void signed_exp(const double* log, const double* sign, Index count, double* out) {
    std::copy_n(log, count, out);
    exp_shifted(out, count, 0);
    for (Index m = 0; m < count; ++m)
        out[m] *= sign[m];
}

void diagonal_at(const Steps& steps, Index token, Index width, double* out) {
    std::visit(Overloaded{
                   [&](const IdentitySteps&) { std::fill_n(out, width, 1.0); },
                   [&](const ScalarSteps& s) {
                       const Index at = s.log_a.size() == 1 ? 0 : token;
                       signed_exp(&s.log_a[at], &s.sign[s.sign.size() == 1 ? 0 : at], 1, out);
                       std::fill_n(out + 1, width - 1, out[0]);
                   },
                   [&](const DiagonalSteps& s) { signed_exp(row(s.log_a, token), row(s.sign, token), width, out); },
                   [](const RotationSteps&) {},
                   [](const BlockSteps&) {},
                   [](const LowRankSteps&) {},
                   [](const DenseSteps&) {},
                   [](const ConvolutionSteps&) {},
                   [&](const LevelMergeSteps& s) { std::fill_n(out, width, s.decay(token)); },
               },
               steps);
}

void rotation_at(const RotationSteps& s, Index token, double* out) {
    const Index modes = s.angle.cols();
    const double *log = row(s.log_modulus, token), *angle = row(s.angle, token);
    for (Index m = 0; m < modes; ++m, out += 4) {
        const double modulus = std::exp(log[m]);
        out[0] = out[3] = modulus * std::cos(angle[m]);
        out[2] = modulus * std::sin(angle[m]);
        out[1] = -out[2];
    }
}

bool any(const double* x, Index count) {
    bool found = false;
    for (Index m = 0; m < count; ++m)
        found |= x[m] != 0; // without a way out, which is faster where all are 0
    return found;
}

/// Parts that some key writes, at least one.
Index written_parts(const LevelMergeSteps& s, const TokenRows& b) {
    std::atomic<Index> written{1};
    parallel_for((b.rows() + panel - 1) / panel, [&](Index p) {
        Index most = written;
        for (Index j = p * panel; j < std::min((p + 1) * panel, b.rows()); ++j)
            for (Index level = s.levels - 1; level >= most; --level)
                if (any(b.data() + j * s.n + level * s.part(), s.part()))
                    most = level + 1;
        for (Index known = written; most > known && !written.compare_exchange_weak(known, most);) {
        }
    });
    return written;
}

/// n × n transports pay when the sequence is long against the state: about n² (log₂ + n / 8 or 2 n) products a token,
/// against the recurrence of every column, which in double costs about four times as much a number.
bool worth_matrices(double length, double n, double rank) {
    const double of_transport = rank > 0 ? n / 8 + 6 * rank : 2 * n, levels = std::log2(length / panel + 1);
    const double tree = n * n * (of_transport + 2 * levels), march = 4 * length / 2 * n * (rank > 0 ? 6 * rank : 2 * n);
    return length <= panel || tree < march;
}

} // namespace

std::optional<LeafSteps> LeafSteps::of(const System& system) {
    LeafSteps steps(system);
    const auto take = [&](TransportKind kind, Index width) {
        steps.kind_ = kind;
        steps.width_ = width;
        return true;
    };
    const Index n = inner_size(system.steps);
    const auto length = static_cast<double>(system.length()), size = static_cast<double>(n);
    const bool fits =
        std::visit(Overloaded{
                       [&](const IdentitySteps&) { return take(TransportKind::none, 0); },
                       [&](const ScalarSteps&) { return take(TransportKind::diagonal, 1); },
                       [&](const DiagonalSteps&) { return take(TransportKind::diagonal, n); },
                       [&](const RotationSteps&) { return take(TransportKind::blocks, 2 * n); },
                       [&](const BlockSteps&) { return take(TransportKind::blocks, 2 * n); },
                       [&](const LowRankSteps& s) {
                           return s.rank <= largest_rank && worth_matrices(length, size, static_cast<double>(s.rank)) &&
                                  take(TransportKind::low_rank, 0);
                       },
                       [&](const DenseSteps& s) {
                           return (s.a.rows() == 1 || worth_matrices(length, size, 0)) && take(TransportKind::dense, 0);
                       },
                       [&](const ConvolutionSteps&) { return !system.delay && take(TransportKind::none, 0); },
                       [&](const LevelMergeSteps& s) {
                           steps.parts_ = {s.part(), s.levels, written_parts(s, system.b)};
                           return !system.delay && take(TransportKind::level_merge, 1);
                       },
                   },
                   system.steps);
    return fits ? std::optional(steps) : std::nullopt;
}

LeafTokens LeafSteps::tokens(Range range, const double* steps, double* room) const {
    const bool first = range.begin == 0;
    if (!late())
        return {query(range.begin), &system_->b(range.begin, 0), range.size(), state_, first};
    const Index count = std::min(range.end, system_->length() - 1) - range.begin;
    double *q = room, *b = room + panel * state_;
    for (Index t = 0; t < count; ++t) {
        std::copy_n(query(range.begin + t + 1), state_, q + t * state_);
        late_key(range.begin + t, steps + t * width_, b + t * state_);
    }
    return {q, b, count, state_, first};
}

void LeafSteps::numbers(Range range, double* out) const {
    for (Index token = range.begin; token < range.end; ++token, out += width_) {
        const Index i = step_of(token);
        if (const auto* rotation = std::get_if<RotationSteps>(&system_->steps))
            rotation_at(*rotation, i, out);
        else if (const auto* blocks = std::get_if<BlockSteps>(&system_->steps))
            std::copy_n(row(blocks->a, i), width_, out);
        else
            diagonal_at(system_->steps, i, width_, out);
    }
}

LowRankTokens LeafSteps::low_rank(Index first) const {
    const auto& s = std::get<LowRankSteps>(system_->steps);
    const Index i = step_of(first);
    return {row(s.d, i), row(s.u, i), row(s.v, i), stride(s.d), stride(s.u), stride(s.v), s.rank, s.decay_first};
}

const double* LeafSteps::dense(Index first) const {
    return row(std::get<DenseSteps>(system_->steps).a, step_of(first));
}

Index LeafSteps::dense_stride() const {
    return stride(std::get<DenseSteps>(system_->steps).a);
}

// P (b^x + Q' b^y) or P b^x + Q b^y, as the carry comes after the step or instead of it.
void LeafSteps::late_key(Index j, const double* step, double* out) const {
    const Delay& delay = *system_->delay;
    const double *x = &system_->b(j, 0), *y = x + state_;
    std::vector<double> carried(y, y + state_);
    if (delay.through_inner)
        apply(j + 1, step, y, carried.data());
    apply(j + 1, step, x, out);
    const double* carry = row(delay.carry, j + 1);
    for (Index m = 0; m < state_; ++m)
        out[m] += carry[delay.carry.cols() == 1 ? 0 : m] * carried[m];
}

void LeafSteps::apply(Index i, const double* step, const double* x, double* out) const {
    const Eigen::Map<const Vector> from(x, state_);
    Eigen::Map<Vector> to(out, state_);
    switch (kind_) {
    case TransportKind::none:
    case TransportKind::level_merge: to = from; return;
    case TransportKind::diagonal:
    case TransportKind::blocks: {
        if (width_ == 1)
            to = step[0] * from;
        else if (kind_ == TransportKind::diagonal)
            to = Eigen::Map<const Vector>(step, state_).cwiseProduct(from);
        else
            for (Index m = 0; m < state_; m += 2)
                to.segment<2>(m) =
                    Eigen::Map<const Eigen::Matrix<double, 2, 2, Eigen::RowMajor>>(step + 2 * m) * from.segment<2>(m);
        return;
    }
    case TransportKind::low_rank: {
        const auto& s = std::get<LowRankSteps>(system_->steps);
        const Eigen::Map<const Vector> d(row(s.d, i), state_);
        const Eigen::Map<const Matrix> u(row(s.u, i), s.rank, state_), v(row(s.v, i), s.rank, state_);
        const Vector read = s.decay_first ? Vector(v * d.cwiseProduct(from)) : Vector(v * from);
        to = d.cwiseProduct(from) + u.transpose() * read;
        return;
    }
    case TransportKind::dense:
        to = Eigen::Map<const Matrix>(row(std::get<DenseSteps>(system_->steps).a, i), state_, state_) * from;
        return;
    }
}

} // namespace alphascope::cpu
