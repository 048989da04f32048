#include "core/engine/cpu/tree_sizes.hpp"

namespace alphascope::cpu {
namespace {

/// Products of three numbers this large are still far inside single precision.
constexpr double largest_single = 1e12;
/// An error of 6e-8 |s| in a score becomes a relative one under exp: 1e-5 at this size (ALGORITHMS section 8, rule 6).
constexpr double largest_exponent = 128;

bool magnifies(const Readout& readout) {
    return readout.kind == ReadoutKind::exp || readout.kind == ReadoutKind::formula;
}

} // namespace

bool fits_single(const System& system, const TreeSizes& sizes) {
    const double query = sizes.query * sizes.growth, key = sizes.key * sizes.growth;
    return query < largest_single && key < largest_single &&
           !(magnifies(system.readout) && sizes.query * key > largest_exponent);
}

} // namespace alphascope::cpu
