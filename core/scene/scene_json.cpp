#include "core/io/json_checked.hpp"
#include "core/io/json_text.hpp"
#include "core/io/object_reader.hpp"
#include "core/scene/scene.hpp"

#include <fmt/format.h>

namespace alphascope {
namespace {

constexpr int scene_format_version = 2; // the newest that is read; older ones are subsets of it
const std::vector<std::string> source_kinds{"gaussian", "smooth", "repeat",  "associative_recall",
                                            "one_hot",  "text",   "tensors", "given_map"};

std::vector<std::string> read_names(const Json& list, const std::string& key, ObjectReader& object) {
    std::vector<std::string> names;
    const bool fits =
        list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& name) { return name.is_string(); });
    if (fits)
        names = list.get<std::vector<std::string>>();
    else
        object.problem(key, "must be a list of names");
    return names;
}

void read_identity(ObjectReader& object, TensorSource& source, std::vector<Error>& problems) {
    if (object.find("entry"))
        source.entry = object.integer("entry", 0, 0, Index{1} << 40);
    const Json* file = object.find("file");
    if (!file)
        return;
    ObjectReader identity(*file, "/source/file", ErrorCode::invalid_scene, problems);
    if (identity.is_object()) {
        source.identity =
            FileIdentity{static_cast<std::uint64_t>(identity.integer("bytes", 0, 0, INT64_MAX)), identity.text("hash")};
        identity.finish();
    }
}

GivenMapSource read_given_map(ObjectReader& object, std::vector<Error>& problems) {
    GivenMapSource source;
    source.file.path = object.text("path");
    source.array = object.text("array", source.array);
    read_identity(object, source.file, problems);
    return source;
}

TensorSource read_tensor_source(ObjectReader& object, std::vector<Error>& problems) {
    TensorSource source;
    source.path = object.text("path");
    if (const Json* axes = object.find("axes")) {
        ObjectReader arrays(*axes, "/source/axes", ErrorCode::invalid_scene, problems);
        if (arrays.is_object())
            for (const auto& [array, names] : axes->items())
                source.axes[array] = read_names(*arrays.find(array), array, arrays);
    }
    if (const Json* names = object.find("make_up"))
        source.make_up = read_names(*names, "make_up", object);
    read_identity(object, source, problems);
    return source;
}

Json write_tensor_source(const TensorSource& source) {
    Json json{{"kind", "tensors"}, {"path", source.path}};
    for (const auto& [array, names] : source.axes)
        json["axes"][array] = names;
    if (source.entry)
        json["entry"] = *source.entry;
    if (source.make_up)
        json["make_up"] = *source.make_up;
    if (source.identity)
        json["file"] = {{"bytes", source.identity->bytes}, {"hash", source.identity->hash}};
    return json;
}

Source read_source(const Json& json, std::vector<Error>& problems) {
    ObjectReader object(json, "/source", ErrorCode::invalid_scene, problems);
    const auto kind = object.text("kind", "gaussian");
    Source source = GaussianSource{};
    if (kind == "smooth")
        source = SmoothSource{object.number("correlation", SmoothSource{}.correlation)};
    else if (kind == "repeat")
        source = RepeatSource{object.integer("period", RepeatSource{}.period, 1, Index{1} << 24),
                              object.number("noise", RepeatSource{}.noise)};
    else if (kind == "associative_recall")
        source = AssociativeRecallSource{object.integer("pairs", AssociativeRecallSource{}.pairs, 1, Index{1} << 24)};
    else if (kind == "one_hot")
        source = OneHotSource{};
    else if (kind == "text")
        source = TextSource{object.text("text")};
    else if (kind == "tensors")
        source = read_tensor_source(object, problems);
    else if (kind == "given_map")
        source = read_given_map(object, problems);
    else if (kind != "gaussian")
        object.problem("kind", fmt::format("unknown source '{}'{}; sources are {}", kind,
                                           did_you_mean(kind, source_kinds), fmt::join(source_kinds, ", ")));
    if (object.is_object() && std::find(source_kinds.begin(), source_kinds.end(), kind) != source_kinds.end())
        object.finish();
    return source;
}

Json write_source(const Source& source) {
    return std::visit(Overloaded{[](const GaussianSource&) {
                                     return Json{{"kind", "gaussian"}};
                                 },
                                 [](const SmoothSource& s) {
                                     return Json{{"kind", "smooth"}, {"correlation", s.correlation}};
                                 },
                                 [](const RepeatSource& s) {
                                     return Json{{"kind", "repeat"}, {"period", s.period}, {"noise", s.noise}};
                                 },
                                 [](const AssociativeRecallSource& s) {
                                     return Json{{"kind", "associative_recall"}, {"pairs", s.pairs}};
                                 },
                                 [](const OneHotSource&) {
                                     return Json{{"kind", "one_hot"}};
                                 },
                                 [](const TextSource& s) {
                                     return Json{{"kind", "text"}, {"text", s.text}};
                                 },
                                 [](const TensorSource& s) { return write_tensor_source(s); },
                                 [](const GivenMapSource& s) {
                                     Json json = write_tensor_source(s.file);
                                     json["kind"] = "given_map";
                                     json["array"] = s.array;
                                     return json;
                                 }},
                      source);
}

} // namespace

Result<Scene> scene_from_json(std::string_view text) {
    const auto json = parse_json(text, "");
    if (!json) {
        Error error = json.error();
        error.code = ErrorCode::invalid_scene;
        return tl::unexpected(error);
    }
    std::vector<Error> problems;
    ObjectReader document(*json, "", ErrorCode::invalid_scene, problems);
    Scene scene;
    if (document.is_object() && document.text("format") != "alphascope.scene")
        document.problem("format", "must be \"alphascope.scene\"");
    if (const Index version = document.integer("version", scene_format_version, 1, 1000000);
        version > scene_format_version)
        return failure(
            ErrorCode::invalid_scene,
            fmt::format(
                "this file was written by a newer Alphascope (version {}; this one reads up to {}): update Alphascope",
                version, scene_format_version),
            "/version");
    constexpr Index any = Index{1} << 40; // check_scene() knows the true bounds and says them
    scene.length = document.integer("length", scene.length, -any, any);
    scene.heads = document.integer("heads", scene.heads, -any, any);
    scene.state = document.integer("state", scene.state, -any, any);
    scene.seed = static_cast<std::uint64_t>(document.integer("seed", static_cast<Index>(scene.seed), 0, INT64_MAX));
    if (const Json* sizes = document.find("sizes")) {
        ObjectReader object(*sizes, "/sizes", ErrorCode::invalid_scene, problems);
        if (object.is_object())
            for (const auto& [axis, size] : sizes->items())
                scene.sizes[axis] = object.integer(axis, 1, -any, any);
    }
    if (const Json* source = document.find("source"))
        scene.source = read_source(*source, problems);
    document.finish();
    if (!problems.empty())
        return tl::unexpected(problems.front());
    if (auto checked = check_scene(scene); !checked)
        return tl::unexpected(checked.error());
    return scene;
}

int format_version(const Scene& scene) {
    if (std::holds_alternative<GivenMapSource>(scene.source))
        return 2;
    const auto* source = std::get_if<TensorSource>(&scene.source);
    return source && *source != TensorSource{source->path, {}, {}, {}, {}} ? 2 : 1;
}

std::string scene_to_json(const Scene& scene) {
    Json json{{"format", "alphascope.scene"}, {"version", format_version(scene)},
              {"length", scene.length},       {"heads", scene.heads},
              {"state", scene.state},         {"seed", scene.seed}};
    for (const auto& [axis, size] : scene.sizes)
        json["sizes"][axis] = size;
    json["source"] = write_source(scene.source);
    return json_text(json) + "\n";
}

} // namespace alphascope
