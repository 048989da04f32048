#include "core/analysis/exact_pixels.hpp"

#include "core/analysis/pixel_kernels.hpp"
#include "core/base/thread_pool.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr Index strip = 32, columns_at_once = 512;
} // namespace

ExactPixels::ExactPixels(const ViewFrame& frame, bool causal) : grids_(frame, causal), pooling_(frame.pooling) {
    if (grids_.rows.cells_per_pixel() > 1 || grids_.cols.cells_per_pixel() > 1)
        sample_ = {frame.rows, frame.cols, causal};
}

Range ExactPixels::cells_under(Range pixel_rows) const {
    return {grids_.rows.cells_of(pixel_rows.begin).begin, grids_.rows.cells_of(pixel_rows.end - 1).end};
}

void ExactPixels::begin(Range pixel_rows) {
    pixel_rows_ = pixel_rows;
    parts_.clear();
    for (Index y = pixel_rows.begin; y < pixel_rows.end; ++y) {
        const Range rows = grids_.rows.cells_of(y);
        for (Index i = rows.begin; i < rows.end; i = parts_.back().rows.end)
            parts_.push_back({{i, std::min(rows.end, (i / strip + 1) * strip)}, y});
    }
    const std::size_t numbers = parts_.size() * static_cast<std::size_t>(grids_.cols.size());
    largest_.assign(pooling_ == Pooling::max_abs ? numbers : 0, 0.0F);
    sums_.assign(pooling_ == Pooling::mean ? numbers : 0, 0.0);
}

void ExactPixels::add(const Prepared::Piece& piece) {
    sample_.take(piece);
    auto part = std::partition_point(parts_.begin(), parts_.end(),
                                     [&](const Part& p) { return p.rows.end <= piece.rows.begin; });
    for (; part != parts_.end() && part->rows.begin < piece.rows.end; ++part) {
        const Range cols{piece.cols.begin,
                         grids_.causal ? std::clamp(part->rows.end, piece.cols.begin, piece.cols.end) : piece.cols.end};
        const auto k = static_cast<std::size_t>(part - parts_.begin());
        for (Index begin = cols.begin; begin < cols.end; begin += columns_at_once) {
            const Range some{begin, std::min(begin + columns_at_once, cols.end)};
            pooling_ == Pooling::mean ? add_sums(*part, k, piece, some) : add_largest(*part, k, piece, some);
        }
    }
}

void ExactPixels::add_largest(Part& part, std::size_t k, const Prepared::Piece& piece, Range cols) {
    std::array<float, columns_at_once> best;
    const float* cells = piece.row(part.rows.begin) + (cols.begin - piece.cols.begin);
    largest_of_rows(cells, piece.stride, part.rows.size(), cols.size(), best.data());
    if (count_non_finite(best.data(), cols.size()) > 0) // a bad cell always wins, so none is missed
        for (Index i = 0; i < part.rows.size(); ++i)
            part.non_finite += count_non_finite(cells + i * piece.stride, cols.size());
    float* pixels = largest_.data() + k * static_cast<std::size_t>(grids_.cols.size());
    Index j = cols.begin;
    for (Index x = grids_.cols.pixel_of(j); j < cols.end; ++x)
        for (const Index end = std::min(cols.end, grids_.cols.cells_of(x).end); j < end; ++j)
            pixels[x] = larger(pixels[x], best[static_cast<std::size_t>(j - cols.begin)]);
}

void ExactPixels::add_sums(Part& part, std::size_t k, const Prepared::Piece& piece, Range cols) {
    std::array<double, columns_at_once> sum;
    const float* cells = piece.row(part.rows.begin) + (cols.begin - piece.cols.begin);
    sums_of_rows(cells, piece.stride, part.rows.size(), cols.size(), sum.data());
    for (Index i = 0; i < part.rows.size(); ++i)
        part.non_finite += count_non_finite(cells + i * piece.stride, cols.size());
    double* pixels = sums_.data() + k * static_cast<std::size_t>(grids_.cols.size());
    Index j = cols.begin;
    for (Index x = grids_.cols.pixel_of(j); j < cols.end; ++x)
        for (const Index end = std::min(cols.end, grids_.cols.cells_of(x).end); j < end; ++j)
            pixels[x] += sum[static_cast<std::size_t>(j - cols.begin)];
}

void ExactPixels::finish(MapView& view) {
    const Index width = grids_.cols.size();
    std::vector<float> pixels(static_cast<std::size_t>(pixel_rows_.size() * width), 0.0F);
    parallel_for(pixel_rows_.size(), [&](Index row) {
        const Index y = pixel_rows_.begin + row;
        float* of_row = pixels.data() + row * width;
        std::vector<double> sum(pooling_ == Pooling::mean ? static_cast<std::size_t>(width) : 0, 0.0);
        auto part = std::partition_point(parts_.begin(), parts_.end(), [y](const Part& p) { return p.pixel_row < y; });
        for (; part != parts_.end() && part->pixel_row == y; ++part) {
            const Index at = (part - parts_.begin()) * width;
            for (Index x = 0; x < width; ++x)
                if (pooling_ == Pooling::mean)
                    sum[static_cast<std::size_t>(x)] += sums_[static_cast<std::size_t>(at + x)];
                else
                    of_row[x] = larger(of_row[x], largest_[static_cast<std::size_t>(at + x)]);
        }
        for (Index x = 0; pooling_ == Pooling::mean && x < width; ++x)
            if (!grids_.is_outside(y, x))
                of_row[x] =
                    static_cast<float>(sum[static_cast<std::size_t>(x)] / static_cast<double>(grids_.cells(y, x)));
    });
    show_rows(grids_, pixel_rows_, pixels.data(), view);
    for (const Part& part : parts_)
        view.non_finite += part.non_finite;
    view.cells.resize(sample_.values().size(), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t k = 0; k < view.cells.size(); ++k)
        if (!std::isnan(sample_.values()[k])) // else of rows that were made before
            view.cells[k] = sample_.values()[k];
}

} // namespace alphascope
