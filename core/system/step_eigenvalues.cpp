#include "core/system/step_eigenvalues.hpp"

#include "core/base/decays.hpp"
#include "core/base/thread_pool.hpp"
#include "core/system/low_rank_at.hpp"
#include "core/system/secular_roots.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

using Method = EigenvalueForm::Method;

// Row i of an array that has one row when it is the same at all tokens.
template <class Rows> auto row_at(const Rows& rows, Index i) {
    return rows.row(rows.rows() == 1 ? 0 : i);
}

ComplexVector numeric_eigenvalues(const Matrix& a) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (!a.allFinite())
        return ComplexVector::Constant(a.rows(), Complex(nan, nan));
    // A triangle has its eigenvalues on the diagonal; a solver would lose digits where they are close or equal.
    if (a.isLowerTriangular(0) || a.isUpperTriangular(0))
        return a.diagonal().cast<Complex>();
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(a, false);
    if (solver.info() != Eigen::Success)
        return ComplexVector::Constant(a.rows(), Complex(nan, nan));
    return solver.eigenvalues();
}

// A step diag(d) + u vᵀ with u_k v_k of one sign is diagonally similar to the symmetric diag(d) ± z zᵀ, z_k² = |u_k
// v_k|: its eigenvalues depend on the products only. Solved for the sign −; the other is its mirror.
class OneSigned {
public:
    bool take(const LowRankSteps& s, Index i) {
        const auto d = row_at(s.d, i), u = row_at(s.u, i), v = row_at(s.v, i);
        d_ = d.transpose();
        w_ = u.cwiseProduct(v).transpose();
        if (s.decay_first)
            w_ = w_.cwiseProduct(d_);
        mirrored_ = w_.maxCoeff() > 0;
        if (mirrored_ && w_.minCoeff() < 0)
            return false;
        if (mirrored_)
            d_ = -d_;
        else
            w_ = -w_;
        return true; // not finite too: the roots say so
    }
    void roots(std::span<Complex> out) {
        const Vector& x = solver_.all(d_.data(), w_.data(), d_.size());
        std::transform(x.begin(), x.end(), out.begin(), [this](double root) { return mirrored_ ? -root : root; });
    }
    double radius() {
        const auto [lowest, highest] = solver_.extremes(d_.data(), w_.data(), d_.size());
        return std::max(std::abs(lowest), std::abs(highest));
    }

private:
    Vector d_, w_;
    bool mirrored_ = false;
    SecularRoots solver_;
};

OneSigned& room_of_thread() {
    thread_local OneSigned room;
    return room;
}

bool is_isotropic(const LowRankSteps& s, Index i) {
    const auto d = row_at(s.d, i);
    return (d.array() == d[0]).all();
}

void low_rank_form(const LowRankSteps& s, Range tokens, EigenvalueForm& form) {
    const bool constant = s.d.rows() == 1 && s.u.rows() == 1;
    const Index n = s.d.cols(), count = constant ? std::min<Index>(1, tokens.size()) : tokens.size();
    std::atomic<Index> directional = 0, mixed = 0; // tokens with a d that is not a number times I; with both signs
    constexpr Index block = 1024;
    parallel_for((count + block - 1) / block, [&](Index b) {
        Index directional_here = 0, mixed_here = 0;
        for (Index k = b * block; k < std::min(count, (b + 1) * block); ++k) {
            directional_here += !is_isotropic(s, tokens.begin + k);
            mixed_here += s.rank > 1 || !room_of_thread().take(s, tokens.begin + k);
        }
        directional += directional_here;
        mixed += mixed_here;
    });
    if (directional == 0 && s.rank < n) {
        form.multiplicities.assign(static_cast<std::size_t>(s.rank), 1);
        form.multiplicities.push_back(n - s.rank);
        return;
    }
    form.multiplicities.assign(static_cast<std::size_t>(n), 1);
    form.method = mixed > 0 ? Method::numeric : Method::secular;
    form.numeric_tokens = mixed;
}

// With d = s I and A = s I + U Vᵀ: s, and s plus the eigenvalues of the small Vᵀ U.
void isotropic_eigenvalues(const LowRankSteps& s, Index i, std::span<Complex> out) {
    const double scale = s.d(s.d.rows() == 1 ? 0 : i, 0), read_scale = s.decay_first ? scale : 1;
    out.back() = scale;
    if (s.rank == 1) {
        out[0] = scale + read_scale * row_at(s.u, i).dot(row_at(s.v, i));
        return;
    }
    const DiagonalPlusLowRank a = low_rank_at(s, i);
    const ComplexVector small = numeric_eigenvalues(a.v * a.u.transpose());
    std::transform(small.begin(), small.end(), out.begin(), [scale](Complex x) { return scale + x; });
}

void low_rank_eigenvalues(const LowRankSteps& s, Index i, std::span<Complex> out) {
    if (static_cast<Index>(out.size()) == s.rank + 1 && s.rank < s.d.cols() && is_isotropic(s, i))
        return isotropic_eigenvalues(s, i, out);
    if (s.rank == 1 && room_of_thread().take(s, i))
        return room_of_thread().roots(out);
    const DiagonalPlusLowRank a = low_rank_at(s, i);
    const ComplexVector values = numeric_eigenvalues(Matrix(a.d.asDiagonal()) + a.u.transpose() * a.v);
    std::copy(values.begin(), values.end(), out.begin());
}

std::pair<Complex, Complex> block_eigenvalues(double a, double b, double c, double d) {
    // (a − d)²/4 + bc instead of trace²/4 − det: no cancellation for nearly equal eigenvalues.
    const Complex root = std::sqrt(Complex((a - d) * (a - d) / 4 + b * c));
    return {(a + d) / 2 + root, (a + d) / 2 - root};
}

std::vector<Index> ones(Index count) {
    return std::vector<Index>(static_cast<std::size_t>(count), 1);
}

void inner_form(const Steps& steps, Range tokens, EigenvalueForm& form) {
    std::visit(Overloaded{[&](const IdentitySteps& s) { form.multiplicities = {s.n}; },
                          [&](const ScalarSteps& s) { form.multiplicities = {s.n}; },
                          [&](const DiagonalSteps& s) { form.multiplicities = ones(s.log_a.cols()); },
                          [&](const RotationSteps& s) { form.multiplicities = ones(2 * s.angle.cols()); },
                          [&](const BlockSteps& s) { form.multiplicities = ones(s.a.cols() / 2); },
                          [&](const LowRankSteps& s) { low_rank_form(s, tokens, form); },
                          [&](const DenseSteps& s) {
                              form.method = Method::numeric;
                              form.multiplicities = ones(s.n);
                              form.numeric_tokens = s.a.rows() == 1 ? 1 : tokens.size();
                          },
                          [&](const ConvolutionSteps& s) { form.multiplicities = {s.n}; },
                          [&](const LevelMergeSteps& s) {
                              form.multiplicities.assign(static_cast<std::size_t>(s.levels), s.part());
                          }},
               steps);
}

void inner_eigenvalues(const System& system, Index i, std::span<Complex> out) {
    std::visit(Overloaded{
                   [&](const IdentitySteps&) { out[0] = 1; },
                   [&](const ScalarSteps& s) { out[0] = row_at(s.sign, i)[0] * std::exp(row_at(s.log_a, i)[0]); },
                   [&](const DiagonalSteps& s) {
                       Eigen::Map<ComplexVector>(out.data(), s.log_a.cols()) =
                           (row_at(s.sign, i).array() * decays_of(row_at(s.log_a, i).array()))
                               .matrix()
                               .transpose()
                               .template cast<Complex>();
                   },
                   [&](const RotationSteps& s) {
                       const auto log_modulus = row_at(s.log_modulus, i), angle = row_at(s.angle, i);
                       for (std::size_t m = 0; m < out.size() / 2; ++m) {
                           const auto mode = static_cast<Index>(m);
                           out[2 * m] = std::polar(std::exp(log_modulus[mode]), angle[mode]);
                           out[2 * m + 1] = std::conj(out[2 * m]);
                       }
                   },
                   [&](const BlockSteps& s) {
                       const auto a = row_at(s.a, i);
                       for (std::size_t m = 0; m < out.size() / 2; ++m) {
                           const double* block = a.data() + 4 * m;
                           std::tie(out[2 * m], out[2 * m + 1]) =
                               block_eigenvalues(block[0], block[1], block[2], block[3]);
                       }
                   },
                   [&](const LowRankSteps& s) { low_rank_eigenvalues(s, i, out); },
                   [&](const DenseSteps& s) {
                       const ComplexVector values =
                           numeric_eigenvalues(Eigen::Map<const Matrix>(row_at(s.a, i).data(), s.n, s.n));
                       std::copy(values.begin(), values.end(), out.begin());
                   },
                   [&](const ConvolutionSteps&) { out[0] = 0; },
                   [&](const LevelMergeSteps& s) { // emptied parts have eigenvalue 0
                       std::fill(out.begin(), out.end(), s.decay(i));
                       std::fill_n(out.begin(), merged_level(i), 0);
                   },
               },
               system.steps);
}

} // namespace

EigenvalueForm eigenvalue_form(const System& system, Range tokens) {
    EigenvalueForm form;
    inner_form(system.steps, tokens, form);
    if (system.delay)
        form.multiplicities.push_back(inner_size(system.steps));
    return form;
}

EigenvalueForm eigenvalue_form(const System& system) {
    return eigenvalue_form(system, {1, std::max<Index>(1, system.length())});
}

void distinct_eigenvalues(const System& system, Index i, std::span<Complex> out) {
    if (system.delay)
        out.back() = 0;
    inner_eigenvalues(system, i, out.first(out.size() - (system.delay ? 1 : 0)));
}

ComplexVector step_eigenvalues(const System& system, Index i) {
    const EigenvalueForm form = eigenvalue_form(system, {i, i + 1});
    std::vector<Complex> distinct(form.multiplicities.size());
    distinct_eigenvalues(system, i, distinct);
    ComplexVector all(system.state_size());
    Complex* next = all.data();
    for (std::size_t k = 0; k < distinct.size(); ++k)
        next = std::fill_n(next, form.multiplicities[k], distinct[k]);
    return all;
}

double spectral_radius(const System& system, const EigenvalueForm& form, Index i) {
    if (form.method != EigenvalueForm::Method::closed_form)
        if (const auto* s = std::get_if<LowRankSteps>(&system.steps); s && s->rank == 1 && room_of_thread().take(*s, i))
            return room_of_thread().radius();
    std::vector<Complex> distinct(form.multiplicities.size());
    distinct_eigenvalues(system, i, distinct);
    double radius = 0;
    for (const Complex x : distinct)
        radius = std::abs(x) > radius || std::isnan(std::abs(x)) ? std::abs(x) : radius;
    return radius;
}

} // namespace alphascope
