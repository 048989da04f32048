#pragma once
// Small systems with known behaviour.

#include "core/base/random.hpp"
#include "core/engine/engine.hpp"

#include <string>
#include <utility>
#include <vector>

namespace systems {

using namespace alphascope;

inline Matrix random_matrix(Index rows, Index cols, std::string_view label, double scale = 1) {
    const RandomStream stream(5, label);
    Matrix m(rows, cols);
    for (Index k = 0; k < m.size(); ++k)
        m.data()[k] = scale * stream.normal(static_cast<std::uint64_t>(k));
    return m;
}

/// Random b and q around given steps; readout identity, normaliser one.
inline System with(Steps steps, Index length) {
    const Index n = inner_size(steps);
    return {.steps = std::move(steps), .b = random_matrix(length, n, "b"), .q = random_matrix(length, n, "q")};
}

inline DenseSteps constant(const Matrix& a) {
    return {a.rows(), Eigen::Map<const Matrix>(a.data(), 1, a.size())};
}

/// Step i is matrices[i mod count].
inline DenseSteps alternating(const std::vector<Matrix>& matrices, Index length) {
    const Index n = matrices.front().rows();
    DenseSteps steps{n, Matrix(length, n * n)};
    for (Index i = 0; i < length; ++i)
        steps.a.row(i) =
            Eigen::Map<const Matrix>(matrices[static_cast<std::size_t>(i) % matrices.size()].data(), 1, n * n);
    return steps;
}

/// PRINCIPLES 3.4: spectral radius ½, norm 1 + √5/2.
inline Matrix matrix_p() {
    return (Matrix(2, 2) << 0.5, 2, 0, 0.5).finished();
}

/// I − β_i k_i k_iᵀ with unit keys.
inline LowRankSteps reflections(Index length, Index n, const Vector& beta) {
    LowRankSteps steps;
    steps.v = random_matrix(length, n, "keys");
    steps.v.rowwise().normalize();
    steps.u = -(beta.asDiagonal() * steps.v);
    steps.d = Matrix::Ones(length, n);
    return steps;
}

inline std::vector<std::pair<std::string, System>> one_of_each_kind(Index length, Index n) {
    std::vector<std::pair<std::string, System>> all;
    const auto add = [&](const char* name, Steps steps) { all.emplace_back(name, with(std::move(steps), length)); };
    const Matrix logs = -0.3 * random_matrix(length, n, "logs").cwiseAbs();
    const Matrix signs = random_matrix(length, n, "signs").cwiseSign();
    add("identity", IdentitySteps{n});
    add("scalar", ScalarSteps{n, logs.col(0), signs.col(0)});
    add("diagonal", DiagonalSteps{logs, signs});
    add("rotation", RotationSteps{logs.leftCols(n / 2), random_matrix(length, n / 2, "angles")});
    add("blocks", BlockSteps{random_matrix(length, 2 * n, "blocks", 0.7)});
    add("low rank", reflections(length, n, Vector::Constant(length, 1.3)));
    add("dense", DenseSteps{n, random_matrix(length, n * n, "dense", 0.5)});
    System delayed = with(DiagonalSteps{logs, signs}, length);
    delayed.delay = Delay{Matrix::Ones(1, 1), false};
    delayed.b = random_matrix(length, 2 * n, "b");
    delayed.q = random_matrix(length, 2 * n, "q");
    all.emplace_back("delay", delayed);
    return all;
}

} // namespace systems
