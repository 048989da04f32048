#include "core/analysis/square_panels.hpp"

#include "core/analysis/log_scale.hpp"
#include "core/engine/cpu/level.hpp"
#include "core/engine/multiversion.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

using Lanes = double __attribute__((vector_size(32), may_alias));
constexpr std::ptrdiff_t lanes = sizeof(Lanes) / sizeof(double);

Eigen::Map<Matrix> columns(AlignedDoubles& panel, Index n) {
    return {panel.data(), n, panel_width};
}
Eigen::Map<const Matrix> columns(const AlignedDoubles& panel, Index n) {
    return {panel.data(), n, panel_width};
}

} // namespace

// Rows of `stride` numbers, a multiple of 4, aligned to 32 bytes. A row is cleared of those before it once more when
// more than half of it was taken away: then it is orthogonal to rounding (Kahan's "twice is enough").
ALPHASCOPE_CLONES
void orthonormalise_rows(double* rows, std::ptrdiff_t count, std::ptrdiff_t stride, double* lengths) {
    const std::ptrdiff_t groups = stride / lanes;
    for (std::ptrdiff_t k = 0; k < count; ++k) {
        auto* row = reinterpret_cast<Lanes*>(rows + k * stride);
        double before = 0, length = 0;
        for (int pass = 0; pass < 3; ++pass) {
            for (std::ptrdiff_t m = 0; pass > 0 && m < k; ++m) {
                const auto* other = reinterpret_cast<const Lanes*>(rows + m * stride);
                Lanes sum = {};
                for (std::ptrdiff_t g = 0; g < groups; ++g)
                    sum += row[g] * other[g];
                const double along = sum[0] + sum[1] + sum[2] + sum[3];
                for (std::ptrdiff_t g = 0; g < groups; ++g)
                    row[g] -= along * other[g];
            }
            Lanes squares = {};
            for (std::ptrdiff_t g = 0; g < groups; ++g)
                squares += row[g] * row[g];
            length = __builtin_sqrt(squares[0] + squares[1] + squares[2] + squares[3]);
            if (pass > 0 && length > 0.5 * before)
                break;
            before = length;
        }
        lengths[k] = length;
        const double scale = length > 0 ? 1 / length : 0;
        for (std::ptrdiff_t g = 0; g < groups; ++g)
            row[g] *= scale;
    }
}

SquarePanels::SquarePanels(Index n) : n_(n), next_(n * panel_width) {
    for (Index first = 0; first < n; first += panel_width)
        panels_.emplace_back(n * panel_width);
}

SquarePanels::SquarePanels(const Matrix& square) : SquarePanels(square.rows()) {
    for (std::size_t p = 0; p < panels_.size(); ++p) {
        const Index first = static_cast<Index>(p) * panel_width, width = std::min(panel_width, n_ - first);
        columns(panels_[p], n_).leftCols(width) = square.middleCols(first, width);
    }
}

SquarePanels SquarePanels::identity(Index n) {
    return SquarePanels(Matrix(Matrix::Identity(n, n)));
}

Matrix SquarePanels::matrix() const {
    Matrix square(n_, n_);
    for (std::size_t p = 0; p < panels_.size(); ++p) {
        const Index first = static_cast<Index>(p) * panel_width, width = std::min(panel_width, n_ - first);
        square.middleCols(first, width) = columns(panels_[p], n_).leftCols(width);
    }
    return square;
}

void SquarePanels::multiply_from_left(const Matrix& left) {
    for (AlignedDoubles& panel : panels_) {
        cpu::best_kernels().march.dense(left.data(), n_, panel.data(), next_.data());
        std::swap(panel, next_);
    }
}

double SquarePanels::take_scale() {
    double size = 0;
    for (const AlignedDoubles& panel : panels_) {
        const double here = columns(panel, n_).cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
        size = here > size || std::isnan(here) ? here : size;
    }
    if (!wants_scaling(size))
        return 0;
    for (AlignedDoubles& panel : panels_)
        columns(panel, n_) /= size;
    return std::log(size);
}

double SquarePanels::frobenius() const {
    double squares = 0;
    for (const AlignedDoubles& panel : panels_)
        squares += columns(panel, n_).squaredNorm();
    return std::sqrt(squares);
}

void SquarePanels::orthonormalise(Vector& lengths) {
    const Index stride = (n_ + lanes - 1) / lanes * lanes;
    AlignedDoubles rows(n_ * stride);
    Eigen::Map<Matrix> transposed(rows.data(), n_, stride);
    transposed.leftCols(n_) = matrix().transpose();
    lengths.resize(n_);
    orthonormalise_rows(rows.data(), n_, stride, lengths.data());
    *this = SquarePanels(Matrix(transposed.leftCols(n_).transpose()));
}

} // namespace alphascope
