#pragma once
// Where each map of a realised system stands when all of them are laid out side by side.

#include "core/language/value.hpp"

#include <optional>
#include <string>

namespace alphascope::ui {

/// Rows and columns of maps. One axis makes a line; several make a matrix with the last axis along one side and all
/// others along the other; a line may also be wrapped into rows like text.
class MapMatrix {
public:
    struct Cell {
        int row = 0, column = 0;
        bool operator==(const Cell&) const = default;
    };
    MapMatrix() = default;
    /// The longer side across (`wide`) or down; of equal sides the last axis goes across.
    static MapMatrix strip(const Axes& axes, bool wide);
    /// As a person would write it: last axis across; a line wraps after `columns`.
    static MapMatrix page(const Axes& axes, int columns);

    int rows() const { return rows_; }
    int columns() const { return columns_; }
    Index count() const { return count_; }
    /// Headers name the cells; otherwise each cell needs its own caption.
    bool has_headers() const { return has_headers_; }
    std::optional<Index> map_at(Cell cell) const; ///< none beyond the last map of a wrapped line
    Cell cell_of(Index map) const;
    std::string row_label(int row) const;       ///< "out 1", "head 0, out 1"
    std::string column_label(int column) const; ///< "in 0"

    bool operator==(const MapMatrix&) const = default;

private:
    explicit MapMatrix(const Axes& axes);
    std::string label(bool of_last, Index position) const;

    Axes axes_;
    int rows_ = 0, columns_ = 0;
    Index count_ = 0;
    bool has_headers_ = false, last_down_ = false;
};

} // namespace alphascope::ui
