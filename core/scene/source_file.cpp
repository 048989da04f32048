#include "core/scene/source_file.hpp"

#include "core/scene/file_identity.hpp"

namespace alphascope {

namespace fs = std::filesystem;

static fs::path from_root(const fs::path& path) {
    std::error_code none;
    const fs::path whole = fs::absolute(path.empty() ? fs::path(".") : path, none);
    const fs::path normal = (none ? path : whole).lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path(); // without the closing '/' of a folder
}

/// `file` as seen from `folder`, empty where it lies elsewhere. Both are absolute.
static fs::path below(const fs::path& file, const fs::path& folder) {
    const fs::path way = file.lexically_relative(folder);
    return way.empty() || way == "." || *way.begin() == ".." ? fs::path() : way;
}

/// The same where the way to either leads through links.
static fs::path truly_below(const fs::path& file, const fs::path& folder) {
    std::error_code none;
    const fs::path parent = fs::weakly_canonical(file.parent_path(), none), top = fs::weakly_canonical(folder, none);
    return parent.empty() || top.empty() ? fs::path() : below(parent / file.filename(), top);
}

bool names_a_file(const TensorSource& source) {
    return !source.path.empty() && !source.path.starts_with("sample:");
}

TensorSource as_stored(TensorSource source, const std::optional<fs::path>& folder) {
    if (!names_a_file(source))
        return source;
    const fs::path file = from_root(source.path);
    if (auto identity = identify_file(file))
        source.identity = std::move(*identity);
    fs::path way;
    if (folder) {
        const fs::path top = from_root(*folder);
        way = below(file, top);
        if (way.empty())
            way = truly_below(file, top);
    }
    source.path = (way.empty() ? file.filename() : way).generic_string();
    return source;
}

TensorSource as_found(TensorSource source, const fs::path& folder) {
    if (!names_a_file(source))
        return source;
    std::error_code none;
    const fs::path there = from_root(folder), said = from_root(there / source.path), beside = there / said.filename();
    source.path = (!fs::exists(said, none) && fs::exists(beside, none) ? beside : said).string();
    return source;
}

Result<Relocated> relocate(TensorSource source, const fs::path& chosen) {
    const auto identity = identify_file(chosen);
    if (!identity)
        return tl::unexpected(identity.error());
    const bool same = !source.identity || *source.identity == *identity;
    source.path = from_root(chosen).string();
    source.identity = *identity;
    return Relocated{std::move(source), same};
}

} // namespace alphascope
