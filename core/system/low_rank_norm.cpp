#include "core/system/low_rank_norm.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

// Few states: the matrix itself is as quick, and keeps digits where its parts nearly cancel.
double small_norm(const Vector& d, const Matrix& u, const Matrix& v) {
    const Eigen::MatrixXd a = Eigen::MatrixXd(d.asDiagonal()) + u.transpose() * v;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(a * a.transpose(), Eigen::EigenvaluesOnly);
    return std::sqrt(std::max(0.0, solver.eigenvalues().maxCoeff()));
}

class SquaredSingularValues {
public:
    SquaredSingularValues(const Vector& d, const Matrix& u, const Matrix& v)
        : rank_(u.rows()), squares_(d.cwiseAbs2()), w_(2 * rank_, d.size()),
          fixed_(Eigen::MatrixXd::Zero(2 * rank_, 2 * rank_)) {
        w_.topRows(rank_) = u * d.asDiagonal();
        w_.bottomRows(rank_) = v;
        fixed_.topLeftCorner(rank_, rank_) = u * u.transpose();
        fixed_.topRightCorner(rank_, rank_) = fixed_.bottomLeftCorner(rank_, rank_) =
            -Eigen::MatrixXd::Identity(rank_, rank_);
    }

    /// Falls with x between two poles and is positive where an eigenvalue of AᵀA lies above x, `above` poles being
    /// there: eigenvalue number rank − above of K(x), from the top.
    double sign(double x, Index above) const {
        if (above > rank_)
            return 1;
        return rank_ == 1 ? pair_sign(x, above) : general_sign(x, above);
    }

private:
    double pair_sign(double x, Index above) const {
        const double *f = w_.data(), *g = f + squares_.size();
        double a = fixed_(0, 0), b = -1, c = 0;
        for (Index k = 0; k < squares_.size(); ++k) {
            const double inverse = 1 / (x - squares_[k]), p = f[k] * inverse, q = g[k] * inverse;
            a += f[k] * p;
            b += g[k] * p;
            c += g[k] * q;
        }
        // The smaller one as determinant over the larger: no cancellation.
        const double size = std::abs(a + c) / 2 + std::hypot((a - c) / 2, b);
        const double one = a + c < 0 ? -size : size, other = size > 0 ? (a * c - b * b) / one : 0;
        return above == 0 ? std::min(one, other) : std::max(one, other);
    }
    double general_sign(double x, Index above) const {
        const Eigen::RowVectorXd inverse = (x - squares_.array()).inverse().transpose();
        const Eigen::MatrixXd k = fixed_ + w_ * inverse.asDiagonal() * w_.transpose();
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(k, Eigen::EigenvaluesOnly);
        return solver.eigenvalues()[2 * rank_ - 1 - (rank_ - above)];
    }

    Index rank_;
    Vector squares_;
    Matrix w_;
    Eigen::MatrixXd fixed_;
};

// Chandrupatla's: inverse quadratic steps where they can be trusted, else halves. f(low) > 0 ≥ f(high).
template <class Function> double root_between(Function f, double low, double high) {
    double a = high, b = low, c = low, fa = f(high), fb = f(low), fc = fb, share = 0.5;
    for (int pass = 0; pass < 100; ++pass) {
        const double x = a + share * (b - a), fx = f(x);
        if ((fx > 0) == (fa > 0)) {
            c = a, fc = fa;
        } else {
            c = b, fc = fb;
            b = a, fb = fa;
        }
        a = x, fa = fx;
        const double best = std::abs(fa) < std::abs(fb) ? a : b, least = 2 * eps * std::abs(best) / std::abs(b - a);
        if (fa == 0 || least > 0.5)
            return best;
        const double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
        share = 0.5;
        if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
            share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
        share = std::clamp(share, least, 1 - least);
    }
    return a;
}

} // namespace

double low_rank_norm(const Vector& d, const Matrix& u, const Matrix& v) {
    if (!d.allFinite() || !u.allFinite() || !v.allFinite())
        return std::numeric_limits<double>::quiet_NaN();
    const Index n = d.size(), rank = u.rows();
    if (n <= 4 * rank)
        return small_norm(d, u, v);
    const SquaredSingularValues above(d, u, v);
    Vector poles = d.cwiseAbs2();
    std::sort(poles.begin(), poles.end(), std::greater<>());
    const double bound = d.cwiseAbs().maxCoeff() + u.rowwise().norm().dot(v.rowwise().norm());
    double high = bound * bound * (1 + 8 * eps);
    // From the top down: the first stretch between poles, or pole, that an eigenvalue of AᵀA lies in.
    for (Index k = 0;;) { // ends: more poles than factors lie above the lowest eigenvalues
        const double pole = poles[k], margin = 4 * eps * pole + std::numeric_limits<double>::min();
        if (above.sign(pole + margin, k) > 0) {
            const auto sign = [&, k](double x) { return above.sign(x, k); };
            return std::sqrt(pole + margin < high ? root_between(sign, pole + margin, high) : high);
        }
        while (k < n && poles[k] >= pole - margin)
            ++k;
        if (above.sign(pole - margin, k) > 0)
            return std::sqrt(pole);
        high = pole - margin;
    }
}

} // namespace alphascope
