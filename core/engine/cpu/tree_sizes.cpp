#include "core/engine/cpu/tree_sizes.hpp"

namespace alphascope::cpu {
namespace {

/// Products of three numbers this large are still far inside single precision.
constexpr double largest_single = 1e12;

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
