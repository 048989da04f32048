#include "core/design/relaxations.hpp"

#include "core/base/resources.hpp"
#include "core/design/design_json.hpp"
#include "core/io/json_checked.hpp"
#include "core/io/object_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {
namespace {

constexpr const char* file = "relaxations.json";

Relaxation read_relaxation(const Json& json, const std::string& pointer, std::vector<Error>& problems) {
    ObjectReader object(json, pointer, ErrorCode::invalid_design, problems);
    Relaxation result;
    result.poorer = object.text("poorer");
    result.richer = object.text("richer");
    result.constraint = object.text("constraint");
    result.gain = object.text("gain");
    result.skip_apart = object.boolean("skip_apart", false);
    if (const Json* signals = object.find("signals"))
        for (const auto& [name, text] : signals->items()) {
            auto expression = parse_expression(text.get<std::string>());
            if (expression)
                result.signals.emplace(name, std::move(*expression));
            else
                problems.push_back(in_file(std::move(expression.error()), pointer + "/signals/" + name));
        }
    if (const Json* parameters = object.find("parameters"))
        for (const auto& [name, value] : parameters->items())
            result.parameters[name] = value.get<double>();
    if (const Json* choices = object.find("choices"))
        for (const auto& [name, value] : choices->items())
            result.choices[name] = value.dump();
    object.finish();
    return result;
}

} // namespace

Result<std::vector<Relaxation>> relaxations() {
    const auto json = parse_json(resource(file).value(), file);
    if (!json)
        return tl::unexpected(json.error());
    std::vector<Error> problems;
    std::vector<Relaxation> edges;
    for (const auto& edge : *json)
        edges.push_back(read_relaxation(edge, fmt::format("/{}", edges.size()), problems));
    if (!problems.empty())
        return tl::unexpected(in_file(std::move(problems.front()), file));
    return edges;
}

Result<Design> constrained(const Design& richer, const Relaxation& relaxation) {
    auto document = parse_json(design_to_json(richer), richer.id).value();
    for (const auto& [name, value] : relaxation.parameters) {
        if (!document["parameters"].contains(name))
            return failure(ErrorCode::invalid_design, fmt::format("there is no parameter '{}'", name), richer.id);
        auto& parameter = document["parameters"][name];
        parameter["value"] = value;
        parameter["range"] = {std::min(value, parameter["range"][0].get<double>()),
                              std::max(value, parameter["range"][1].get<double>())};
    }
    for (const auto& [name, value] : relaxation.choices)
        document[name] = parse_json(value, richer.id).value();
    return design_from_json(document.dump());
}

} // namespace alphascope
