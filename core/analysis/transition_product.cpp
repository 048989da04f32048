#include "core/analysis/transition_product.hpp"

#include "core/base/random.hpp"
#include "core/system/step_algebra.hpp"

#include <Eigen/Eigenvalues>
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

// Keeps entries near 1; ln of what was taken out is returned. A product that is 0 stays 0.
template <class Block> double take_scale(Block&& block) {
    const double size = block.cwiseAbs().maxCoeff();
    if (size == 0 || !std::isfinite(size) || (size > 1e-60 && size < 1e60))
        return 0;
    block /= size;
    return std::log(size);
}

double log_norm_of(const Matrix& columns, double log_scale) {
    const Eigen::MatrixXd gram = columns.transpose() * columns;
    if (!gram.allFinite())
        return std::numeric_limits<double>::quiet_NaN();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram, Eigen::EigenvaluesOnly);
    const double largest = solver.eigenvalues()[gram.rows() - 1];
    return largest > 0 ? log_scale + 0.5 * std::log(largest) : minus_infinity;
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
    return Probes{probe_columns(system.state_size(), probes)};
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
                              apply_step(system_, i_, probes.columns);
                              probes.log_scale += take_scale(probes.columns);
                          },
                          [](DelayLine& line) { ++line.lag; }},
               state_);
}

double TransitionProduct::log_norm() const {
    return std::visit(Overloaded{[](const Modes& modes) { return modes.logs.maxCoeff<Eigen::PropagateNaN>(); },
                                 [](const Blocks& blocks) {
                                     Vector logs(blocks.product.rows());
                                     for (Index m = 0; m < logs.size(); ++m) {
                                         const auto p = blocks.product.row(m);
                                         logs[m] = blocks.log_scale[m] + log_norm_of_2x2(p[0], p[1], p[2], p[3]);
                                     }
                                     return logs.maxCoeff<Eigen::PropagateNaN>();
                                 },
                                 [](const Probes& probes) { return log_norm_of(probes.columns, probes.log_scale); },
                                 [](const DelayLine& line) { return line.lag < line.length ? 0 : minus_infinity; }},
                      state_);
}

bool TransitionProduct::exact() const {
    const auto* probes = std::get_if<Probes>(&state_);
    return !probes || probes->columns.cols() == system_.state_size();
}

} // namespace alphascope
