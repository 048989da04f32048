#include "core/language/names.hpp"

#include <numbers>
#include <numeric>

namespace alphascope {

Value count_along(std::string_view axis, Index size) {
    Value value = Value::zeros({{std::string(axis), size}});
    std::iota(value.real.begin(), value.real.end(), 0.0);
    return value;
}

std::optional<Value> built_in_number(std::string_view name, const Environment& environment) {
    const auto number = [](Index x) { return Value::number(static_cast<double>(x)); };
    if (name == "L")
        return number(environment.length);
    if (name == "n")
        return number(environment.state);
    if (name == "dim")
        return number(environment.dim > 0 ? environment.dim : environment.state);
    if (name == "heads")
        return number(environment.heads);
    if (name == "pi")
        return Value::number(std::numbers::pi);
    if (name == "position")
        return count_along("time", environment.length);
    if (name == "head") {
        const auto size = environment.axis_sizes.find("head");
        return size == environment.axis_sizes.end() ? Value::number(0) : count_along("head", size->second);
    }
    return std::nullopt;
}

std::set<std::string> built_in_numbers_read(const Expression& expression) {
    std::set<std::string> names;
    if (expression.tree)
        for (const Node* node : post_order(*expression.tree))
            if (!node->name.empty() && is_built_in(node->name) && node->name != "pi")
                names.insert(node->name);
    return names;
}

} // namespace alphascope
