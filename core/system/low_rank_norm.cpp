#include "core/system/low_rank_norm.hpp"

#include "core/system/squared_singular_values.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

namespace alphascope {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr Index few_states = 8;       // up to so many the matrix itself is as quick
constexpr double proof_width = 1e-11; // of a squared singular value: its neighbours that must fall on both sides

double dense_norm(const Vector& d, const Matrix& u, const Matrix& v) {
    const Eigen::MatrixXd a = Eigen::MatrixXd(d.asDiagonal()) + u.transpose() * v;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(a * a.transpose(), Eigen::EigenvaluesOnly);
    return std::sqrt(std::max(0.0, solver.eigenvalues().maxCoeff()));
}

// The step with entries near 1, each pair of factors of one length.
struct ScaledStep {
    Vector d;
    Matrix u, v;
    double scale;

    ScaledStep(const Vector& d_given, const Matrix& u_given, const Matrix& v_given)
        : d(d_given), u(u_given), v(v_given) {
        double sum = d.size() > 0 ? d.cwiseAbs().maxCoeff() : 0;
        Vector lengths(u.rows());
        for (Index r = 0; r < u.rows(); ++r) {
            const double a = u.row(r).stableNorm(), b = v.row(r).stableNorm();
            lengths[r] = std::sqrt(a) * std::sqrt(b);
            u.row(r) *= a > 0 ? 1 / a : 0;
            v.row(r) *= b > 0 ? 1 / b : 0;
            sum += lengths[r] * lengths[r];
        }
        scale = sum;
        if (!(scale > 0))
            return;
        d /= scale;
        for (Index r = 0; r < u.rows(); ++r) {
            const double length = lengths[r] / std::sqrt(scale);
            u.row(r) *= length;
            v.row(r) *= length;
        }
    }
};

// Of m coordinates with one decay at most 2 rank see the factors, after a rotation among them: the others keep the
// decay as a singular value of their own. Repeated poles go, and what is left may be a small matrix.
class Compressed {
public:
    explicit Compressed(const ScaledStep& step) : rank_(step.u.rows()) {
        const Index n = step.d.size();
        std::vector<Index> order(static_cast<std::size_t>(n));
        std::iota(order.begin(), order.end(), Index{0});
        std::sort(order.begin(), order.end(), [&](Index a, Index b) { return step.d[a] > step.d[b]; });
        d.resize(n);
        u.resize(rank_, n);
        v.resize(rank_, n);
        for (Index first = 0; first < n;) {
            Index last = first + 1;
            while (last < n &&
                   step.d[order[static_cast<std::size_t>(last)]] == step.d[order[static_cast<std::size_t>(first)]])
                ++last;
            take_group(step, {order.data() + first, static_cast<std::size_t>(last - first)});
            first = last;
        }
        d.conservativeResize(size_);
        u.conservativeResize(Eigen::NoChange, size_);
        v.conservativeResize(Eigen::NoChange, size_);
    }

    Vector d;
    Matrix u, v;
    double kept = 0; ///< the largest |decay| that no factor sees

private:
    void take_group(const ScaledStep& step, std::span<const Index> members) {
        const Index most = 2 * rank_;
        const double decay = step.d[members.front()];
        if (static_cast<Index>(members.size()) <= most) {
            for (const Index k : members) {
                if (step.u.col(k).isZero(0) && step.v.col(k).isZero(0)) {
                    kept = std::max(kept, std::abs(decay));
                    continue;
                }
                d[size_] = decay;
                u.col(size_) = step.u.col(k);
                v.col(size_++) = step.v.col(k);
            }
            return;
        }
        Eigen::MatrixXd seen(static_cast<Index>(members.size()), most); // columns: the factors on these coordinates
        for (Index k = 0; k < seen.rows(); ++k) {
            seen.row(k).head(rank_) = step.u.col(members[static_cast<std::size_t>(k)]).transpose();
            seen.row(k).tail(rank_) = step.v.col(members[static_cast<std::size_t>(k)]).transpose();
        }
        kept = std::max(kept, std::abs(decay));
        if (seen.isZero(0))
            return;
        // An upper triangle on the first 2 rank of the rotated coordinates.
        const Eigen::HouseholderQR<Eigen::MatrixXd> rotated(seen);
        const Eigen::MatrixXd triangle = rotated.matrixQR().topRows(most).triangularView<Eigen::Upper>();
        d.segment(size_, most).setConstant(decay);
        u.middleCols(size_, most) = triangle.leftCols(rank_).transpose();
        v.middleCols(size_, most) = triangle.rightCols(rank_).transpose();
        size_ += most;
    }

    Index rank_, size_ = 0;
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

// From the top down: the first stretch between poles that an eigenvalue of AᵀA lies in, and where. Looks a little
// beside each pole, where the sign is known; none where it is not, or where the eigenvalue lies next to a pole.
std::optional<double> largest_by_search(const SquaredSingularValues& values, double bound) {
    constexpr double beside = 1e-9;
    double high = bound;
    const Vector& poles = values.poles();
    for (Index k = 0; k < poles.size();) {
        const double pole = poles[k], low = pole * (1 + beside);
        if (low < high) {
            const int side = values.sign(low, k);
            if (side == 0)
                return std::nullopt;
            if (side > 0)
                return root_between([&, k](double x) { return values.value(x, k); }, low, high);
        }
        high = pole * (1 - beside);
        while (k < poles.size() && poles[k] > high)
            ++k;
        if (values.sign(high, k) >= 0)
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

double low_rank_norm(const Vector& d, const Matrix& u, const Matrix& v) {
    if (!d.allFinite() || !u.allFinite() || !v.allFinite())
        return std::numeric_limits<double>::quiet_NaN();
    const ScaledStep step(d, u, v);
    if (!(step.scale > 0))
        return 0;
    if (!std::isfinite(step.scale))
        return std::numeric_limits<double>::infinity();
    if (d.size() <= few_states)
        return step.scale * dense_norm(step.d, step.u, step.v);
    const Compressed small(step);
    if (small.d.size() == 0)
        return step.scale * small.kept;
    if (small.d.size() > few_states) {
        const SquaredSingularValues values(small.d, small.u, small.v);
        if (const auto square = largest_by_search(values, 1 + 8 * eps)) // |A| ≤ 1 after scaling
            if (values.some_above(*square * (1 - proof_width)) && values.none_above(*square * (1 + proof_width)))
                return step.scale * std::max(small.kept, std::sqrt(*square));
    }
    return step.scale * std::max(small.kept, dense_norm(small.d, small.u, small.v));
}

} // namespace alphascope
