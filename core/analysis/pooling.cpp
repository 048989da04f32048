#include "core/analysis/pooling.hpp"

#include "core/analysis/pixel_grid.hpp"
#include "core/base/thread_pool.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace alphascope {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr std::int32_t magnitude_bits = 0x7fffffff, infinity_bits = 0x7f800000;

// |x| of floats orders like its bits, with infinity above every number and NaN above infinity. So the winner by bits is
// the largest in magnitude and a single bad cell is never hidden; integer compares also vectorise where float ones
// would have to mind NaN.
float larger(float a, float b) {
    return (std::bit_cast<std::int32_t>(b) & magnitude_bits) > (std::bit_cast<std::int32_t>(a) & magnitude_bits) ? b
                                                                                                                 : a;
}

Index count_non_finite(const float* x, Index count) {
    std::int32_t bad = 0;
    for (Index k = 0; k < count; ++k)
        bad += (std::bit_cast<std::int32_t>(x[k]) & magnitude_bits) >= infinity_bits;
    return bad;
}

// A block of map values under a view: rows × cols, row-major. Cells above the diagonal of a causal map are 0, which
// neither wins by magnitude nor adds to a sum.
struct Strip {
    const float* values;
    Range rows, cols;
    const float* row(Index i) const { return values + (i - rows.begin) * cols.size(); }
};

// Of the finite values.
struct ValueRange {
    float smallest = infinity, largest = -infinity, least_magnitude = infinity;
    void add(float value) {
        const float magnitude = std::abs(value);
        if (!(magnitude < infinity))
            return;
        smallest = std::min(smallest, value);
        largest = std::max(largest, value);
        if (magnitude > 0)
            least_magnitude = std::min(least_magnitude, magnitude);
    }
    void add(const ValueRange& other) {
        smallest = std::min(smallest, other.smallest);
        largest = std::max(largest, other.largest);
        least_magnitude = std::min(least_magnitude, other.least_magnitude);
    }
};

// What pixels have gathered so far; strips may come in any number and cut through pixels.
class Gathering {
public:
    explicit Gathering(MapView view)
        : view_(std::move(view)), rows_(view_.rows, view_.height), cols_(view_.cols, view_.width) {
        if (view_.sampled > 0) {
            rows_ = rows_.sampled(view_.sampled);
            cols_ = cols_.sampled(view_.sampled);
        }
        const auto pixels = static_cast<std::size_t>(view_.width) * static_cast<std::size_t>(view_.height);
        view_.pixels.assign(pixels, 0.0F);
        view_.outside.assign(pixels, 0);
        bad_.assign(static_cast<std::size_t>(view_.height), 0);
        if (view_.pooling == Pooling::mean)
            sums_.assign(pixels, 0.0);
    }

    /// Adds rows `fresh` of the strip: those rows no earlier call has seen.
    void add(const Strip& strip, Range fresh) {
        parallel_for(view_.height, [&](Index y) {
            const Range own = intersection(rows_.cells_of(y), fresh);
            if (own.size() > 0)
                view_.pooling == Pooling::mean ? add_sums(strip, own, y) : add_largest(strip, own, y);
        });
    }

    TileKind kind() const { return view_.kind; }
    const std::vector<Range>& rows() const { return rows_.cells(); }
    const std::vector<Range>& cols() const { return cols_.cells(); }

    /// All that pixel (y, x) stands for. Pixels of one row must come from one thread.
    void add_pixel(std::size_t y, std::size_t x, std::span<const float> cells) {
        const std::size_t pixel = y * static_cast<std::size_t>(view_.width) + x;
        bad_[y] += count_non_finite(cells.data(), static_cast<Index>(cells.size()));
        if (view_.pooling == Pooling::mean)
            sums_[pixel] = std::accumulate(cells.begin(), cells.end(), 0.0);
        else
            view_.pixels[pixel] = std::accumulate(cells.begin(), cells.end(), 0.0F, larger);
    }

    MapView finish() {
        view_.cells_per_pixel = std::max(rows_.cells_per_pixel(), cols_.cells_per_pixel());
        std::vector<ValueRange> found(static_cast<std::size_t>(view_.height));
        parallel_for(view_.height, [&](Index y) {
            for (Index x = 0; x < view_.width; ++x)
                found[y].add(finish_pixel(y, x));
        });
        ValueRange all;
        for (const ValueRange& row : found)
            all.add(row);
        if (all.smallest <= all.largest) {
            view_.minimum = all.smallest;
            view_.maximum = all.largest;
        }
        view_.smallest_positive = all.least_magnitude < infinity ? all.least_magnitude : 0;
        for (const Index bad : bad_)
            view_.non_finite += bad;
        return std::move(view_);
    }

private:
    Index seen(Index end_row) const { return view_.causal ? end_row : view_.cols.end; } // end of the columns that count
    Index cells(Range rows, Range cols) const {
        return view_.causal ? causal_cells(rows, cols) : rows.size() * cols.size();
    }
    std::size_t at(Index y, Index x) const { return static_cast<std::size_t>(y * view_.width + x); }

    // Rows first, elementwise over whole rows; then each pixel's columns.
    void add_largest(const Strip& strip, Range own, Index y) {
        const Index width = intersection(strip.cols, {0, seen(own.end)}).size();
        std::vector<float> best(strip.row(own.begin), strip.row(own.begin) + width);
        for (Index i = own.begin + 1; i < own.end; ++i) {
            const float* row = strip.row(i);
            for (Index k = 0; k < width; ++k)
                best[k] = larger(best[k], row[k]);
        }
        if (count_non_finite(best.data(), width) > 0) // a bad cell always wins, so none is missed
            count_bad(strip, own, y, width);
        for (Index x = 0; x < view_.width; ++x) {
            const Range cells = intersection(cols_.cells_of(x), {strip.cols.begin, strip.cols.begin + width});
            float& pixel = view_.pixels[at(y, x)];
            for (Index j = cells.begin; j < cells.end; ++j)
                pixel = larger(pixel, best[j - strip.cols.begin]);
        }
    }

    void add_sums(const Strip& strip, Range own, Index y) {
        const Index width = intersection(strip.cols, {0, seen(own.end)}).size();
        std::vector<double> sum(static_cast<std::size_t>(width), 0.0);
        count_bad(strip, own, y, width);
        for (Index i = own.begin; i < own.end; ++i) {
            const float* row = strip.row(i);
            for (Index k = 0; k < width; ++k)
                sum[k] += row[k];
        }
        for (Index x = 0; x < view_.width; ++x) {
            const Range cells = intersection(cols_.cells_of(x), {strip.cols.begin, strip.cols.begin + width});
            for (Index j = cells.begin; j < cells.end; ++j)
                sums_[at(y, x)] += sum[j - strip.cols.begin];
        }
    }

    void count_bad(const Strip& strip, Range own, Index y, Index width) {
        if (y > 0 && rows_.cells_of(y) == rows_.cells_of(y - 1))
            return; // a magnified row is counted once
        for (Index i = own.begin; i < own.end; ++i)
            bad_[y] += count_non_finite(strip.row(i), width);
    }

    float finish_pixel(Index y, Index x) {
        const Range rows = rows_.cells_of(y), cols = cols_.cells_of(x);
        float& pixel = view_.pixels[at(y, x)];
        if (cols.begin >= seen(rows.end)) {
            pixel = std::numeric_limits<float>::quiet_NaN();
            view_.outside[at(y, x)] = 1;
        } else if (view_.pooling == Pooling::mean) {
            pixel = static_cast<float>(sums_[at(y, x)] / static_cast<double>(cells(rows, cols)));
        }
        return pixel;
    }

    MapView view_;
    PixelGrid rows_, cols_;
    std::vector<double> sums_;
    std::vector<Index> bad_; // per row of pixels, so that threads never share a counter
};

MapView empty_view(Range rows, Range cols, bool causal, int width, int height, TileKind kind, Pooling pooling) {
    MapView view;
    view.causal = causal;
    view.rows = rows;
    view.cols = cols;
    view.kind = kind;
    view.pooling = pooling;
    view.width = width;
    view.height = height;
    return view;
}

constexpr Index strip_cells = Index{4} << 20; // 16 MB of floats
constexpr Index sample_side = 32;             // a leaf of the transport tree, so that no work is wasted

// The statistics of each range by themselves: of all rows between them there would be too many.
Result<std::vector<RowStatistics>> statistics_of(const Prepared& prepared, const std::vector<Range>& rows,
                                                 const RunContext& run) {
    std::vector<Result<RowStatistics>> found(rows.size());
    parallel_for(static_cast<Index>(rows.size()), [&](Index k) {
        const auto at = static_cast<std::size_t>(k);
        found[at] = prepared.row_statistics(rows[at], RunContext{run.stop, {}});
    });
    std::vector<RowStatistics> statistics;
    for (auto& one : found) {
        if (!one)
            return tl::unexpected(std::move(one.error()));
        statistics.push_back(std::move(*one));
    }
    return statistics;
}

Result<MapView> sampled_view(const Prepared& prepared, MapView empty, const RunContext& run) {
    empty.sampled = sample_side;
    Gathering gathering(std::move(empty));
    const TileKind kind = gathering.kind();
    std::vector<RowStatistics> statistics;
    if (kind == TileKind::alpha) {
        auto computed = statistics_of(prepared, gathering.rows(), run);
        if (!computed)
            return tl::unexpected(std::move(computed.error()));
        statistics = std::move(*computed);
    }
    const auto done = prepared.visit_tiles(
        gathering.rows(), gathering.cols(), kind, statistics,
        [&](std::size_t y, std::size_t x, std::span<const float> cells) { gathering.add_pixel(y, x, cells); }, run);
    if (!done)
        return tl::unexpected(done.error());
    return gathering.finish();
}

} // namespace

Result<MapView> map_view(const Prepared& prepared, Range rows, Range cols, int width, int height, TileKind kind,
                         Pooling pooling, const RunContext& run, double affordable) {
    const bool causal = prepared.system().is_causal();
    const auto count = [&] {
        return static_cast<double>(causal ? causal_cells(rows, cols) : rows.size() * cols.size());
    };
    const bool coarse = rows.size() >= 2 * sample_side * height && cols.size() >= 2 * sample_side * width;
    if (coarse && count() > affordable)
        return sampled_view(prepared, empty_view(rows, cols, causal, width, height, kind, pooling), run);
    Gathering gathering(empty_view(rows, cols, causal, width, height, kind, pooling));
    RowStatistics statistics; // of all rows at once, so that the engine can serve other views from what it remembers
    if (kind == TileKind::alpha) {
        auto computed = prepared.row_statistics(rows, run);
        if (!computed)
            return tl::unexpected(std::move(computed.error()));
        statistics = std::move(*computed);
    }
    const Index step = std::max<Index>(1, strip_cells / std::max<Index>(1, cols.size()));
    std::vector<float> values;
    const Index first = causal ? std::max(rows.begin, std::min(cols.begin, rows.end)) : rows.begin;
    for (Index begin = first; begin < rows.end; begin += step) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the map was not finished: stopped");
        const Range strip{begin, std::min(begin + step, rows.end)};
        const Range seen = causal ? intersection(cols, {0, strip.end}) : cols;
        values.resize(static_cast<std::size_t>(strip.size() * seen.size()));
        const auto done = prepared.tile(strip, seen, kind, kind == TileKind::alpha ? &statistics : nullptr,
                                        std::span<float>(values), run);
        if (!done)
            return tl::unexpected(done.error());
        gathering.add({values.data(), strip, seen}, strip);
        run.report(static_cast<double>(strip.end - rows.begin) / static_cast<double>(rows.size()));
    }
    return gathering.finish();
}

MapView pool(const MapTile& tile, Range rows, Range cols, int width, int height, Pooling pooling) {
    Gathering gathering(empty_view(rows, cols, tile.causal, width, height, tile.kind, pooling));
    gathering.add({tile.values.data(), tile.rows, tile.cols}, rows);
    return gathering.finish();
}

} // namespace alphascope
