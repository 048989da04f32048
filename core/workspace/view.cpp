#include "core/workspace/view_json.hpp"

#include "core/io/object_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace alphascope {

namespace {

constexpr Index longest = Index{1} << 40; // the map it is used on knows the true bound

template <std::size_t count>
std::string word(ObjectReader& object, std::string_view key, const std::array<std::string_view, count>& words,
                 std::string_view unsaid) {
    const std::string text = object.text(key, std::string(unsaid));
    if (std::find(words.begin(), words.end(), text) == words.end())
        object.problem(key, fmt::format("'{}' must be one of {}", text, fmt::join(words, ", ")));
    return text;
}

std::optional<Index> position(ObjectReader& object, std::string_view key) {
    return object.find(key) ? std::optional(object.integer(key, 0, 0, longest)) : std::nullopt;
}

std::optional<Range> range(ObjectReader& object, std::string_view key) {
    const Json* json = object.find(key);
    if (!json)
        return std::nullopt;
    const bool fits = json->is_array() && json->size() == 2 && (*json)[0].is_number_integer() &&
                      (*json)[1].is_number_integer() && (*json)[0] >= 0 && (*json)[0] < (*json)[1] &&
                      (*json)[1] <= longest;
    if (!fits) {
        object.problem(key, "must be [first, end] with 0 <= first < end");
        return std::nullopt;
    }
    return Range{(*json)[0].get<Index>(), (*json)[1].get<Index>()};
}

} // namespace

Result<View> view_from_json(const Json& json) {
    std::vector<Error> problems;
    ObjectReader object(json, "/view", ErrorCode::invalid_design, problems);
    View view;
    if (object.is_object()) {
        view.map = object.integer("map", 0, 0, longest);
        view.show = word(object, "show", shown_kinds, shown_kinds.front());
        view.scale = word(object, "scale", colour_scales, unsaid_scale);
        view.pooling = word(object, "pooling", pooling_kinds, pooling_kinds.front());
        view.i = position(object, "i");
        view.j = position(object, "j");
        view.rows = range(object, "rows");
        view.cols = range(object, "cols");
        object.finish();
    }
    if (!problems.empty())
        return tl::unexpected(problems.front());
    return view;
}

int format_version(const View& view) {
    return view.scale == "auto" ? 2 : 1;
}

Json view_to_json(const View& view) {
    const View usual;
    Json json = Json::object();
    const auto say = [&](const char* key, const auto& value, const auto& default_value) {
        if (value != default_value)
            json[key] = value;
    };
    say("map", view.map, usual.map);
    say("show", view.show, usual.show);
    say("scale", view.scale, unsaid_scale);
    say("pooling", view.pooling, usual.pooling);
    if (view.i)
        json["i"] = *view.i;
    if (view.j)
        json["j"] = *view.j;
    if (view.rows)
        json["rows"] = {view.rows->begin, view.rows->end};
    if (view.cols)
        json["cols"] = {view.cols->begin, view.cols->end};
    return json;
}

} // namespace alphascope
