#include "core/analysis/stored_map.hpp"

#include "core/system/prepare_map.hpp"

#include <algorithm>

namespace alphascope {
namespace {

Result<Matrix> alpha_of(const Prepared& prepared, Range rows, const MapTile* whole, const RunContext& run) {
    const Index length = prepared.system().length();
    Matrix alpha(rows.size(), length);
    if (whole) {
        for (Index r = 0; r < rows.size(); ++r)
            for (Index j = 0; j < length; ++j)
                alpha(r, j) = whole->at(rows.begin + r, j);
        return alpha;
    }
    const auto statistics = prepared.row_statistics(rows, run);
    if (!statistics)
        return tl::unexpected(statistics.error());
    const std::span<double> into(alpha.data(), static_cast<std::size_t>(alpha.size()));
    if (auto done = prepared.tile(rows, {0, length}, TileKind::alpha, &*statistics, into, run); !done)
        return tl::unexpected(done.error());
    return alpha;
}

} // namespace

Result<StoredComparison> compare_with_stored(const Realised& realised, Index map, const Prepared& prepared,
                                             const MapTile* whole, const EngineRegistry& engines,
                                             const std::string& engine, const RunContext& run, double affordable) {
    const Index length = realised.length;
    if (StoredCheck(realised, {0, length}, {0, length}).wants_nothing())
        return StoredComparison{};
    const MapLayout layout(realised);
    const std::vector<Index> maps = layout.has_output() ? layout.added_with(map) : std::vector{map};
    const double a_row = static_cast<double>(maps.size()) * static_cast<double>(length);
    const auto count = std::clamp<Index>(static_cast<Index>(affordable / a_row), 1, length);
    const Range rows{length - count, length};
    StoredCheck check(realised, rows, {0, length});
    for (const Index each : maps) {
        const bool shown = each == map;
        const auto other =
            shown ? Result<EngineChoice>(EngineChoice{}) : prepare_map(realised, each, engines, engine, run);
        if (!other)
            return tl::unexpected(other.error());
        const auto alpha = alpha_of(shown ? prepared : *other->prepared, rows, shown ? whole : nullptr, run);
        if (!alpha)
            return tl::unexpected(alpha.error());
        check.add(each, *alpha);
    }
    return check.result();
}

Result<StoredVerdict> judge_stored(const Design& design, DesignChoice choice, const Realised& realised, Index map,
                                   const Prepared& prepared, const MapTile* whole, const EngineRegistry& engines,
                                   const std::string& engine, const RunContext& run) {
    StoredVerdict verdict;
    const StoredOf of = stored_of(design, realised, choice);
    if (of == StoredOf::another)
        verdict.remarks.push_back(remark_on_another(design, *realised.stored));
    if (of != StoredOf::this_design)
        return verdict;
    auto comparison = compare_with_stored(realised, map, prepared, whole, engines, engine, run);
    if (!comparison)
        return tl::unexpected(std::move(comparison.error()));
    verdict.remarks = remarks_on(*comparison);
    verdict.comparison = std::move(*comparison);
    return verdict;
}

} // namespace alphascope
