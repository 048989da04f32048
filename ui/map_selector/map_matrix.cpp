#include "ui/map_selector/map_matrix.hpp"

#include <algorithm>

namespace alphascope::ui {

MapMatrix::MapMatrix(const Axes& axes) : axes_(axes), count_(element_count(axes)), has_headers_(axes.size() > 1) {
    columns_ = axes.empty() ? 1 : static_cast<int>(axes.back().size);
    rows_ = static_cast<int>(count_) / std::max(columns_, 1);
}

MapMatrix MapMatrix::strip(const Axes& axes, bool wide) {
    MapMatrix matrix(axes);
    const bool fits = wide ? matrix.columns_ >= matrix.rows_ : matrix.columns_ <= matrix.rows_;
    if (!fits) {
        matrix.last_down_ = true;
        std::swap(matrix.rows_, matrix.columns_);
    }
    return matrix;
}

MapMatrix MapMatrix::page(const Axes& axes, int columns) {
    MapMatrix matrix(axes);
    if (!matrix.has_headers_ && matrix.count_ > columns) {
        matrix.columns_ = columns;
        matrix.rows_ = static_cast<int>((matrix.count_ + columns - 1) / columns);
    }
    return matrix;
}

std::optional<Index> MapMatrix::map_at(Cell cell) const {
    const Index map = last_down_ ? Index{cell.column} * rows_ + cell.row : Index{cell.row} * columns_ + cell.column;
    const bool inside = cell.row >= 0 && cell.row < rows_ && cell.column >= 0 && cell.column < columns_;
    return inside && map < count_ ? std::optional(map) : std::nullopt;
}

MapMatrix::Cell MapMatrix::cell_of(Index map) const {
    const Index along = std::max(last_down_ ? rows_ : columns_, 1);
    const Cell cell{static_cast<int>(map / along), static_cast<int>(map % along)};
    return last_down_ ? Cell{cell.column, cell.row} : cell;
}

std::string MapMatrix::row_label(int row) const {
    return label(last_down_, row);
}
std::string MapMatrix::column_label(int column) const {
    return label(!last_down_, column);
}

std::string MapMatrix::label(bool of_last, Index position) const {
    if (axes_.empty())
        return {};
    const auto name = [](const Axis& axis, Index at) { return axis.name + " " + std::to_string(at); };
    if (of_last)
        return name(axes_.back(), position);
    std::string text;
    for (std::size_t k = axes_.size() - 1; k-- > 0;) {
        text = name(axes_[k], position % axes_[k].size) + (text.empty() ? "" : ", ") + text;
        position /= axes_[k].size;
    }
    return text;
}

} // namespace alphascope::ui
