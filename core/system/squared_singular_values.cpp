#include "core/system/squared_singular_values.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace alphascope {
namespace {
constexpr double eps = std::numeric_limits<double>::epsilon();
} // namespace

SquaredSingularValues::SquaredSingularValues(const Vector& d, const Matrix& u, const Matrix& v)
    : rank_(u.rows()), poles_(d.cwiseAbs2()), squares_(poles_), w_(2 * rank_, d.size()),
      fixed_(Eigen::MatrixXd::Zero(2 * rank_, 2 * rank_)) {
    std::sort(poles_.begin(), poles_.end(), std::greater<>());
    w_.topRows(rank_) = u * d.asDiagonal();
    w_.bottomRows(rank_) = v;
    fixed_.topLeftCorner(rank_, rank_) = u * u.transpose();
    fixed_.topRightCorner(rank_, rank_) = fixed_.bottomLeftCorner(rank_, rank_) =
        -Eigen::MatrixXd::Identity(rank_, rank_);
}

Index SquaredSingularValues::poles_above(double x) const {
    return std::partition_point(poles_.begin(), poles_.end(), [x](double pole) { return pole > x; }) - poles_.begin();
}

int SquaredSingularValues::sign(double x, Index above) const {
    const Trial t = trial(x, above);
    return t.value > t.error ? 1 : t.value < -t.error ? -1 : 0;
}

SquaredSingularValues::Trial SquaredSingularValues::trial(double x, Index above) const {
    if (above > rank_)
        return {1, 0};
    return rank_ == 1 ? pair_trial(x, above) : general_trial(x, above);
}

SquaredSingularValues::Trial SquaredSingularValues::pair_trial(double x, Index above) const {
    const double *f = w_.data(), *g = f + squares_.size();
    double a = fixed_(0, 0), b = -1, c = 0, size = a + 2;
    for (Index k = 0; k < squares_.size(); ++k) {
        const double inverse = 1 / (x - squares_[k]), p = f[k] * inverse, q = g[k] * inverse, pf = f[k] * p,
                     qg = g[k] * q;
        a += pf;
        b += g[k] * p;
        c += qg;
        size += std::abs(pf) + std::abs(qg);
    }
    // The smaller one as determinant over the larger: no cancellation but that of the sums.
    const double radius = std::abs(a + c) / 2 + std::hypot((a - c) / 2, b);
    const double one = a + c < 0 ? -radius : radius, other = radius > 0 ? (a * c - b * b) / one : 0;
    return {above == 0 ? std::min(one, other) : std::max(one, other),
            static_cast<double>(squares_.size() + 8) * eps * size};
}

SquaredSingularValues::Trial SquaredSingularValues::general_trial(double x, Index above) const {
    const Eigen::RowVectorXd inverse = (x - squares_.array()).inverse().transpose();
    const Eigen::MatrixXd k = fixed_ + w_ * inverse.asDiagonal() * w_.transpose();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(k, Eigen::EigenvaluesOnly);
    const double size = fixed_.norm() + w_.colwise().squaredNorm().dot(inverse.cwiseAbs());
    return {solver.eigenvalues()[2 * rank_ - 1 - (rank_ - above)],
            static_cast<double>(squares_.size() + 8 * rank_) * eps * size};
}

} // namespace alphascope
