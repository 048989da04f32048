#pragma once
// How a workspace is looked at: which map, which part of it, in which colours. Never part of undo.

#include "core/base/types.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace alphascope {

/// The words of a view, in the order in which the window lists them; the command line takes the same ones.
inline constexpr std::array<std::string_view, 2> shown_kinds{"alpha", "scores"};
inline constexpr std::array<std::string_view, 4> colour_scales{"auto", "linear", "log", "symlog"};
inline constexpr std::array<std::string_view, 2> pooling_kinds{"max_abs", "mean"};

/// The scale of a document that names none. It is not the first choice of a new view: what was saved stays as it was.
inline constexpr std::string_view unsaid_scale = "linear";

/// Where a word stands in its list; the enumerations they name have the same order. @pre one of the words
template <std::size_t count> int index_of(std::string_view word, const std::array<std::string_view, count>& words) {
    return static_cast<int>(std::find(words.begin(), words.end(), word) - words.begin());
}

struct View {
    Index map = 0;
    std::string show = "alpha", scale = "auto", pooling = "max_abs";
    std::optional<Index> i, j;       ///< the cross-hair; none: the last row, an early column
    std::optional<Range> rows, cols; ///< the part of the map; none: all of it
    bool operator==(const View&) const = default;
};

} // namespace alphascope
