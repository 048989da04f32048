#include "core/system/map_layout.hpp"

#include <algorithm>

namespace alphascope {
namespace {

bool is_added_up(const Axis& axis) {
    return axis.name == "micro" || axis.name == "in";
}

using MatrixView = Eigen::Map<const Matrix>;

// Rows of α v, each over its own columns alone: 0 · NaN is NaN, and a cell that is 0 by structure is no summand. Rows
// of a strip share most of their columns, which are one product; ragged ends are left of it and right of it.
Matrix mix_rows(const System& system, Range rows, const Matrix& alpha, const MatrixView& v) {
    constexpr Index strip = 64;
    Matrix mixed = Matrix::Zero(rows.size(), v.cols());
    for (Index begin = rows.begin; begin < rows.end; begin += strip) {
        const Range some{begin, std::min(begin + strip, rows.end)};
        Range shared{0, system.length()};
        for (Index i = some.begin; i < some.end; ++i)
            shared = {std::max(shared.begin, keys_of(system, i).begin), std::min(shared.end, keys_of(system, i).end)};
        shared.end = std::max(shared.begin, shared.end);
        const Index first = some.begin - rows.begin;
        mixed.middleRows(first, some.size()) =
            alpha.block(first, shared.begin, some.size(), shared.size()) * v.middleRows(shared.begin, shared.size());
        for (Index i = some.begin; i < some.end; ++i) {
            const Range keys = keys_of(system, i);
            const Index r = i - rows.begin;
            for (const Range end : {Range{keys.begin, std::min(keys.end, shared.begin)},
                                    Range{std::max(keys.begin, shared.end), keys.end}})
                if (end.size() > 0)
                    mixed.row(r) += alpha.row(r).segment(end.begin, end.size()) * v.middleRows(end.begin, end.size());
        }
    }
    return mixed;
}

} // namespace

MapLayout::MapLayout(const Realised& realised) : realised_(realised) {
    for (const auto& axis : realised.map_axes) {
        if (axis.name == "micro")
            micro_ = axis.size;
        if (axis.name == "out") {
            outs_ = axis.size;
            has_out_ = true;
        }
    }
    width_ = realised.value.extent("value");
}

// The micro axis is the last one.
MapLayout::Place MapLayout::place(Index map, Index cells) const {
    const auto m = static_cast<std::size_t>(map), micro = static_cast<std::size_t>(micro_);
    return {m / micro * static_cast<std::size_t>(cells) * micro + m % micro, micro};
}

std::vector<Index> MapLayout::alpha_shape(Range rows, Range cols) const {
    std::vector<Index> shape;
    for (const auto& axis : realised_.map_axes)
        if (axis.name != "micro")
            shape.push_back(axis.size);
    shape.insert(shape.end(), {rows.size(), cols.size()});
    if (realised_.layout == Layout::micro)
        shape.push_back(micro_);
    return shape;
}

bool MapLayout::has_output() const {
    return !realised_.value.real.empty() && !realised_.value.is_complex();
}

std::vector<Index> MapLayout::o_shape(Range rows) const {
    std::vector<Index> shape;
    for (const auto& axis : realised_.map_axes)
        if (!is_added_up(axis) && axis.name != "out")
            shape.push_back(axis.size);
    shape.push_back(rows.size());
    if (has_out_)
        shape.push_back(outs_);
    if (realised_.value.axis("value"))
        shape.push_back(width_);
    return shape;
}

void MapLayout::add_output(Index map, Range rows, const Matrix& alpha, std::vector<double>& o) const {
    Value v = realised_.value;
    for (const auto& axis : realised_.map_axes)
        v = slice(v, axis.name, along(map, axis.name));
    const Index length = realised_.length;
    Axes axes{{"time", length}};
    if (v.axis("value"))
        axes.push_back({"value", width_});
    const Value full = expand(v, axes);
    const Matrix mixed = mix_rows(*realised_.first, rows, alpha, MatrixView(full.real.data(), length, width_));
    const Index begin = lead(map) * rows.size(), first = first_column(map);
    for (Index i = 0; i < rows.size(); ++i)
        for (Index c = 0; c < width_; ++c)
            o[static_cast<std::size_t>((begin + i) * width() + first + c)] += mixed(i, c);
}

std::vector<Index> MapLayout::added_with(Index map) const {
    std::vector<Index> maps;
    for (Index other = 0; other < realised_.map_count(); ++other)
        if (lead(other) == lead(map) && first_column(other) == first_column(map))
            maps.push_back(other);
    return maps;
}

Index MapLayout::group_size() const {
    Index size = 1;
    for (const auto& axis : realised_.map_axes)
        size *= is_added_up(axis) ? axis.size : 1;
    return size;
}

Index MapLayout::leads() const {
    return realised_.map_count() / group_size() / outs_;
}

Index MapLayout::lead(Index map) const {
    Index at = 0;
    for (const auto& axis : realised_.map_axes)
        if (!is_added_up(axis) && axis.name != "out")
            at = at * axis.size + along(map, axis.name);
    return at;
}

Index MapLayout::first_column(Index map) const {
    return along(map, "out") * width_;
}

Index MapLayout::along(Index map, std::string_view name) const {
    for (std::size_t k = realised_.map_axes.size(); k-- > 0;) {
        const auto& axis = realised_.map_axes[k];
        if (axis.name == name)
            return map % axis.size;
        map /= axis.size;
    }
    return 0;
}

} // namespace alphascope
