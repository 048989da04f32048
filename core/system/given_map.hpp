#pragma once
// α that a file gives without the signals it came from: "attentions" of a library, "alpha" of anybody.

#include "core/engine/given.hpp"
#include "core/system/realise.hpp"

#include <optional>

namespace alphascope {

/// The maps of one entry, as many as heads, L × L each, one after the other.
struct GivenMap {
    std::string array;
    GivenCells first; ///< of map 0; the others follow it
    GivenCells of(Index map) const;
};

/// The array of a file that is a map by itself: "alpha" or "attentions", where the file has no signal that enters the
/// design's α, and nothing that could be one of another design (outputs, values, integers and masks could not). None:
/// the file is for binding.
std::optional<std::string> given_map_array(const TensorSet& tensors, const Design& design);

/// The scene that takes a file's α as it is, where given_map_array() names one and the scene has a tensor source; else
/// the scene itself.
LoadedScene as_given_map(LoadedScene scene, const Design& design);

/// How many entries a scene's file holds: of the batch its signals have, or of what stands before head in a given map;
/// 1 without a file.
Index entries_of(const Source& source, const TensorSet* tensors, const Design& design);

/// What a scene's maps are called: as the design, or, where it is ignored, as what the file gives: "alpha of x.npz".
std::string title_of(const Design& design, const Scene& scene);

/// What a given map is without any evaluation: maps over heads, length, labels, remarks (the design is ignored, the
/// entry taken, arrays not used). The array is [..., head, L, L] or [L, L]; whatever stands before head counts entries.
/// @pre the scene's source is a GivenMapSource, and its file is read
/// v is taken along where the file has one of its maps' heads and tokens ("v", "value" or "values"), so that o can be
/// formed and compared; it enters no α.
/// Errors: invalid_data when there is no such array, its maps are not square, or there is more than one entry and none
/// is chosen; usage when there is no such entry.
Result<std::shared_ptr<const Realised>> realise_given_map(const Design& design, const LoadedScene& scene);

} // namespace alphascope
