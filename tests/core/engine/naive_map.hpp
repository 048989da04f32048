#pragma once
// α by double loops from the definition, on dense matrices and without any trick: the oracle of the engine tests.

#include "core/engine/engine.hpp"
#include "core/system/step_algebra.hpp"

#include <cmath>

namespace alphascope::test {

inline double at(const Vector& v, Index i, double otherwise) {
    return v.size() == 0 ? otherwise : v[v.size() == 1 ? 0 : i];
}
inline bool kept(const System& s, Index i, Index j) {
    return j <= i && (s.window == 0 || i - j < s.window);
}

inline double run(const ScalarProgram& program, const std::vector<double>& inputs) {
    std::vector<ScalarProgram::Input> arrays;
    for (const double& x : inputs)
        arrays.push_back({&x, 0});
    double out = 0;
    program.run(arrays, &out, 1);
    return out;
}

/// s_ij = q_iᵀ A_i ... A_{j+1} b_j + shear_{j+1} + ... + shear_i.
inline Matrix naive_scores(const System& s) {
    const Index length = s.length();
    Matrix scores = Matrix::Zero(length, length);
    for (Index j = 0; j < length; ++j) {
        Vector h = s.b.row(j).transpose();
        double bias = 0;
        for (Index i = j; i < length; ++i) {
            const auto* convolution = std::get_if<ConvolutionSteps>(&s.steps);
            if (i > j && !convolution)
                h = step_matrix(s, i) * h;
            if (i > j)
                bias += at(s.shear, i, 0);
            if (kept(s, i, j))
                scores(i, j) = s.q.row(i).dot(h) * (convolution ? convolution->kernel[i - j] : 1) + bias;
        }
    }
    return scores;
}

/// φ of one score, straight from the label of readout_table.
inline double naive_readout(const System& s, Index i, double x) {
    const Readout& phi = s.readout;
    const double value = at(phi.value, i, 0);
    switch (phi.kind) {
    case ReadoutKind::identity: return x;
    case ReadoutKind::exp: return std::exp(x);
    case ReadoutKind::relu: return std::max(x - value, 0.0);
    case ReadoutKind::relu_squared: return std::pow(std::max(x, 0.0), 2);
    case ReadoutKind::sigmoid: return 1 / (1 + std::exp(-x - value));
    case ReadoutKind::softplus: return std::log1p(std::exp(x)); // log(1 + e) is 0 below −37
    case ReadoutKind::elu1: return x > 0 ? x + 1 : std::exp(x);
    case ReadoutKind::silu: return x / (1 + std::exp(-x));
    case ReadoutKind::square: return x * x;
    case ReadoutKind::shrink: return (x > 0 ? 1 : -1) * std::max(std::abs(x) - value, 0.0);
    case ReadoutKind::softcap_exp: return std::exp(value * std::tanh(x / value));
    case ReadoutKind::formula: break;
    }
    std::vector<double> inputs{x};
    for (Index k = 0; k < phi.row_inputs.cols(); ++k)
        inputs.push_back(phi.row_inputs(phi.row_inputs.rows() == 1 ? 0 : i, k));
    return run(*phi.formula, inputs);
}

inline double naive_eta(const System& s, Index i, const std::vector<double>& phi) {
    const Normaliser& eta = s.normaliser;
    double sum = 0, abs_sum = 0, squares = 0, max = -std::numeric_limits<double>::infinity();
    for (const double p : phi) {
        sum += p;
        abs_sum += std::abs(p);
        squares += p * p;
        max = std::max(max, p);
    }
    double value = 1;
    switch (eta.kind) {
    case NormaliserKind::one: break;
    case NormaliserKind::sum: value = sum; break;
    case NormaliserKind::abs_sum: value = abs_sum; break;
    case NormaliserKind::max_abs_sum_1: value = std::max(std::abs(sum), 1.0); break;
    case NormaliserKind::root_sum_squares: value = std::sqrt(squares); break;
    case NormaliserKind::position: value = static_cast<double>(i + 1); break;
    case NormaliserKind::length: value = static_cast<double>(s.length()); break;
    case NormaliserKind::formula: {
        std::vector<double> inputs{sum, abs_sum, max};
        for (Index k = 0; k < eta.row_inputs.cols(); ++k)
            inputs.push_back(eta.row_inputs(eta.row_inputs.rows() == 1 ? 0 : i, k));
        value = run(*eta.formula, inputs);
    }
    }
    if (eta.floor.size() > 0)
        value = std::max(value, at(eta.floor, i, 0));
    value += at(eta.epsilon, i, 0);
    if (eta.sink.size() > 0 && eta.kind == NormaliserKind::sum && s.readout.kind == ReadoutKind::exp)
        value += std::exp(at(eta.sink, i, 0));
    return value;
}

inline Matrix naive_alpha(const System& s) {
    const Matrix scores = naive_scores(s);
    const Index length = s.length();
    Matrix alpha = Matrix::Zero(length, length);
    for (Index i = 0; i < length; ++i) {
        std::vector<double> phi;
        for (Index j = 0; j <= i; ++j)
            if (kept(s, i, j))
                phi.push_back(naive_readout(s, i, scores(i, j)));
        const double eta = naive_eta(s, i, phi);
        const Index first = i + 1 - static_cast<Index>(phi.size());
        for (Index j = first; j <= i; ++j)
            alpha(i, j) = phi[j - first] / eta;
        alpha(i, i) += at(s.skip, i, 0);
    }
    return alpha;
}

/// A rectangle of an engine's map; the whole map by default.
inline Matrix map_of(const Engine& engine, const System& system, TileKind kind = TileKind::alpha, Range rows = {-1, -1},
                     Range cols = {-1, -1}) {
    if (rows.begin < 0)
        rows = cols = {0, system.length()};
    const auto prepared = engine.prepare(std::make_shared<const System>(system), {}).value();
    const RowStatistics statistics = prepared->row_statistics(rows, {}).value();
    Matrix out(rows.size(), cols.size());
    const auto done = prepared->tile(rows, cols, kind, &statistics, std::span<double>(out.data(), out.size()), {});
    return done ? out : Matrix();
}

/// Largest difference relative to the largest finite entry of `expected`; inf where only one of the two is finite.
inline double relative_error(const Matrix& actual, const Matrix& expected) {
    if (actual.rows() != expected.rows() || actual.cols() != expected.cols())
        return std::numeric_limits<double>::infinity();
    double scale = 0, difference = 0;
    for (Index k = 0; k < expected.size(); ++k) {
        const double a = actual.data()[k], e = expected.data()[k];
        if (std::isfinite(e))
            scale = std::max(scale, std::abs(e));
        if (std::isfinite(a) && std::isfinite(e))
            difference = std::max(difference, std::abs(a - e));
        else if (!(a == e || (std::isnan(a) && std::isnan(e))))
            return std::numeric_limits<double>::infinity();
    }
    return difference == 0 ? 0 : difference / scale;
}

} // namespace alphascope::test
