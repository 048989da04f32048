#include "core/system/stored_evidence.hpp"

#include "core/engine/engine.hpp"
#include "core/system/realiser.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace alphascope {
namespace {

constexpr Index most_rows = 32;

/// Largest difference and largest stored number met so far.
struct Agreement {
    double difference = 0, largest = 0;
    void add(double computed, double stored) {
        difference = std::isfinite(computed) ? std::max(difference, std::abs(computed - stored)) : INFINITY;
        largest = std::max(largest, std::abs(stored));
    }
    bool within(double tolerance) const { return largest > 0 && difference <= tolerance * largest; }
};

/// A stored array without its batch; nothing where it has another shape.
const double* entry_of(const Tensor& tensor, const std::vector<Index>& shape, Index entry) {
    Index count = 1;
    for (const Index size : shape)
        count *= size;
    if (tensor.shape == shape)
        return tensor.data.data();
    const bool behind_batch = tensor.shape.size() == shape.size() + 1 &&
                              std::equal(shape.begin(), shape.end(), tensor.shape.begin() + 1) &&
                              entry < tensor.shape.front();
    return behind_batch ? tensor.data.data() + entry * count : nullptr;
}

class Comparison {
public:
    Comparison(const Realised& realised, Index entry) : realised_(realised), entry_(entry) {
        rows_ = std::min(realised.length, most_rows);
        micro_ = realised.layout == Layout::micro ? realised.map_axes.back().size : 1;
        lanes_ = realised.map_count() / micro_;
    }

    bool reproduces_alpha(const Tensor& stored, double tolerance) const {
        std::vector<Index> shape;
        for (const auto& axis : realised_.map_axes)
            if (axis.name != "micro")
                shape.push_back(axis.size);
        shape.insert(shape.end(), {realised_.length, realised_.length});
        if (micro_ > 1 || realised_.layout == Layout::micro)
            shape.push_back(micro_);
        const double* numbers = entry_of(stored, shape, entry_);
        if (!numbers)
            return false;
        Agreement agreement;
        for (const Index lane : lanes())
            for (Index micro = 0; micro < micro_; ++micro) {
                const auto alpha = first_rows(lane * micro_ + micro);
                if (!alpha)
                    return false;
                for (Index i = 0; i < rows_; ++i)
                    for (Index j = 0; j < rows_; ++j)
                        agreement.add((*alpha)(i, j),
                                      numbers[((lane * realised_.length + i) * realised_.length + j) * micro_ + micro]);
            }
        return agreement.within(tolerance);
    }

    bool reproduces_o(const Tensor& stored, double tolerance) const {
        const Index length = realised_.length, width = realised_.value.extent("value");
        std::vector<Index> lanes_first{lanes_, length}, time_first{length, lanes_};
        if (realised_.value.axis("value"))
            for (auto* shape : {&lanes_first, &time_first})
                shape->push_back(width);
        const double *by_lane = entry_of(stored, lanes_first, entry_), *by_time = entry_of(stored, time_first, entry_);
        if (lanes_ == 1 && stored.shape == std::vector<Index>{length, width})
            by_lane = stored.data.data();
        Agreement lane_agreement, time_agreement;
        for (const Index lane : lanes()) {
            const auto o = output(lane);
            if (!o)
                return false;
            for (Index i = 0; i < rows_; ++i)
                for (Index c = 0; c < width; ++c) {
                    if (by_lane)
                        lane_agreement.add((*o)(i, c), by_lane[(lane * length + i) * width + c]);
                    if (by_time)
                        time_agreement.add((*o)(i, c), by_time[(i * lanes_ + lane) * width + c]);
                }
        }
        return lane_agreement.within(tolerance) || time_agreement.within(tolerance);
    }

private:
    /// A few of them, the first and the last among these; more where sequences are short, and may be heads.
    std::set<Index> lanes() const {
        const Index count = std::clamp<Index>(4096 / realised_.length, 2, 32);
        std::set<Index> chosen;
        for (Index k = 0; k < count; ++k)
            chosen.insert(k * (lanes_ - 1) / (count - 1));
        return chosen;
    }

    std::optional<Matrix> first_rows(Index map) const {
        const auto system = realised_.system(map);
        if (!system || !(*system)->is_causal())
            return std::nullopt;
        const auto prepared = make_reference_engine()->prepare(*system, {});
        if (!prepared)
            return std::nullopt;
        const auto statistics = (*prepared)->row_statistics({0, rows_}, {});
        Matrix alpha(rows_, rows_);
        if (!statistics ||
            !(*prepared)->tile({0, rows_}, {0, rows_}, TileKind::alpha, &*statistics,
                               std::span<double>(alpha.data(), static_cast<std::size_t>(alpha.size())), {}))
            return std::nullopt;
        return alpha;
    }

    std::optional<Matrix> output(Index lane) const {
        const Index width = realised_.value.extent("value");
        Matrix o = Matrix::Zero(rows_, width);
        for (Index micro = 0; micro < micro_; ++micro) {
            const Index map = lane * micro_ + micro;
            const auto alpha = first_rows(map);
            if (!alpha)
                return std::nullopt;
            Value v = realised_.value;
            Index rest = map;
            for (std::size_t k = realised_.map_axes.size(); k-- > 0; rest /= realised_.map_axes[k].size)
                v = slice(v, realised_.map_axes[k].name, rest % realised_.map_axes[k].size);
            Axes axes{{"time", realised_.length}};
            if (v.axis("value"))
                axes.push_back({"value", width});
            const Value full = expand(v, axes);
            o.noalias() += *alpha * Eigen::Map<const Matrix>(full.real.data(), realised_.length, width).topRows(rows_);
        }
        return o;
    }

    const Realised& realised_;
    Index entry_, rows_, micro_, lanes_;
};

bool reproduces(const Design& design, const LoadedScene& scene, const AxisReading& reading, const RunContext& run) {
    LoadedScene read = scene;
    auto& source = std::get<TensorSource>(read.scene.source);
    source.axes = reading.axes;
    source.make_up.reset();
    const auto realised = Realiser::once().realise(design, read, run);
    if (!realised || !(*realised)->made_up.empty() || (*realised)->layout == Layout::pairs)
        return false;
    const auto& tensors = scene.tensors->tensors;
    const bool halves =
        std::any_of(tensors.begin(), tensors.end(), [](const auto& t) { return t.second.dtype.ends_with("float16"); });
    const double tolerance = halves ? 2e-2 : 1e-3;
    const Comparison comparison(**realised, source.entry.value_or(0));
    if (const auto alpha = tensors.find("alpha"); alpha != tensors.end())
        if (comparison.reproduces_alpha(alpha->second, tolerance))
            return true;
    const auto o = tensors.find("o");
    const bool has_values = !(*realised)->value.real.empty() && !(*realised)->value.is_complex();
    return o != tensors.end() && has_values && comparison.reproduces_o(o->second, tolerance);
}

} // namespace

std::optional<std::size_t> reading_that_reproduces(const Design& design, const LoadedScene& scene,
                                                   const std::vector<AxisReading>& readings, const RunContext& run) {
    const auto& tensors = scene.tensors->tensors;
    if (!tensors.contains("o") && !tensors.contains("alpha"))
        return std::nullopt;
    std::optional<std::size_t> found;
    for (std::size_t k = 0; k < readings.size(); ++k)
        if (reproduces(design, scene, readings[k], run)) {
            if (found)
                return std::nullopt;
            found = k;
        }
    return found;
}

} // namespace alphascope
