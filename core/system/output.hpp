#pragma once
// α of all maps and the mixed output o, in the layouts of files (golden/INDEX.md).

#include "core/engine/engine.hpp"
#include "core/io/tensors.hpp"
#include "core/system/realise.hpp"

#include <optional>

#include <string>
#include <vector>

namespace alphascope {

struct MixedOutput {
    NamedTensor alpha;            ///< [map axes..., rows, cols(, micro)]
    std::optional<NamedTensor> o; ///< whole maps of a design with values only
    std::string engine;           ///< id of the engine used; two where the maps differ in it
    std::string engine_remark;    ///< EngineChoice::remark, empty mostly
    std::vector<Remark> remarks;  ///< rows without a key, and what else is not finite
    double milliseconds = 0;      ///< prepare and tiles, all maps
};

/// What becomes of numbers that are not finite. Rows without a key are NaN with a remark in either case.
enum class NotFiniteRule { refuse, keep };

/// Computes the tile rows × cols of every map, and o when the tile is the whole map. float64 from a float64 engine,
/// float32 otherwise (o is summed in double). Errors: cancelled; numerical, naming the map and the first (i, j) or the
/// token of o that is not finite, unless `rule` keeps them with a remark; invalid_data when the result would need more
/// than `memory_limit` bytes.
Result<MixedOutput> mix(const Realised& realised, const EngineRegistry& engines, const std::string& engine_id,
                        Range rows, Range cols, std::size_t memory_limit, const RunContext& run = {},
                        NotFiniteRule rule = NotFiniteRule::refuse);

/// max |a − b| / max |b| of two arrays of the same shape, element by element; NaN when the shapes differ.
double relative_difference(const NamedTensor& computed, const Tensor& stored);

} // namespace alphascope
