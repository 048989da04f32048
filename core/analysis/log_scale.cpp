#include "core/analysis/log_scale.hpp"

#include <Eigen/Eigenvalues>

#include <limits>

namespace alphascope {

double log_spectral_norm(const Matrix& block, double log_scale) {
    const bool wide = block.cols() > block.rows();
    const Eigen::MatrixXd gram =
        wide ? Eigen::MatrixXd(block * block.transpose()) : Eigen::MatrixXd(block.transpose() * block);
    if (!gram.allFinite())
        return std::numeric_limits<double>::quiet_NaN();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram, Eigen::EigenvaluesOnly);
    const double largest = solver.eigenvalues()[gram.rows() - 1];
    return largest > 0 ? log_scale + 0.5 * std::log(largest) : -std::numeric_limits<double>::infinity();
}

} // namespace alphascope
