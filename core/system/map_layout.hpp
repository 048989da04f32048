#pragma once
// How the maps and the output of a realised design lie in files (golden/INDEX.md): shapes, and each map's place.

#include "core/system/realise.hpp"

#include <cstddef>
#include <vector>

namespace alphascope {

/// α is [map axes without micro..., rows, cols(, micro)]; o is [map axes without micro, in and out..., rows(, out)
/// (, value)]: what differs in micro or in alone is added up. Rows are those asked for, mostly all.
class MapLayout {
public:
    explicit MapLayout(const Realised& realised);

    /// Cell k of map m, row-major, stands at offset + k · stride of α.
    struct Place {
        std::size_t offset = 0, stride = 1;
    };
    Place place(Index map, Index cells) const;
    std::vector<Index> alpha_shape(Range rows, Range cols) const;

    bool has_output() const; ///< v is there and real
    std::vector<Index> o_shape(Range rows) const;
    /// Adds α v of one map into o: o_i gains the sum over keys_of(i) of α_ij v_j. `alpha` is rows × L.
    void add_output(Index map, Range rows, const Matrix& alpha, std::vector<double>& o) const;
    /// The maps whose outputs are added up where this one's is, itself among them, in their order.
    std::vector<Index> added_with(Index map) const;
    Index group_size() const; ///< how many they are
    /// o's numbers: (lead, i, c) stands at (lead · rows + i) · width() + c. One map adds to one lead and to columns of
    /// value_width() from first_column(map) on.
    Index lead(Index map) const;
    Index leads() const;
    Index first_column(Index map) const;
    Index value_width() const { return width_; }
    Index width() const { return outs_ * width_; }

private:
    Index along(Index map, std::string_view axis) const; ///< 0 without that axis
    const Realised& realised_;
    Index micro_ = 1, outs_ = 1, width_ = 1;
    bool has_out_ = false;
};

} // namespace alphascope
