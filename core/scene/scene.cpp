#include "core/scene/scene.hpp"

#include "core/base/resources.hpp"
#include "core/scene/file_identity.hpp"
#include "core/scene/source_file.hpp"

#include <fmt/format.h>

#include <utility>

namespace alphascope {

const TensorSource* file_of(const Source& source) {
    if (const auto* map = std::get_if<GivenMapSource>(&source))
        return &map->file;
    return std::get_if<TensorSource>(&source);
}

TensorSource* file_of(Source& source) {
    return const_cast<TensorSource*>(file_of(std::as_const(source)));
}

Result<void> check_scene(const Scene& scene) {
    constexpr Index most_tokens = Index{1} << 24, most_elements = Index{1} << 29; // 4 GiB of doubles in one signal
    const auto bad = [](std::string message, std::string where) {
        return failure(ErrorCode::invalid_scene, std::move(message), std::move(where));
    };
    if (scene.length < 1 || scene.length > most_tokens)
        return bad(fmt::format("length must be from 1 to {} tokens, got {}", most_tokens, scene.length), "/length");
    if (scene.heads < 1 || scene.heads > 1024)
        return bad(fmt::format("heads must be from 1 to 1024, got {}", scene.heads), "/heads");
    if (scene.state < 1 || scene.state > 4096)
        return bad(fmt::format("state must be from 1 to 4096, got {}", scene.state), "/state");
    for (const auto& [axis, size] : scene.sizes)
        if (size < 1 || size > 65536)
            return bad(fmt::format("size of axis {} must be from 1 to 65536, got {}", axis, size), "/sizes/" + axis);
    if (scene.length * scene.heads > most_elements / scene.state)
        return bad(
            fmt::format("{} tokens × {} heads × {} state coordinates need {:.0f} GB a signal: make one of them smaller",
                        scene.length, scene.heads, scene.state,
                        8e-9 * static_cast<double>(scene.length) * static_cast<double>(scene.heads * scene.state)),
            "/length");
    if (const auto* smooth = std::get_if<SmoothSource>(&scene.source);
        smooth && !(smooth->correlation >= 0 && smooth->correlation < 1))
        return bad(fmt::format("correlation must be in [0, 1), got {}", smooth->correlation), "/source/correlation");
    if (const auto* repeat = std::get_if<RepeatSource>(&scene.source)) {
        if (repeat->period < 1)
            return bad(fmt::format("period must be at least 1, got {}", repeat->period), "/source/period");
        if (!(repeat->noise >= 0 && repeat->noise < 1e6))
            return bad(fmt::format("noise must be at least 0, got {}", repeat->noise), "/source/noise");
    }
    if (const auto* recall = std::get_if<AssociativeRecallSource>(&scene.source); recall && recall->pairs < 1)
        return bad(fmt::format("pairs must be at least 1, got {}", recall->pairs), "/source/pairs");
    if (const auto* text = std::get_if<TextSource>(&scene.source); text && text->text.empty())
        return bad("the text is empty: give at least one character", "/source/text");
    return {};
}

static Result<TensorSet> read_sample(const std::string& name) {
    const auto bytes = resource("samples/" + name + ".safetensors");
    if (!bytes)
        return failure(ErrorCode::io, fmt::format("there is no sample '{}' in this program", name), "/source/path");
    return read_tensors_from(*bytes, name);
}

static Result<TensorSet> read_source_file(const TensorSource& source) {
    const std::filesystem::path path = source.path;
    std::error_code none;
    if (!std::filesystem::exists(path, none))
        return failure(ErrorCode::io,
                       fmt::format("{} was not found: locate it (it is not at {})", path.filename().string(),
                                   std::filesystem::absolute(path, none).string()),
                       source_path_pointer);
    auto tensors = read_tensors(path);
    const auto changed = [&] { // a file that cannot be read again is another one than it was
        const auto identity = identify_file(path);
        return !identity || *identity != *source.identity;
    };
    if (tensors && source.identity && changed())
        tensors->remarks.push_back(warning(
            RemarkKind::changed,
            fmt::format("'{}' has changed since the document was saved, or is another file", path.filename().string()),
            {path.filename().string()}));
    return tensors;
}

Result<LoadedScene> load_scene(const Scene& scene) {
    if (auto checked = check_scene(scene); !checked)
        return tl::unexpected(checked.error());
    LoadedScene loaded{scene, nullptr};
    const TensorSource* source = file_of(scene.source);
    if (!source)
        return loaded;
    constexpr std::string_view sample_prefix = "sample:";
    auto tensors = source->path.starts_with(sample_prefix) ? read_sample(source->path.substr(sample_prefix.size()))
                                                           : read_source_file(*source);
    if (!tensors)
        return tl::unexpected(tensors.error());
    loaded.tensors = std::make_shared<const TensorSet>(std::move(*tensors));
    return loaded;
}

} // namespace alphascope
