#include "core/io/json_checked.hpp"
#include "core/io/object_reader.hpp"
#include "core/scene/scene.hpp"

#include <fmt/format.h>

namespace alphascope {
namespace {

constexpr int scene_format_version = 1;
const std::vector<std::string> source_kinds{"gaussian", "smooth", "repeat", "associative_recall",
                                            "one_hot",  "text",   "tensors"};

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
        source = TensorSource{object.text("path")};
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
                                 [](const TensorSource& s) {
                                     return Json{{"kind", "tensors"}, {"path", s.path}};
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

std::string scene_to_json(const Scene& scene) {
    Json json{{"format", "alphascope.scene"}, {"version", scene_format_version},
              {"length", scene.length},       {"heads", scene.heads},
              {"state", scene.state},         {"seed", scene.seed}};
    for (const auto& [axis, size] : scene.sizes)
        json["sizes"][axis] = size;
    json["source"] = write_source(scene.source);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace alphascope
