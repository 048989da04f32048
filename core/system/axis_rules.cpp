#include "core/system/axis_rules.hpp"

#include "core/design/evolution_fields.hpp"
#include "core/language/diagnostics.hpp"
#include "core/language/loop_nest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace alphascope {
namespace {

constexpr std::array<std::string_view, 4> axes_of_maps{"head", "channel", "out", "in"};

/// What the value at a place may be.
struct Rule {
    std::vector<std::string_view> axes; ///< besides those of the maps and time
    bool complex = false;
    bool one_number = false; ///< not even one per map or token
};

/// Fields of evolutions by kind and name; one that is not here has the axes of the maps and time only.
Rule rule_of_field(std::string_view kind, std::string_view field) {
    if (kind == "diagonal")
        return {{"state"}, true};
    if (kind == "scalar")
        return {{}, true};
    if (kind == "rotation" && field == "angle")
        return {{"pair"}};
    if (kind == "blocks" || kind == "low_rank" || (kind == "householder" && field == "log_gate"))
        return {{"state"}};
    if (kind == "householder" && field == "beta")
        return {{"micro"}};
    if (kind == "householder")
        return {{"micro", "state"}};
    if (kind == "dense")
        return {{"state", "from"}};
    if (kind == "level_merge" && field == "levels")
        return {{}, false, true};
    return {};
}

Rule rule_of(const Design& design, const std::string& where, const PlaceShapes& places) {
    if (where == "/write")
        return {{"micro", "state"}, true};
    if (where == "/read" || where == "/direction/read")
        return {{"state"}, true};
    if (where == "/evolution/carry")
        return {{"state"}};
    if (where == "/window")
        return {{}, false, true};
    if (where == "/value") {
        const auto write = places.find("/write");
        const bool micro = write != places.end() && std::any_of(write->second.axes.begin(), write->second.axes.end(),
                                                                [](const Axis& axis) { return axis.name == "micro"; });
        return {micro ? std::vector<std::string_view>{"micro", "value"} : std::vector<std::string_view>{"value"}};
    }
    const std::string inner = design.evolution.delay ? "/evolution/inner/" : "/evolution/";
    if (where.starts_with(inner) && where != "/evolution/shear")
        return rule_of_field(evolution_kind_ids[design.evolution.kind.index()],
                             std::string_view(where).substr(inner.size()));
    return {};
}

std::string listed(const std::vector<std::string_view>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

class Checker {
public:
    Checker(const Design& design, const PlaceShapes& places, const Environment& sizes)
        : design_(design), places_(places), sizes_(sizes) {}
    std::vector<Error> problems;

    /// @param text what the value is written as there
    void place(const std::string& where, const std::string& text, const Shape& shape) {
        const Rule rule = rule_of(design_, where, places_);
        if (shape.complex && !rule.complex)
            problem(where, text,
                    "is complex; only a scalar or diagonal evolution, write and read may be: take re, im or abs of it");
        if (rule.one_number && !shape.axes.empty())
            return problem(where, text, "has axes " + describe(shape.axes) + "; it must be one number");
        for (const Axis& axis : shape.axes) {
            const bool of_maps = std::count(axes_of_maps.begin(), axes_of_maps.end(), axis.name) > 0;
            if (of_maps || axis.name == "time")
                fixed(where, text, axis, axis.name == "time" ? sizes_.length : sizes_.axis_sizes.at(axis.name));
            else if (std::count(rule.axes.begin(), rule.axes.end(), axis.name) == 0)
                foreign(where, text, axis, shape.axes, rule);
            else if (axis.name == "micro")
                fixed(where, text, axis, sizes_.axis_sizes.at(axis.name));
        }
    }

    /// Sizes along the state, once every place has only axes it may have.
    void state() {
        const Index size = state_size_of(design_, places_), halves = design_.evolution.delay ? 2 : 1;
        if (size % halves != 0)
            return problem(
                "/write", "",
                fmt::format("a delay block needs an even number of coordinates, write and read have {}", size));
        const Index inner = size / halves;
        complex_state();
        const bool blocks = std::holds_alternative<BlocksEvolution>(design_.evolution.kind);
        if (blocks && inner % 2 != 0)
            return problem("/write", "",
                           fmt::format("2×2 blocks need an even number of coordinates, there are {}", inner));
        for (const char* where : {"/write", "/read", "/direction/read"})
            along(where, "state", size);
        along("/evolution/carry", "state", inner);
        const std::string prefix = design_.evolution.delay ? "/evolution/inner/" : "/evolution/";
        for (const auto& [where, shape] : places_)
            if (where.starts_with(prefix) && where != "/evolution/carry")
                along(where, "state", blocks ? inner / 2 : inner);
        matrix(prefix + "matrix", inner);
        pairs(prefix + "angle", inner);
    }

private:
    void problem(const std::string& where, const std::string& text, const std::string& message) {
        problems.push_back({ErrorCode::invalid_design,
                            text.empty() ? message : fmt::format("{} {}", alphascope::quoted(text), message), where});
    }
    void fixed(const std::string& where, const std::string& text, const Axis& axis, Index size) {
        if (axis.size != size)
            problem(
                where, text,
                fmt::format("has {} = {}, but axis {} has {} coordinates: a value has all of them or none (sum, mean "
                            "or maximum over {}, or rename it)",
                            axis.name, axis.size, axis.name, size, axis.name));
    }
    void foreign(const std::string& where, const std::string& text, const Axis& axis, const Axes& axes,
                 const Rule& rule) {
        std::vector<std::string_view> allowed(axes_of_maps.begin(), axes_of_maps.end());
        allowed.push_back("time");
        allowed.insert(allowed.end(), rule.axes.begin(), rule.axes.end());
        problem(where, text,
                fmt::format("has axes {}; here may be {}: sum, rename or slice {}", describe(axes), listed(allowed),
                            axis.name));
    }
    void along(const std::string& where, const std::string& name, Index size) {
        const auto found = places_.find(where);
        if (found == places_.end())
            return;
        for (const Axis& axis : found->second.axes)
            if (axis.name == name && axis.size != size)
                problem(where, "",
                        fmt::format("has {} = {}, expected {} as write, read and evolution have together", name,
                                    axis.size, size));
    }
    void matrix(const std::string& where, Index inner) {
        const auto found = places_.find(where);
        if (found == places_.end())
            return;
        const Axes& axes = found->second.axes;
        if (view_along(axes, "state").extent != inner || view_along(axes, "from").extent != inner)
            problem(where, "",
                    fmt::format("matrix has {}; it needs state {} (row) and from {} (column)", describe(axes), inner,
                                inner));
    }
    void pairs(const std::string& where, Index inner) {
        const auto found = places_.find(where);
        if (found == places_.end())
            return;
        const Index pairs = view_along(found->second.axes, "pair").extent;
        if (2 * pairs > inner)
            problem(where, "",
                    fmt::format("{} pairs need at least {} state coordinates, there are {}", pairs, 2 * pairs, inner));
    }
    void complex_state() {
        constexpr std::size_t last_complex = 2; // identity, scalar, diagonal
        if (design_.evolution.kind.index() <= last_complex)
            return;
        for (const char* where : {"/write", "/read", "/direction/read"})
            if (const auto found = places_.find(where); found != places_.end() && found->second.complex)
                problem(where, "", "a complex write or read needs an identity, scalar or diagonal evolution");
    }

    const Design& design_;
    const PlaceShapes& places_;
    const Environment& sizes_;
};

} // namespace

Index state_size_of(const Design& design, const PlaceShapes& places) {
    const Index halves = design.evolution.delay ? 2 : 1;
    const bool blocks = std::holds_alternative<BlocksEvolution>(design.evolution.kind);
    const std::string prefix = design.evolution.delay ? "/evolution/inner/" : "/evolution/";
    Index size = 1;
    for (const auto& [where, shape] : places) {
        const Index own = view_along(shape.axes, "state").extent;
        if (where == "/write" || where == "/read")
            size = std::max(size, own);
        else if (where.starts_with(prefix) && where != "/evolution/carry" && where != "/evolution/shear" && !blocks)
            size = std::max(size, halves * own);
    }
    return size;
}

std::vector<Error> axis_problems(const Design& given, const PlaceShapes& places, const Shapes& names,
                                 const Environment& sizes) {
    Design design = given; // for_each_expression() hands out mutable expressions
    Checker checker(design, places, sizes);
    const auto names_of_formula = [&](const std::string& where, const Expression& formula) {
        auto read = names_read(formula);
        read.merge(built_in_numbers_read(formula));
        for (const auto& name : read)
            if (const auto found = names.find(name); found != names.end() && found->second)
                checker.place(where, name, *found->second);
    };
    for_each_expression(design, [&](const std::string& where, const Expression& expression) {
        if (const auto found = places.find(where); found != places.end())
            checker.place(where, expression.text, found->second);
    });
    if (const auto value = places.find("/value"); value != places.end() && !design.value)
        checker.place("/value", "", value->second);
    if (design.readout.formula)
        names_of_formula("/readout", *design.readout.formula);
    if (design.normaliser.formula)
        names_of_formula("/normaliser", *design.normaliser.formula);
    if (checker.problems.empty())
        checker.state();
    return checker.problems;
}

} // namespace alphascope
