#pragma once
// Where the tensor file of a scene lies: documents name it so that both can move together and nothing else is told.

#include "core/scene/scene.hpp"

#include <filesystem>
#include <optional>

namespace alphascope {

/// A file on this machine: not a sample of the program, not nothing.
bool names_a_file(const TensorSource& source);

/// As a document in `folder` says it: the path from there, with '/', when the file lies in or below the folder; else
/// its name alone. The file is identified where it can be read; where not, what was known of it stays. None: the
/// document has no place, and only the name is said. An empty folder is the working one.
TensorSource as_stored(TensorSource source, const std::optional<std::filesystem::path>& folder);

/// The absolute path that a document in `folder` means: the path itself, seen from the folder; else a file of that name
/// beside the document; else, where there is none, where the first would be.
TensorSource as_found(TensorSource source, const std::filesystem::path& folder);

/// The source with the file that somebody chose in place of the one that was not found.
struct Relocated {
    TensorSource source;
    bool same = true; ///< the file is the one that the document was saved with, as far as that is known
};
/// Errors: io where the chosen file cannot be read.
Result<Relocated> relocate(TensorSource source, const std::filesystem::path& chosen);

/// The place that the error of load_scene() has when the file is not there.
inline constexpr const char* source_path_pointer = "/scene/source/path";

} // namespace alphascope
