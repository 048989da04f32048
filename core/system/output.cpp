#include "core/system/output.hpp"

#include "core/system/prepare_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

// Where map m lies in α and how its cells are spaced: the micro axis is the last one.
struct Placement {
    std::size_t offset, stride;
};

class Mixer {
public:
    Mixer(const Realised& realised, Range rows, Range cols) : realised_(realised), rows_(rows), cols_(cols) {
        micro_ = realised.layout == Layout::micro ? realised.map_axes.back().size : 1;
        cells_ = static_cast<std::size_t>(rows.size() * cols.size());
    }

    Placement placement(Index map) const {
        const auto m = static_cast<std::size_t>(map), micro = static_cast<std::size_t>(micro_);
        return {m / micro * cells_ * micro + m % micro, micro};
    }
    std::vector<Index> alpha_shape() const {
        std::vector<Index> shape;
        for (const auto& axis : realised_.map_axes)
            if (axis.name != "micro")
                shape.push_back(axis.size);
        shape.insert(shape.end(), {rows_.size(), cols_.size()});
        if (realised_.layout == Layout::micro)
            shape.push_back(micro_);
        return shape;
    }

    bool has_output() const { return !realised_.value.real.empty(); }
    /// o has an entry for each coordinate of the maps' axes that are not summed over (in, micro): head and channel
    /// before the tokens, out and value behind them.
    std::vector<Index> o_shape() const {
        std::vector<Index> shape;
        for (const auto& axis : realised_.map_axes)
            if (axis.name == "head" || axis.name == "channel")
                shape.push_back(axis.size);
        shape.push_back(realised_.length);
        if (has_axis("out"))
            shape.push_back(size_of("out"));
        if (realised_.value.axis("value"))
            shape.push_back(realised_.value.extent("value"));
        return shape;
    }
    /// Adds α v of one map into o; v is repeated over the maps' axes that it lacks.
    void add_output(Index map, const Matrix& alpha, std::vector<double>& o) const {
        Value v = realised_.value;
        Index remaining = map, out = 0, block = 0, blocks = 1;
        for (std::size_t k = realised_.map_axes.size(); k-- > 0;) {
            const auto& axis = realised_.map_axes[k];
            const Index at = remaining % axis.size;
            remaining /= axis.size;
            v = slice(v, axis.name, at);
            if (axis.name == "out")
                out = at;
            if (axis.name == "head" || axis.name == "channel") {
                block += at * blocks;
                blocks *= axis.size;
            }
        }
        const Index length = realised_.length, width = v.extent("value"), outs = size_of("out");
        Axes axes{{"time", length}};
        if (v.axis("value"))
            axes.push_back({"value", width});
        const Value full = expand(v, axes);
        const Matrix mixed = alpha * Eigen::Map<const Matrix>(full.real.data(), length, width);
        for (Index i = 0; i < length; ++i)
            Eigen::Map<Eigen::RowVectorXd>(o.data() + ((block * length + i) * outs + out) * width, width) +=
                mixed.row(i);
    }

private:
    bool has_axis(std::string_view name) const {
        return std::any_of(realised_.map_axes.begin(), realised_.map_axes.end(),
                           [&](const Axis& axis) { return axis.name == name; });
    }
    Index size_of(std::string_view name) const {
        for (const auto& axis : realised_.map_axes)
            if (axis.name == name)
                return axis.size;
        return 1;
    }
    const Realised& realised_;
    Range rows_, cols_;
    Index micro_ = 1;
    std::size_t cells_ = 0;
};

template <class Real>
Result<void> one_map(const Prepared& prepared, Range rows, Range cols, const Realised& realised, Index map,
                     const Mixer& mixer, std::vector<Real>& alpha, std::vector<double>* o, const RunContext& run) {
    const auto statistics = prepared.row_statistics(rows, run);
    if (!statistics)
        return tl::unexpected(statistics.error());
    std::vector<Real> tile(static_cast<std::size_t>(rows.size() * cols.size()));
    if (auto done = prepared.tile(rows, cols, TileKind::alpha, &*statistics, std::span<Real>(tile), run); !done)
        return done;
    for (std::size_t k = 0; k < tile.size(); ++k)
        if (!std::isfinite(tile[k])) {
            const auto cell = static_cast<Index>(k);
            return failure(ErrorCode::numerical, fmt::format("{}: α is not finite at (i, j) = ({}, {}); look at scores "
                                                             "and gates there, or use --engine reference",
                                                             realised.map_label(map), rows.begin + cell / cols.size(),
                                                             cols.begin + cell % cols.size()));
        }
    const auto place = mixer.placement(map);
    for (std::size_t k = 0; k < tile.size(); ++k)
        alpha[place.offset + k * place.stride] = tile[k];
    if (o)
        mixer.add_output(
            map,
            Eigen::Map<const Eigen::Matrix<Real, -1, -1, Eigen::RowMajor>>(tile.data(), rows.size(), cols.size())
                .template cast<double>(),
            *o);
    return {};
}

} // namespace

Result<MixedOutput> mix(const Realised& realised, const EngineRegistry& engines, const std::string& engine_id,
                        Range rows, Range cols, std::size_t memory_limit, const RunContext& run) {
    const auto started = std::chrono::steady_clock::now();
    const Mixer mixer(realised, rows, cols);
    const bool whole = rows == Range{0, realised.length} && cols == rows;
    double outputs = whole && mixer.has_output() ? 1 : 0;
    for (const Index size : mixer.o_shape())
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
    result.alpha = {"alpha", mixer.alpha_shape(), StoredType::float64, {}, {}};
    std::vector<double> o(static_cast<std::size_t>(outputs), 0.0);
    bool wide = true;
    for (Index map = 0; map < realised.map_count(); ++map) {
        const auto choice = prepare_map(realised, map, engines, engine_id, run);
        if (!choice)
            return tl::unexpected(choice.error());
        const Prepared& prepared = *choice->prepared;
        if (result.engine.find(prepared.engine_id()) == std::string::npos)
            result.engine += (map == 0 ? "" : ", ") + prepared.engine_id();
        if (!choice->remark.empty())
            result.engine_remark = choice->remark;
        if (map == 0) {
            wide = prepared.is_float64();
            const auto cells = static_cast<std::size_t>(realised.map_count() * rows.size() * cols.size());
            wide ? result.alpha.float64.resize(cells) : result.alpha.float32.resize(cells);
            result.alpha.type = wide ? StoredType::float64 : StoredType::float32;
        }
        auto* mixed = o.empty() ? nullptr : &o;
        const auto done = wide ? one_map(prepared, rows, cols, realised, map, mixer, result.alpha.float64, mixed, run)
                               : one_map(prepared, rows, cols, realised, map, mixer, result.alpha.float32, mixed, run);
        if (!done)
            return tl::unexpected(done.error());
        run.report(static_cast<double>(map + 1) / static_cast<double>(realised.map_count()));
    }
    if (!o.empty()) {
        NamedTensor tensor{"o", mixer.o_shape(), result.alpha.type, {}, {}};
        if (wide)
            tensor.float64 = std::move(o);
        else
            tensor.float32.assign(o.begin(), o.end());
        result.o = std::move(tensor);
    }
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
