#pragma once
// The few types every part of core speaks in. Row-major doubles: one row is one token.

#include <Eigen/Core>

#include <complex>

namespace alphascope {

using Index = Eigen::Index;
using Complex = std::complex<double>;
using Vector = Eigen::VectorXd;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ComplexVector = Eigen::VectorXcd;
using ComplexMatrix = Eigen::Matrix<Complex, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Half-open range of token positions, [begin, end).
struct Range {
    Index begin = 0, end = 0;
    Index size() const { return end - begin; }
    bool operator==(const Range&) const = default;
};

/// Visitor made of lambdas. Leave out a generic arm: the compiler then names every place a new alternative must handle.
template <class... Arms> struct Overloaded : Arms... { using Arms::operator()...; };
template <class... Arms> Overloaded(Arms...) -> Overloaded<Arms...>;

} // namespace alphascope
