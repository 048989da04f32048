#pragma once
// Design + scene → numbers. The only place that evaluates expressions.

#include "core/base/remark.hpp"
#include "core/base/run_context.hpp"
#include "core/design/design.hpp"
#include "core/scene/scene.hpp"
#include "core/system/system.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

/// How maps are laid out; decides the shapes of α and o in files (golden/INDEX.md).
enum class Layout {
    heads,    ///< α [head, i, j],       v [head, time, value], o [head, i, value]
    channels, ///< α [channel, i, j],    v [channel, time],     o [channel, i]
    pairs,    ///< α [out, in, i, j],    v [time, in],          o [i, out]
    micro,    ///< α [head, i, j, micro], v [head, time, micro, value], o [head, i, value]
};

struct GivenMap; // core/system/given_map.hpp

/// A design realised on a scene: the evaluated arrays of all maps, shared; system(m) cuts out one map.
class Realised {
public:
    Layout layout{};
    Axes map_axes;    ///< e.g. {head 4}, {channel 8}, {out 2, in 2}, {head 2, micro 2}; empty: one map
    Index length = 0; ///< L
    Index state = 0;  ///< n, size of the signals' state axis

    std::map<std::string, Value> signals; ///< by name, as given or generated, before any `let`
    std::map<std::string, Value> let;
    Value value;                     ///< v; empty axes and size 0 when the design has none
    std::vector<std::string> labels; ///< token labels, L or none; a file's only where nothing in α is made up
    std::vector<Index> answers;      ///< answer column per row or none, as the labels
    std::vector<std::string> given;  ///< signals that came from the file
    std::vector<std::string>
        made_up; ///< signals that enter α and that the scene's file does not give; none without one
    std::vector<std::string> inactive_parameters; ///< parameters without effect on this scene
    std::vector<Remark> remarks;                  ///< all that binding and evaluation want said, in order of their kind
    std::shared_ptr<const TensorSet> stored;      ///< the file's arrays, o and alpha among them; null: no file
    Index entry = 0;                              ///< of the batch that the file's arrays hold
    /// α itself, where the file gives nothing that makes one: then no choice is evaluated, and the design is ignored.
    std::shared_ptr<const GivenMap> given_map;

    Index map_count() const;
    std::string map_label(Index map) const; ///< "head 2", "out 0, in 1", counted from 0
    Index map_index(const std::vector<Index>& position) const;
    /// The numbers of one map. O(L n). Errors also: cancelled.
    Result<std::shared_ptr<const System>> system(Index map, const RunContext& run = {}) const;

    // The evaluated choices (A, b, q, φ, η), with whatever map axes they really have. Filled by realise().
    struct Evaluated;
    std::shared_ptr<const Evaluated> evaluated;
    std::shared_ptr<const System> first; ///< of map 0: realise() makes it to see that all fits
};

/// Evaluates a design on a scene; a Realiser (core/system/realiser.hpp) does so again and again. All binding mismatches
/// are reported in one error, separated by "; ". Errors also: cancelled; invalid_scene where it would take more than
/// half of the memory that is free. The same bits with any number of threads.
Result<std::shared_ptr<const Realised>> realise(const Design& design, const LoadedScene& scene,
                                                const RunContext& run = {});

/// A (bias included), b and q of all maps are the same arrays: only φ, η, window, skip or v may differ. Compares
/// nothing long.
bool same_dynamics(const Realised& a, const Realised& b);

/// The scene with what this realisation made up listed as made up on purpose, as a saved document says it. Unchanged
/// where there is no file, or nothing was made up.
Scene with_made_up_listed(Scene scene, const Realised& realised);

/// The design document's own id in a tensor file's metadata ("architecture"), or empty.
std::string architecture_of(const TensorSet& tensors);

/// The file says that it was made for another architecture than this one.
bool is_for_another(const TensorSet& tensors, const Design& design);

/// Token labels and answer columns (−1: none) from a sample's metadata, JSON lists of L entries; empty when they are
/// not that.
std::vector<std::string> token_labels(const std::string& json, Index length);
std::vector<Index> answer_positions(const std::string& json, Index length);

} // namespace alphascope
