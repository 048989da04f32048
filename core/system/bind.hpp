#pragma once
// The first half of realise(): every signal gets its array, from the file by name or from its generator.

#include "core/design/design.hpp"
#include "core/language/evaluation_memory.hpp"
#include "core/scene/scene.hpp"
#include "core/system/bind_arrays.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alphascope {

struct BoundSignals {
    Environment environment; ///< sizes and parameters; signals are added as values
    std::map<std::string, Value> signals;
    std::vector<std::string> given, made_up; ///< as Realised
    std::vector<std::string> neutral;        ///< signals that the file leaves out, as if there were no such term
    std::vector<Remark> remarks;
    std::vector<std::string> labels; ///< as Tokens
    std::vector<Index> answers;
};

/// What binding made last, for the same file and tokens. One scene at a time: another one replaces it.
struct BindingMemory {
    struct File {
        std::shared_ptr<const TensorSet> tensors;
        std::string design; ///< id
        std::vector<Signal> signals;
        TensorSource source;
        BoundArrays arrays; ///< remarks about broken promises included
        std::map<std::string, Index> sizes_of_owner;
    };
    std::optional<File> file;

    struct Drawn {
        std::string signal;
        Value numbers;
    };
    bool keeps_drawn = true;            ///< false where nothing will be bound again
    std::map<std::string, Drawn> drawn; ///< standard normal numbers of signals that parameters shape, by call
    std::optional<Scene> scene;         ///< that the tokens were made for
    Index scenes = 0;                   ///< seen so far
    bool has_tokens = false;            ///< labels and answers are those of `scene`
    std::vector<std::string> labels;
    std::vector<Index> answers;

    void look_at(const Scene& scene); ///< forgets the tokens of any other
    void keep_only(const std::vector<Signal>& signals);
    std::size_t bytes() const; ///< of what is drawn
};

/// Binds file arrays to signals by name, checks their axes against each other (all mismatches in one error), and makes
/// the other signals from their default or their role's generator. Where the scene lists what a file may leave to be
/// made up, any other signal that enters α and is not optional is an error. Errors also: cancelled; invalid_scene where
/// more than `memory_limit` bytes would be taken.
Result<BoundSignals> bind_signals(const Design& design, const LoadedScene& scene, BindingMemory& memory,
                                  EvaluationMemory& evaluations, std::size_t memory_limit, const RunContext& run);

/// Everything about axes and sizes that does not fit, without any number but those that sizes depend on.
std::vector<Error> problems_of_sizes(const Design& design, const LoadedScene& scene);

/// About how many bytes a design takes on a scene (DesignSizes); 0 where its sizes cannot be told.
double memory_needed(const Design& design, const LoadedScene& scene);

} // namespace alphascope
