#include "core/analysis/transition_product.hpp"

#include "core/analysis/log_scale.hpp"
#include "core/base/random.hpp"
#include "core/system/step_algebra.hpp"

#include <Eigen/QR>

#include <cassert>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

// Row i of an array that has one row when it is the same at all tokens.
template <class Rows> auto row_at(const Rows& rows, Index i) {
    return rows.row(rows.rows() == 1 ? 0 : i);
}

// Random but the same at every run: no direction of the system's own is favoured.
Matrix probe_columns(Index n, Index count) {
    if (count >= n)
        return Matrix::Identity(n, n);
    const RandomStream stream(0, "transition probes");
    Eigen::MatrixXd random(n, count);
    for (Index k = 0; k < random.size(); ++k)
        random.data()[k] = stream.normal(static_cast<std::uint64_t>(k));
    return Eigen::HouseholderQR<Eigen::MatrixXd>(random).householderQ() * Eigen::MatrixXd::Identity(n, count);
}

// A 2×2 matrix is a rotation-scaling plus a reflection-scaling; the largest singular value is the sum of their sizes.
double log_norm_of_2x2(double a, double b, double c, double d) {
    const double sum = std::hypot(a + d, b - c), difference = std::hypot(a - d, b + c);
    return std::log((sum + difference) / 2);
}

} // namespace

bool scales_fixed_modes(const System& system) {
    if (system.delay)
        return false;
    return std::visit(Overloaded{[](const IdentitySteps&) { return true; }, [](const ScalarSteps&) { return true; },
                                 [](const DiagonalSteps&) { return true; }, [](const RotationSteps&) { return true; },
                                 [](const BlockSteps&) { return false; }, [](const LowRankSteps&) { return false; },
                                 [](const DenseSteps&) { return false; }, [](const ConvolutionSteps&) { return false; },
                                 [](const LevelMergeSteps&) { return false; }},
                      system.steps);
}

Index mode_count(const System& system) {
    return std::visit(
        Overloaded{[](const IdentitySteps&) { return Index{1}; }, [](const ScalarSteps&) { return Index{1}; },
                   [](const DiagonalSteps& s) { return s.log_a.cols(); },
                   [](const RotationSteps& s) { return s.log_modulus.cols(); },
                   [](const BlockSteps& s) { return s.a.cols() / 4; }, [](const LowRankSteps& s) { return s.d.cols(); },
                   [](const DenseSteps& s) { return s.n; }, [](const ConvolutionSteps& s) { return s.n; },
                   [](const LevelMergeSteps& s) { return s.n; }},
        system.steps);
}

void add_log_moduli(const System& system, Index i, Vector& logs) {
    const auto none = [] { assert(!"steps without fixed modes"); };
    std::visit(Overloaded{[](const IdentitySteps&) {}, [&](const ScalarSteps& s) { logs += row_at(s.log_a, i); },
                          [&](const DiagonalSteps& s) { logs += row_at(s.log_a, i).transpose(); },
                          [&](const RotationSteps& s) { logs += row_at(s.log_modulus, i).transpose(); },
                          [&](const BlockSteps&) { none(); }, [&](const LowRankSteps&) { none(); },
                          [&](const DenseSteps&) { none(); }, [&](const ConvolutionSteps&) { none(); },
                          [&](const LevelMergeSteps&) { none(); }},
               system.steps);
}

double largest_log_modulus(const System& system, Index i) {
    if (const auto* diagonal = std::get_if<DiagonalSteps>(&system.steps))
        return row_at(diagonal->log_a, i).maxCoeff<Eigen::PropagateNaN>();
    if (const auto* rotation = std::get_if<RotationSteps>(&system.steps))
        return row_at(rotation->log_modulus, i).maxCoeff<Eigen::PropagateNaN>();
    const auto* scalar = std::get_if<ScalarSteps>(&system.steps);
    return scalar ? row_at(scalar->log_a, i)[0] : 0;
}

Index kernel_support(const ConvolutionSteps& steps) {
    Index end = steps.kernel.size();
    while (end > 0 && steps.kernel[end - 1] == 0)
        --end;
    return end;
}

TransitionProduct::TransitionProduct(const System& system, Index start, Index probes)
    : system_(system), i_(start), state_(initial(system, probes)) {}

TransitionProduct::State TransitionProduct::initial(const System& system, Index probes) {
    if (scales_fixed_modes(system))
        return Modes{Vector::Zero(mode_count(system))};
    if (const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps))
        return DelayLine{0, kernel_support(*convolution)};
    if (std::holds_alternative<BlockSteps>(system.steps) && !system.delay) {
        const Index pairs = mode_count(system);
        Blocks blocks{Matrix::Zero(pairs, 4), Vector::Zero(pairs)};
        blocks.product.col(0).setOnes();
        blocks.product.col(3).setOnes();
        return blocks;
    }
    if (const auto* merge = std::get_if<LevelMergeSteps>(&system.steps); merge && !system.delay)
        return Merge{0, Vector::Ones(merge->levels)};
    return Probes{probe_columns(system.state_size(), probes), 0, {}};
}

void TransitionProduct::advance() {
    ++i_;
    std::visit(Overloaded{[&](Modes& modes) { add_log_moduli(system_, i_, modes.logs); },
                          [&](Blocks& blocks) {
                              const auto row = row_at(std::get<BlockSteps>(system_.steps).a, i_);
                              using Block = Eigen::Matrix<double, 2, 2, Eigen::RowMajor>;
                              for (Index m = 0; m < blocks.product.rows(); ++m) {
                                  Eigen::Map<Block> product(blocks.product.row(m).data());
                                  product = Eigen::Map<const Block>(row.data() + 4 * m) * product.eval();
                                  blocks.log_scale[m] += take_scale(product);
                              }
                          },
                          [&](Probes& probes) {
                              const double before = probes.columns.norm();
                              apply_step(system_, i_, probes.columns);
                              if (!probes.lost_at && is_rounding(probes.columns.norm(), before) &&
                                  is_rounding(probes.columns.norm(), before * step_matrix(system_, i_).norm()))
                                  probes.lost_at = i_;
                              probes.log_scale += take_scale(probes.columns);
                          },
                          [](DelayLine& line) { ++line.lag; },
                          [&](Merge& merge) {
                              const auto& steps = std::get<LevelMergeSteps>(system_.steps);
                              const Index into = merged_level(i_);
                              merge.log_decay += row_at(steps.log_a, i_)[0];
                              merge.parts[into] = merge.parts.head(into + 1).sum();
                              merge.parts.head(into).setZero();
                          }},
               state_);
}

double TransitionProduct::log_norm() const {
    return std::visit(
        Overloaded{[](const Modes& modes) { return modes.logs.maxCoeff<Eigen::PropagateNaN>(); },
                   [](const Blocks& blocks) {
                       Vector logs(blocks.product.rows());
                       for (Index m = 0; m < logs.size(); ++m) {
                           const auto p = blocks.product.row(m);
                           logs[m] = blocks.log_scale[m] + log_norm_of_2x2(p[0], p[1], p[2], p[3]);
                       }
                       return logs.maxCoeff<Eigen::PropagateNaN>();
                   },
                   [](const Probes& probes) { return log_spectral_norm(probes.columns, probes.log_scale); },
                   [](const DelayLine& line) { return line.lag < line.length ? 0 : minus_infinity; },
                   [](const Merge& merge) { return merge.log_decay + 0.5 * std::log(merge.parts.maxCoeff()); }},
        state_);
}

std::optional<Index> TransitionProduct::lost_at() const {
    const auto* probes = std::get_if<Probes>(&state_);
    return probes ? probes->lost_at : std::nullopt;
}

bool TransitionProduct::exact() const {
    const auto* probes = std::get_if<Probes>(&state_);
    return !probes || probes->columns.cols() == system_.state_size();
}

} // namespace alphascope
