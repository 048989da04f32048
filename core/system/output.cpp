#include "core/system/output.hpp"

#include "core/system/map_layout.hpp"
#include "core/system/not_finite.hpp"
#include "core/system/prepare_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <type_traits>

namespace alphascope {
namespace {

/// Gathers all maps of one tile.
template <class Real> class Maps {
public:
    Maps(const Realised& realised, Range rows, Range cols, NotFiniteRule rule)
        : realised_(realised), layout_(realised), rows_(rows), cols_(cols), rule_(rule) {}

    Result<void> add(Index map, const Prepared& prepared, std::vector<Real>& alpha, std::vector<double>* o,
                     const RunContext& run) {
        const auto statistics = prepared.row_statistics(rows_, run);
        if (!statistics)
            return tl::unexpected(statistics.error());
        std::vector<Real> tile(static_cast<std::size_t>(rows_.size() * cols_.size()));
        if (auto done = prepared.tile(rows_, cols_, TileKind::alpha, &*statistics, std::span<Real>(tile), run); !done)
            return done;
        auto found = find_not_finite<Real>(prepared, rows_, cols_, tile, run);
        if (!found)
            return tl::unexpected(found.error());
        if (found->cells > 0 && rule_ == NotFiniteRule::refuse)
            return failure(ErrorCode::numerical,
                           fmt::format("{}: α is not finite at (i, j) = ({}, {}); look at scores and gates there{}, or "
                                       "write it all the same with --allow-nonfinite",
                                       realised_.map_label(map), found->i, found->j,
                                       prepared.is_float64() ? "" : ", try float64 with --engine reference"));
        const auto place = layout_.place(map, rows_.size() * cols_.size());
        for (std::size_t k = 0; k < tile.size(); ++k)
            alpha[place.offset + k * place.stride] = tile[k];
        if (o)
            layout_.add_output(
                map, rows_,
                Eigen::Map<const Eigen::Matrix<Real, -1, -1, Eigen::RowMajor>>(tile.data(), rows_.size(), cols_.size())
                    .template cast<double>(),
                *o);
        if (!found->nothing())
            not_finite_.push_back({realised_.map_label(map), map, std::move(*found)});
        return {};
    }

    const std::vector<NotFiniteMap>& not_finite() const { return not_finite_; }

private:
    const Realised& realised_;
    MapLayout layout_;
    Range rows_, cols_;
    NotFiniteRule rule_;
    std::vector<NotFiniteMap> not_finite_;
};

// Of o, beyond what follows from α: v or the sum over j is at fault.
std::optional<std::string> output_problem(const Realised& realised, const std::vector<double>& o,
                                          const std::vector<NotFiniteMap>& known) {
    const MapLayout layout(realised);
    const Index length = realised.length, width = layout.width();
    std::vector<bool> expected(static_cast<std::size_t>(layout.leads() * length));
    for (const auto& map : known) {
        if (map.found.cells > 0)
            return std::nullopt; // said already
        for (const Index i : map.found.empty_rows)
            expected[static_cast<std::size_t>(layout.lead(map.index) * length + i)] = true;
    }
    for (std::size_t k = 0; k < o.size(); ++k) {
        const std::size_t row = k / static_cast<std::size_t>(width);
        if (std::isfinite(o[k]) || expected[row])
            continue;
        const auto& v = realised.value.real;
        const bool given = std::any_of(v.begin(), v.end(), [](double x) { return !std::isfinite(x); });
        return fmt::format("o is not finite, first at token {}, although α is: {}", static_cast<Index>(row) % length,
                           given ? "a value v is not finite, and 0 · NaN is NaN" : "the sum of α v overflows");
    }
    return std::nullopt;
}

template <class Real>
Result<void> mix_into(MixedOutput& result, std::vector<Real>& alpha, const Realised& realised,
                      const EngineRegistry& engines, const std::string& engine_id, const EngineChoice& first,
                      Range rows, Range cols, const RunContext& run, NotFiniteRule rule) {
    const MapLayout layout(realised);
    alpha.resize(static_cast<std::size_t>(realised.map_count() * rows.size() * cols.size()));
    std::vector<double> o;
    if (rows == Range{0, realised.length} && cols == rows && layout.has_output()) {
        Index count = 1;
        for (const Index size : layout.o_shape(rows))
            count *= size;
        o.assign(static_cast<std::size_t>(count), 0.0);
    }
    Maps<Real> maps(realised, rows, cols, rule);
    for (Index map = 0; map < realised.map_count(); ++map) {
        const auto choice =
            map == 0 ? Result<EngineChoice>(first) : prepare_map(realised, map, engines, engine_id, run);
        if (!choice)
            return tl::unexpected(choice.error());
        if (const std::string id = choice->prepared->engine_id(); result.engine.find(id) == std::string::npos)
            result.engine += (map == 0 ? "" : ", ") + id;
        if (!choice->remark.empty())
            result.engine_remark = choice->remark;
        if (auto done = maps.add(map, *choice->prepared, alpha, o.empty() ? nullptr : &o, run); !done)
            return done;
        run.report(static_cast<double>(map + 1) / static_cast<double>(realised.map_count()));
    }
    result.remarks = remarks_on(maps.not_finite(), realised.map_count());
    if (o.empty())
        return {};
    if (auto problem = output_problem(realised, o, maps.not_finite())) {
        if (rule == NotFiniteRule::refuse)
            return failure(ErrorCode::numerical, *problem + "; write it all the same with --allow-nonfinite");
        result.remarks.push_back(warning(RemarkKind::not_finite, std::move(*problem), {"o"}));
    }
    NamedTensor tensor{"o", layout.o_shape(rows), result.alpha.type, {}, {}};
    const bool fits = std::all_of(o.begin(), o.end(), [](double x) {
        return !std::isfinite(x) || std::abs(x) <= std::numeric_limits<float>::max();
    });
    if (std::is_same_v<Real, double> || !fits) { // sums are made in float64 and stay in it where they need to
        tensor.type = StoredType::float64;
        tensor.float64 = std::move(o);
    } else
        tensor.float32.assign(o.begin(), o.end());
    result.o = std::move(tensor);
    return {};
}

} // namespace

Result<MixedOutput> mix(const Realised& realised, const EngineRegistry& engines, const std::string& engine_id,
                        Range rows, Range cols, std::size_t memory_limit, const RunContext& run, NotFiniteRule rule) {
    const auto started = std::chrono::steady_clock::now();
    const MapLayout layout(realised);
    double outputs = rows == Range{0, realised.length} && cols == rows && layout.has_output() ? 1 : 0;
    for (const Index size : layout.o_shape(rows))
        outputs *= static_cast<double>(size);
    // All maps, the one under way in its own precision and in that of o, and o itself: 8 bytes at most a number.
    const double a_map = static_cast<double>(rows.size()) * static_cast<double>(cols.size()),
                 bytes = 8 * (a_map * (static_cast<double>(realised.map_count()) + (outputs > 0 ? 2 : 1)) + outputs);
    if (bytes > static_cast<double>(memory_limit))
        return failure(ErrorCode::invalid_data,
                       fmt::format("{} maps of {} × {} cells need about {:.1f} GB, more than the {:.1f} GB allowed: "
                                   "ask for a tile with --rows A:B --cols C:D",
                                   realised.map_count(), rows.size(), cols.size(), bytes * 1e-9,
                                   static_cast<double>(memory_limit) * 1e-9));
    MixedOutput result;
    result.alpha = {"alpha", layout.alpha_shape(rows, cols), StoredType::float64, {}, {}};
    const auto first = prepare_map(realised, 0, engines, engine_id, run);
    if (!first)
        return tl::unexpected(first.error());
    const bool wide = first->prepared->is_float64();
    result.alpha.type = wide ? StoredType::float64 : StoredType::float32;
    const auto into = [&](auto& alpha) {
        return mix_into(result, alpha, realised, engines, engine_id, *first, rows, cols, run, rule);
    };
    const auto done = wide ? into(result.alpha.float64) : into(result.alpha.float32);
    // What is beyond float32 may be within float64: where that is affordable, "auto" finds out.
    constexpr double most_cells = 1 << 24;
    if (!done && done.error().code == ErrorCode::numerical && engine_id == "auto" && !wide &&
        a_map * static_cast<double>(realised.map_count()) <= most_cells) {
        if (auto again = mix(realised, engines, "reference", rows, cols, memory_limit, run, rule)) {
            again->engine_remark = "α of the faster engine is not finite in float32";
            return again;
        }
    }
    if (!done)
        return tl::unexpected(done.error());
    result.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
    return result;
}

double relative_difference(const NamedTensor& computed, const Tensor& stored) {
    if (computed.shape != stored.shape)
        return std::numeric_limits<double>::quiet_NaN();
    double largest = 0, difference = 0;
    for (std::size_t k = 0; k < stored.data.size(); ++k) {
        const double value =
            computed.type == StoredType::float64 ? computed.float64[k] : static_cast<double>(computed.float32[k]);
        const double off = std::abs(value - stored.data[k]);
        if (std::isnan(off))
            return off;
        difference = std::max(difference, off);
        largest = std::max(largest, std::abs(stored.data[k]));
    }
    return largest > 0 ? difference / largest : difference;
}

} // namespace alphascope
