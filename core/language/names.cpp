#include "core/language/names.hpp"

#include <algorithm>
#include <array>
#include <numbers>
#include <numeric>

namespace alphascope {

std::span<const KnownName> built_in_table() {
    static constexpr std::array table{
        KnownName{"L", "length of the sequence"},
        KnownName{"n", "size of axis state of the signals"},
        KnownName{"dim", "size of the realised state, with feature, delay and shear coordinates"},
        KnownName{"heads", "number of heads"},
        KnownName{"head", "0, 1, 2, ... along axis head"},
        KnownName{"position", "0, 1, 2, ... along axis time"},
        KnownName{"pi", "3.14159..."},
    };
    return table;
}

std::span<const KnownName> row_name_table() {
    static constexpr std::array table{
        KnownName{"score", "the score s of a cell; in a formula for φ"},
        KnownName{"row_sum", "sum of φ(s) over the row; in a formula for η"},
        KnownName{"row_abs_sum", "sum of |φ(s)| over the row; in a formula for η"},
        KnownName{"row_max", "largest φ(s) of the row; in a formula for η"},
    };
    return table;
}

std::span<const KnownName> axis_table() {
    static constexpr std::array table{
        KnownName{"head", "one map per head"},
        KnownName{"channel", "one map per channel"},
        KnownName{"out", "output channel: one map per pair (out, in)"},
        KnownName{"in", "input channel: one map per pair (out, in)"},
        KnownName{"time", "the tokens, in order"},
        KnownName{"micro", "several steps of one token"},
        KnownName{"state", "coordinates of the state; left out: one coordinate"},
        KnownName{"from", "columns of a matrix, whose rows are state"},
        KnownName{"value", "coordinates of the vectors that are mixed"},
        KnownName{"pair", "pairs of state coordinates that turn together"},
    };
    return table;
}

bool is_built_in(std::string_view name) {
    return std::ranges::any_of(built_in_table(), [&](const KnownName& known) { return known.name == name; });
}

std::vector<std::string> built_in_names() {
    std::vector<std::string> names;
    for (const KnownName& known : built_in_table())
        names.emplace_back(known.name);
    return names;
}

Value count_along(std::string_view axis, Index size) {
    Value value = Value::room({{std::string(axis), size}});
    std::iota(value.real.write(), value.real.write() + size, 0.0);
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
