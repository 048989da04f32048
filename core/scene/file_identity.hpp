#pragma once
// What tells a file from another one of the same name, found without reading all of it.

#include "core/scene/scene.hpp"

#include <filesystem>

namespace alphascope {

/// Size and SHA-256 of: the size (8 bytes, the lowest first), the first 64 KiB, and 64 blocks of 4 KiB that begin at
/// ⌊k (size − 4096) / 63⌋, k = 0 ... 63 (of a file below 4 KiB nothing more): at most 320 KiB are read, however long it
/// is. Of a folder: the sum of the sizes of its .npy files, and SHA-256 of their names and hashes, by name. Errors: io.
Result<FileIdentity> identify_file(const std::filesystem::path& path);

} // namespace alphascope
