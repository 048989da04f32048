#pragma once
// What is not finite in a map, and why: rows that the data left without a key, or anything else.

#include "core/base/remark.hpp"
#include "core/engine/engine.hpp"

namespace alphascope {

struct NotFinite {
    std::vector<Index> empty_rows; ///< α is 0/0: φ is 0 at every key of the row, as all scores are −∞; increasing
    Index cells = 0;               ///< not finite in other rows
    Index i = -1, j = -1;          ///< the first of these, in row order

    bool nothing() const { return empty_rows.empty() && cells == 0; }
};

/// Looks through the α of rows × cols, row-major, as `prepared` gave them. Costs scores of those rows alone that have
/// no finite cell. Errors: those of Prepared::tile().
template <class Real>
Result<NotFinite> find_not_finite(const Prepared& prepared, Range rows, Range cols, std::span<const Real> alpha,
                                  const RunContext& run = {});

/// "3", "0 to 4, 7 and 9 to 12"; at most four stretches are named, the others counted.
std::string listed_rows(const std::vector<Index>& rows);

/// One map's name with what was found in it.
struct NotFiniteMap {
    std::string map;
    Index index = 0; ///< which one it is
    NotFinite found;
};
/// The remarks on some maps of `map_count`: one on empty rows for each set of maps that have the same ones, one on all
/// other cells.
std::vector<Remark> remarks_on(const std::vector<NotFiniteMap>& maps, Index map_count);

} // namespace alphascope
