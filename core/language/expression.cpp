// What can be said about an expression without data.

#include "core/language/expression.hpp"

#include "core/language/functions.hpp"
#include "core/language/names.hpp"
#include "core/language/tree.hpp"

#include <algorithm>

namespace alphascope {

static bool is_row_name(std::string_view name) {
    return std::ranges::any_of(row_name_table(), [&](const KnownName& known) { return known.name == name; });
}

bool is_reserved_name(std::string_view name) {
    return is_built_in(name) || is_row_name(name) || find_function(name) != nullptr;
}

TimeUse time_use(const Expression& expression) {
    TimeUse use = TimeUse::local;
    if (!expression.tree)
        return use;
    for (const Node* node : post_order(*expression.tree)) {
        if (!node->function)
            continue;
        const bool moves_time = std::ranges::any_of(node->axes, [](const auto& axis) { return axis.name == "time"; });
        const TimeUse own = moves_time && node->function->values.maximum > 0 ? TimeUse::global
                                                                             : node->function->time; // not index, size
        use = std::max(use, own); // local < causal < global
    }
    return use;
}

std::set<std::string> names_read(const Expression& expression) {
    std::set<std::string> names;
    if (!expression.tree)
        return names;
    for (const Node* node : post_order(*expression.tree))
        if (!node->name.empty() && !is_built_in(node->name))
            names.insert(node->name);
    return names;
}

/// "cumsum(x)" for "cummsum"; empty when no function is near.
static std::string nearest_signature(std::string_view name) {
    std::vector<std::string> functions;
    for (const FunctionInfo& function : function_table())
        if (!is_operator(function))
            functions.emplace_back(function.name);
    const std::string nearest = nearest_name(name, functions);
    return nearest.empty() ? nearest : std::string(find_function(nearest)->signature);
}

Error unknown_name_error(std::string_view source, const Node& node, const std::vector<std::string>& known,
                         bool is_axis) {
    const std::string name = quoted(node.name);
    if (is_axis || std::ranges::count(standard_axes(), node.name) > 0)
        return error_at(source, node.place, name + " is an axis, not a signal",
                        "; index(" + node.name + ") counts along it");
    if (node.name == "score")
        return error_at(source, node.place, "'score' is known in the readout only");
    if (is_row_name(node.name))
        return error_at(source, node.place, name + " is known in the normaliser only");
    // A design's own names come first in advice: they are what is mistyped.
    std::string built_in = nearest_name(node.name, known).empty() ? nearest_name(node.name, built_in_names()) : "";
    if (built_in.empty() && nearest_name(node.name, known).empty())
        built_in = nearest_signature(node.name);
    return error_at(source, node.place, "unknown signal " + name,
                    built_in.empty() ? name_advice(node.name, known) : "; did you mean " + quoted(built_in) + "?");
}

std::optional<Error> unknown_name(const Expression& expression, const std::set<std::string>& known) {
    if (!expression.tree)
        return std::nullopt;
    for (const Node* node : post_order(*expression.tree))
        if (!node->name.empty() && !is_built_in(node->name) && !known.contains(node->name))
            return unknown_name_error(expression.text, *node, {known.begin(), known.end()}, false);
    return std::nullopt;
}

std::vector<FunctionHelp> function_help() {
    std::vector<FunctionHelp> help;
    for (const FunctionInfo& function : function_table())
        if (!is_operator(function))
            help.push_back({std::string(function.name), std::string(function.signature), std::string(function.help)});
    return help;
}

} // namespace alphascope
