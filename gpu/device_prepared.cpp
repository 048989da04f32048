#include "gpu/device_prepared.hpp"

#include "core/base/ranges.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/row_finish.hpp"
#include "core/engine/float32_range.hpp"
#include "gpu/places.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace alphascope::gpu {
namespace {

constexpr Index part_cells = Index{1} << 26; ///< of a map that are on the device at a time
constexpr Index block_groups = 256;          ///< carried at a time: bounds the memory that takes

RowNumbers numbers_of(const System& system, Index i, double shift, double eta) {
    RowNumbers numbers{shift,
                       eta,
                       number_of_row(system.readout.value, i, 0),
                       number_of_row(system.skip, i, 0),
                       static_cast<float>(shift),
                       0};
    numbers.factor = cpu::single_factor(system.readout.kind, shift, numbers.offset, eta).value_or(0.0F);
    return numbers;
}

/// α of these rows is the scores themselves.
bool is_plain(const System& system, const RowStatistics& statistics, Range rows) {
    return system.readout.kind == ReadoutKind::identity && system.skip.size() == 0 &&
           (statistics.eta.segment(rows.begin - statistics.rows.begin, rows.size()).array() == 1).all();
}

} // namespace

template <class Real>
DevicePrepared<Real>::DevicePrepared(std::shared_ptr<Device> device, std::shared_ptr<const System> system,
                                     std::shared_ptr<const OnDevice<Real>> grown)
    : device_(std::move(device)), system_(std::move(system)), grown_(std::move(grown)), tree_(grown_->tree) {}

template <class Real>
std::shared_ptr<const Prepared> DevicePrepared<Real>::with(std::shared_ptr<const System> system) const {
    if (!cpu::serves<Real>(tree_.sizes(), *system_, *system) || !check_float32_range(*system))
        return nullptr;
    return std::make_shared<DevicePrepared>(device_, std::move(system), grown_);
}

template <class Real> MapRule DevicePrepared<Real>::rule() const {
    return {system_->readout.kind, subtracts_row_maximum(*system_), system_->length(),
            system_->window,       grown_->kernel.data(),           grown_->shear.data(),
            grown_->cut.data()};
}

template <class Real> CellScores<Real> DevicePrepared<Real>::scores_of(const Meetings<Real>& meetings) const {
    return {meetings.queries(), meetings.keys(), tree_.blocks(), meetings.levels(), tree_.state()};
}

template <class Real> Range DevicePrepared<Real>::panels_of(Range groups) const {
    return {groups.begin * group_panels, std::min<Index>(groups.end * group_panels, tree_.panels())};
}

template <class Real>
void DevicePrepared<Real>::fill_on_device(Queue& queue, Range rows, Range cols, TileKind kind,
                                          const RowStatistics* statistics, float* out) const {
    const MapKind map_kind = kind == TileKind::alpha ? MapKind::alpha : MapKind::scores;
    const MapRule rule = this->rule();
    const bool unadjusted = !rule.adjusts() && rule.window == 0;
    const bool plain = unadjusted && (kind == TileKind::scores || is_plain(*system_, *statistics, rows));
    std::vector<RowNumbers> numbers(static_cast<std::size_t>(map_kind == MapKind::alpha && !plain ? rows.size() : 0));
    parallel_for(static_cast<Index>(numbers.size() + 255) / 256, [&](Index k) {
        for (Index r = k * 256; r < std::min((k + 1) * 256, rows.size()); ++r)
            numbers[static_cast<std::size_t>(r)] =
                numbers_of(*system_, rows.begin + r, statistics->shift[rows.begin + r - statistics->rows.begin],
                           statistics->eta[rows.begin + r - statistics->rows.begin]);
    });
    const Buffer<RowNumbers> of_rows = queue.uploaded(std::span<const RowNumbers>(numbers));
    const bool exponential =
        unadjusted && !plain && rule.readout == ReadoutKind::exp && std::is_same_v<Real, float> &&
        std::all_of(numbers.begin(), numbers.end(), [](const RowNumbers& r) { return r.factor != 0; });
    for (const Range row_groups : parts_of(groups_over(rows), block_groups))
        for (const Range column_groups : parts_of(groups_over(cols), block_groups)) {
            const Meetings<Real> meetings(queue, tree_, panels_of(row_groups), panels_of(column_groups));
            const Range own_rows = intersection(rows, tokens_of(row_groups)),
                        own_cols = intersection(cols, tokens_of(column_groups));
            const Range corners = intersection(row_groups, column_groups);
            const Index first_row = own_rows.begin - rows.begin;
            const auto launch = [&]<Finish finish>(MapKind as) {
                const Tile<Real, finish> kernel{{meetings.operands(), tree_.blocks(), corners.begin, corners.size()},
                                                rule,
                                                as,
                                                of_rows.data() + first_row,
                                                {out + first_row * cols.size() + (own_cols.begin - cols.begin),
                                                 cols.size(), own_rows.begin, own_rows.end, own_cols.begin,
                                                 own_cols.end}};
                queue.launch(kernel, kernel.blocks());
            };
            if (plain)
                launch.template operator()<Finish::none>(MapKind::scores);
            else if (exponential)
                launch.template operator()<Finish::exp>(map_kind);
            else
                launch.template operator()<Finish::any>(map_kind);
        }
}

template <class Real>
Result<void> DevicePrepared<Real>::tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                                        std::span<float> out, const RunContext& run) const {
    assert(static_cast<Index>(out.size()) == rows.size() * cols.size());
    assert(kind == TileKind::scores || statistics);
    const bool by_formula = kind == TileKind::alpha && system_->readout.kind == ReadoutKind::formula;
    const Index at_once = std::max<Index>(1, part_cells / std::max<Index>(cols.size(), 1) / tile_size) * tile_size;
    const std::vector<Range> strips = parts_of(rows, at_once);
    for (std::size_t k = 0; k < strips.size(); ++k) {
        const Range own = strips[k];
        for (const Range columns : parts_of(cols, part_cells / tile_size)) {
            if (run.cancelled())
                return failure(ErrorCode::cancelled, "stopped");
            Queue queue(device_);
            const Buffer<float> part = queue.buffer<float>(own.size() * columns.size());
            fill_on_device(queue, own, columns, by_formula ? TileKind::scores : kind, statistics, part.data());
            queue.download(part.data(),
                           out.data() + (own.begin - rows.begin) * cols.size() + (columns.begin - cols.begin),
                           columns.size(), own.size(), cols.size());
            if (auto done = queue.finish(); !done)
                return done;
        }
        for (Index i = own.begin; by_formula && i < own.end; ++i)
            finish_row<float>(*system_, *statistics, i, cols,
                              out.subspan(static_cast<std::size_t>((i - rows.begin) * cols.size()),
                                          static_cast<std::size_t>(cols.size())));
        run.report(static_cast<double>(k + 1) / static_cast<double>(strips.size()));
    }
    return {};
}

template <class Real>
Result<void> DevicePrepared<Real>::tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                                        std::span<double> out, const RunContext& run) const {
    std::vector<float> single(out.size());
    auto done = tile(rows, cols, kind, statistics, std::span<float>(single), run);
    if (done)
        std::copy(single.begin(), single.end(), out.begin());
    return done;
}

template <class Real>
Result<void> DevicePrepared<Real>::cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind,
                                         const RowScales* scales, std::span<float> out, const RunContext& run) const {
    assert(out.size() == rows.size() * cols.size());
    if (kind == TileKind::alpha && system_->readout.kind == ReadoutKind::formula)
        return Prepared::cells(rows, cols, kind, scales, out, run);
    const Looked row_places = looked_at(rows), column_places = looked_at(cols);
    std::vector<RowNumbers> numbers;
    for (std::size_t r = 0; r < rows.size() && kind == TileKind::alpha; ++r)
        numbers.push_back(
            numbers_of(*system_, rows[r], scales->shift[static_cast<Index>(r)], scales->eta[static_cast<Index>(r)]));
    if (run.cancelled())
        return failure(ErrorCode::cancelled, "stopped");
    Queue queue(device_);
    const Meetings<Real> meetings(queue, tree_, row_places.panels, column_places.panels);
    const Buffer<CellPlace> of_rows = queue.uploaded(std::span<const CellPlace>(row_places.places)),
                            of_columns = queue.uploaded(std::span<const CellPlace>(column_places.places));
    const Buffer<RowNumbers> finishing = queue.uploaded(std::span<const RowNumbers>(numbers));
    const Buffer<float> found = queue.buffer<float>(static_cast<Size>(out.size()));
    const Cells<Real> kernel{scores_of(meetings),
                             of_rows.data(),
                             of_columns.data(),
                             static_cast<Size>(rows.size()),
                             static_cast<Size>(cols.size()),
                             rule(),
                             kind == TileKind::alpha ? MapKind::alpha : MapKind::scores,
                             finishing.data(),
                             found.data()};
    queue.launch(kernel, (static_cast<Size>(out.size()) + kernel.threads - 1) / kernel.threads);
    queue.download(found.data(), out);
    run.report(1);
    return queue.finish();
}

template class DevicePrepared<float>;
template class DevicePrepared<double>;

} // namespace alphascope::gpu
