#pragma once
// A scene is the data: length, heads, state size, seed, and where the tokens come from. Any design runs on any scene,
// and two designs on one scene see the same tokens (SPEC section 3).

#include "core/base/error.hpp"
#include "core/base/remark.hpp"
#include "core/base/run_context.hpp"
#include "core/io/tensors.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alphascope {

struct GaussianSource {
    bool operator==(const GaussianSource&) const = default;
};
/// AR(1) tokens: x_t = correlation x_{t-1} + √(1 − correlation²) noise.
struct SmoothSource {
    double correlation = 0.95;
    bool operator==(const SmoothSource&) const = default;
};
/// A motif of `period` random tokens, repeated, plus noise.
struct RepeatSource {
    Index period = 16;
    double noise = 0.1;
    bool operator==(const RepeatSource&) const = default;
};
/// Key-value pairs, then queries of earlier keys; the true value position of each query is known.
struct AssociativeRecallSource {
    Index pairs = 8;
    bool operator==(const AssociativeRecallSource&) const = default;
};
/// Token t is the unit vector e_(t mod width).
struct OneHotSource {
    bool operator==(const OneHotSource&) const = default;
};
/// Bytes of a text with seeded embeddings; labels are the characters.
struct TextSource {
    std::string text;
    bool operator==(const TextSource&) const = default;
};
/// What tells a file from another of the same name, wherever it lies (core/scene/file_identity.hpp).
struct FileIdentity {
    std::uint64_t bytes = 0;
    std::string hash;
    bool operator==(const FileIdentity&) const = default;
};
/// Arrays of a file, bound to signals by name. "sample:NAME" names a file compiled into the program.
struct TensorSource {
    std::string path;
    std::map<std::string, AxisNames> axes; ///< by array, where somebody has said which dimension is which
    std::optional<Index> entry;            ///< of the batch that the arrays hold
    /// Signals that enter α and are made up on purpose where the file lacks them; any other one is then an error. None:
    /// whatever is missing is made up, with a remark (older documents, and a design chosen on a scene that is there).
    std::optional<std::vector<std::string>> make_up;
    std::optional<FileIdentity> identity; ///< of the file that was looked at when the document was saved
    bool operator==(const TensorSource&) const = default;
};
/// α itself, as an array of a file gives it: nothing is computed, and no design is asked.
struct GivenMapSource {
    TensorSource file; ///< its path, entry and identity; nothing is bound
    std::string array = "alpha";
    bool operator==(const GivenMapSource&) const = default;
};
using Source = std::variant<GaussianSource, SmoothSource, RepeatSource, AssociativeRecallSource, OneHotSource,
                            TextSource, TensorSource, GivenMapSource>;

/// The file that a source reads; null for generated tokens.
const TensorSource* file_of(const Source& source);
TensorSource* file_of(Source& source);

struct Scene {
    Index length = 512, heads = 4, state = 32;
    std::uint64_t seed = 7;
    std::map<std::string, Index> sizes; ///< other axes by name: value, channel, in, out, micro, own
    Source source = GaussianSource{};
    bool operator==(const Scene&) const = default;
};
using ScenePtr = std::shared_ptr<const Scene>;

/// The tokens a generator made: embeddings (L × width, unit variance per entry) drive every signal's default.
struct Tokens {
    Matrix embeddings;
    std::vector<std::string> labels; ///< L labels, or empty
    std::vector<Index> answers;      ///< per row the column of the answer, −1 where there is none; or empty
};
/// The same numbers with any number of threads. Errors: cancelled.
Result<Tokens> make_tokens(const Scene& scene, const RunContext& run = {});

/// Columns of the embeddings on a scene of this state size.
Index embedding_width(Index state);

/// A scene with its file read. For generated scenes `tensors` is null.
struct LoadedScene {
    Scene scene;
    std::shared_ptr<const TensorSet> tensors;
    bool of_document = false; ///< the scene stands in a document as it is: what that does not say is remarked on
};
/// Errors: those of the readers; io at "/scene/source/path" where the file is not there (relocate() takes another). A
/// file that is not the one the document was saved with is taken with a remark among the tensors'.
Result<LoadedScene> load_scene(const Scene& scene);

/// Refuses sizes below 1, above 2^24 tokens, or whose signals would not fit in memory; `where` is the JSON pointer.
Result<void> check_scene(const Scene& scene);

Result<Scene> scene_from_json(std::string_view text);
std::string scene_to_json(const Scene& scene);
/// 1, or 2 where the scene says something that version 1 had no key for.
int format_version(const Scene& scene);

} // namespace alphascope
