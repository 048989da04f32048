#include "core/system/realise.hpp"

#include "core/base/free_memory.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/language/diagnostics.hpp"
#include "core/system/axis_rules.hpp"
#include "core/system/evaluated.hpp"
#include "core/system/given_map.hpp"
#include "core/system/realiser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace alphascope {
namespace {

/// Evaluates the expressions of a design, each where it stands, unless its value is remembered.
class Evaluator {
public:
    Evaluator(EvaluationMemory& memory, const Environment& environment, const RunContext& run, Index expressions)
        : memory_(memory), environment_(environment), run_(run), expressions_(expressions) {}

    Result<Value> at(const std::string& where, const Expression& expression) {
        auto value = memory_.value(where, expression, environment_, {}, [&]() -> Result<Value> {
            auto made = evaluate(expression, environment_, run_);
            if (made || made.error().code == ErrorCode::cancelled)
                return made;
            Error error = made.error();
            error.where = where;
            error.message = fmt::format("{}: {}", alphascope::quoted(expression.text), error.message);
            return tl::unexpected(error);
        });
        run_.report(0.5 + 0.4 * static_cast<double>(++done_) / static_cast<double>(expressions_));
        return value;
    }
    const Environment& environment() const { return environment_; }

private:
    EvaluationMemory& memory_;
    const Environment& environment_;
    const RunContext& run_;
    Index expressions_, done_ = 0;
};

// A formula of φ or η varies with the statistics (score, row_sum, ...); every other name in it becomes one more input.
Result<EvaluatedFormula> compile_formula(const Expression& expression, std::vector<std::string> inputs,
                                         const Environment& environment, const std::string& where) {
    const auto at = [&](Error error) {
        error.where = where;
        error.message = fmt::format("{}: {}", alphascope::quoted(expression.text), error.message);
        return tl::unexpected(error);
    };
    EvaluatedFormula formula;
    const auto statistics = inputs;
    auto names = names_read(expression);
    for (const auto& built_in : built_in_numbers_read(expression))
        names.insert(built_in);
    for (const auto& name : names) {
        if (std::find(statistics.begin(), statistics.end(), name) != statistics.end())
            continue;
        auto value = parse_expression(name).and_then([&](const Expression& e) { return evaluate(e, environment); });
        if (!value)
            return at(value.error());
        inputs.push_back(name);
        formula.inputs.push_back(std::move(*value));
    }
    auto program = ScalarProgram::compile(expression, inputs);
    if (!program)
        return at(program.error());
    formula.program = std::move(*program);
    return formula;
}

template <class Table> auto kind_of(const std::string& id, const Table& table) {
    return std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.id == id; })->kind;
}

Result<Realised::Evaluated> evaluate_choices(const Design& const_design, Evaluator& evaluator) {
    Design design = const_design; // evolution_fields() hands out mutable fields
    Realised::Evaluated result;
    result.kind = design.evolution.kind;
    result.delay = design.evolution.delay;
    Error problem;
    bool failed = false;
    const auto take = [&](const Expression& expression, const std::string& where) {
        if (failed)
            return Value{};
        auto value = evaluator.at(where, expression);
        if (!value) {
            problem = value.error();
            failed = true;
            return Value{};
        }
        return std::move(*value);
    };
    const std::string inner = design.evolution.delay ? "/evolution/inner/" : "/evolution/";
    for (const auto& field : evolution_fields(design.evolution.kind))
        if (const Expression* expression = field.get())
            result.fields.emplace(field.name, take(*expression, inner + std::string(field.name)));
    if (design.evolution.delay && design.evolution.delay->carry)
        result.carry = take(*design.evolution.delay->carry, "/evolution/carry");
    if (design.evolution.shear)
        result.shear = take(*design.evolution.shear, "/evolution/shear");
    result.write = take(design.write, "/write");
    result.read = take(design.read, "/read");
    if (design.backward_read)
        result.backward_read = take(*design.backward_read, "/direction/read");
    if (design.skip)
        result.skip = take(*design.skip, "/skip");
    for (const auto& [name, expression] : design.readout.values)
        result.readout_values.emplace(name, take(expression, "/readout/" + name));
    for (const auto& [name, expression] : design.normaliser.values)
        result.normaliser_values.emplace(name, take(expression, "/normaliser/" + name));
    if (design.window && !failed) {
        const Value window = take(*design.window, "/window");
        if (!failed && !(window.size() == 1 && window.real[0] >= 1))
            return failure(ErrorCode::invalid_design, "must give one number of tokens, at least 1", "/window");
        result.window = failed ? 0 : static_cast<Index>(std::min(window.real[0], 1e15));
    }
    if (failed)
        return tl::unexpected(problem);
    if (design.readout.formula) {
        result.readout = ReadoutKind::formula;
        auto formula = compile_formula(*design.readout.formula, {"score"}, evaluator.environment(), "/readout");
        if (!formula)
            return tl::unexpected(formula.error());
        result.readout_formula = std::move(*formula);
    } else
        result.readout = kind_of(design.readout.id, readout_table);
    if (design.normaliser.formula) {
        result.normaliser = NormaliserKind::formula;
        auto formula = compile_formula(*design.normaliser.formula, {"row_sum", "row_abs_sum", "row_max"},
                                       evaluator.environment(), "/normaliser");
        if (!formula)
            return tl::unexpected(formula.error());
        result.normaliser_formula = std::move(*formula);
    } else
        result.normaliser = kind_of(design.normaliser.id, normaliser_table);
    return result;
}

// A parameter has an effect when a choice reads it, or the default of a signal that the file did not give.
std::vector<std::string> inactive_parameters(Design design, const std::vector<std::string>& given) {
    std::set<std::string> active;
    const auto add = [&](const Expression& expression) { active.merge(names_read(expression)); };
    for_each_expression(design, [&](const std::string&, const Expression& expression) { add(expression); });
    for (auto binding = design.let.rbegin(); binding != design.let.rend(); ++binding)
        if (active.contains(binding->name))
            add(binding->expression);
    for (const auto& signal : design.signals)
        if (signal.default_value && std::find(given.begin(), given.end(), signal.name) == given.end())
            add(*signal.default_value);
    std::vector<std::string> names;
    for (const auto& parameter : design.parameters)
        if (!active.contains(parameter.name))
            names.push_back(parameter.name);
    return names;
}

Index count_expressions(Design design) {
    Index count = static_cast<Index>(design.let.size());
    for_each_expression(design, [&](const std::string&, const Expression&) { ++count; });
    return count;
}

bool any_has(const Realised::Evaluated& e, const Value& v, std::string_view axis) {
    const auto has = [&](const Value& value) { return value.axis(axis) != nullptr; };
    const auto any = [&](const auto& map) {
        return std::any_of(map.begin(), map.end(), [&](const auto& p) { return has(p.second); });
    };
    const auto formula = [&](const auto& f) { return f && std::any_of(f->inputs.begin(), f->inputs.end(), has); };
    return has(e.write) || has(e.read) || (e.backward_read && has(*e.backward_read)) || has(v) || any(e.fields) ||
           (e.carry && has(*e.carry)) || (e.shear && has(*e.shear)) || (e.skip && has(*e.skip)) ||
           any(e.readout_values) || any(e.normaliser_values) || formula(e.readout_formula) ||
           formula(e.normaliser_formula);
}

// What the values really are: some shapes are not known before the numbers are.
PlaceShapes shapes_of(const Realised::Evaluated& e, const Value& v) {
    PlaceShapes shapes;
    for (const auto& [name, value] : e.fields)
        shapes[(e.delay ? "/evolution/inner/" : "/evolution/") + name] = shape_of(value);
    for (const auto& [name, value] : e.readout_values)
        shapes["/readout/" + name] = shape_of(value);
    for (const auto& [name, value] : e.normaliser_values)
        shapes["/normaliser/" + name] = shape_of(value);
    for (const auto& [where, value] : {std::pair("/evolution/carry", &e.carry), std::pair("/evolution/shear", &e.shear),
                                       std::pair("/skip", &e.skip), std::pair("/direction/read", &e.backward_read)})
        if (*value)
            shapes[where] = shape_of(**value);
    shapes["/write"] = shape_of(e.write);
    shapes["/read"] = shape_of(e.read);
    if (v.size() > 0)
        shapes["/value"] = shape_of(v);
    return shapes;
}

// A file's words belong to its own arrays: beside made-up ones they would name what was never there.
void label_tokens(const TensorSet& tensors, Realised& realised) {
    realised.labels.clear();
    realised.answers.clear();
    if (!realised.made_up.empty())
        return;
    if (const auto found = tensors.metadata.find("tokens"); found != tensors.metadata.end())
        realised.labels = token_labels(found->second, realised.length);
    if (const auto found = tensors.metadata.find("answer_positions"); found != tensors.metadata.end())
        realised.answers = answer_positions(found->second, realised.length);
}

} // namespace

Realiser::Realiser(std::size_t memory_limit) : memory_limit_(memory_limit) {}

Realiser Realiser::once() {
    Realiser realiser;
    realiser.binding_.keeps_drawn = false;
    return realiser;
}

Result<std::shared_ptr<const Realised>> realise(const Design& design, const LoadedScene& scene, const RunContext& run) {
    return Realiser::once().realise(design, scene, run);
}

Result<std::shared_ptr<const Realised>> Realiser::realise(const Design& design, const LoadedScene& scene,
                                                          const RunContext& run) {
    if (scene.tensors && std::holds_alternative<GivenMapSource>(scene.scene.source))
        return realise_given_map(design, scene);
    // What is remembered now gives way to what comes: it counts as free.
    const std::size_t limit =
        memory_limit_ > 0 ? memory_limit_ : (free_memory() + evaluations_.bytes() + binding_.bytes()) / 2;
    auto bound = bind_signals(design, scene, binding_, evaluations_, limit, run);
    if (!bound)
        return tl::unexpected(bound.error());
    auto realised = std::make_shared<Realised>();
    Environment& environment = bound->environment;
    Evaluator evaluator(evaluations_, environment, run, count_expressions(design));
    for (const auto& binding : design.let) {
        auto value = evaluator.at("/let/" + binding.name, binding.expression);
        if (!value)
            return tl::unexpected(value.error());
        realised->let[binding.name] = *value;
        environment.values[binding.name] = std::move(*value);
    }
    auto evaluated = evaluate_choices(design, evaluator);
    if (!evaluated)
        return tl::unexpected(evaluated.error());
    if (design.value) {
        auto value = evaluator.at("/value", *design.value);
        if (!value)
            return tl::unexpected(value.error());
        realised->value = std::move(*value);
    } else
        for (const auto& signal : design.signals)
            if (signal.role == Role::value)
                realised->value = bound->signals[signal.name];
    realised->length = environment.length;
    realised->state = environment.state;
    realised->signals = std::move(bound->signals);
    realised->given = std::move(bound->given);
    realised->remarks = std::move(bound->remarks);
    realised->made_up = std::move(bound->made_up);
    auto without_default = realised->given;
    without_default.insert(without_default.end(), bound->neutral.begin(), bound->neutral.end());
    realised->inactive_parameters = inactive_parameters(design, without_default);
    realised->stored = scene.tensors;
    if (const auto* source = std::get_if<TensorSource>(&scene.scene.source))
        realised->entry = source->entry.value_or(0);
    realised->labels = std::move(bound->labels);
    realised->answers = std::move(bound->answers);
    if (scene.tensors)
        label_tokens(*scene.tensors, *realised);
    Shapes names;
    for (const auto& [name, value] : environment.values)
        names[name] = shape_of(value);
    if (const auto problems = axis_problems(design, shapes_of(*evaluated, realised->value), names, environment);
        !problems.empty())
        return tl::unexpected(problems.front());
    for (const char* axis : {"head", "channel", "out", "in"})
        if (any_has(*evaluated, realised->value, axis))
            realised->map_axes.push_back({axis, environment.axis_sizes.at(axis)});
    const auto has_map_axis = [&](std::string_view name) {
        return std::any_of(realised->map_axes.begin(), realised->map_axes.end(),
                           [&](const Axis& a) { return a.name == name; });
    };
    realised->layout = has_map_axis("out") || has_map_axis("in") ? Layout::pairs
                       : has_map_axis("channel")                 ? Layout::channels
                                                                 : Layout::heads;
    if (evaluated->write.axis("micro")) {
        realised->layout = Layout::micro;
        realised->map_axes.push_back(*evaluated->write.axis("micro"));
    }
    realised->evaluated = std::make_shared<const Realised::Evaluated>(std::move(*evaluated));
    // Whatever does not fit shows in the first map already: all maps have the same axes.
    auto first = realised->system(0, run);
    if (!first)
        return tl::unexpected(first.error());
    realised->first = std::move(*first);
    evaluations_.drop_unused();
    return realised;
}

Index Realised::map_count() const {
    return element_count(map_axes);
}

static std::vector<Index> map_position(const Axes& axes, Index map) {
    std::vector<Index> position(axes.size());
    for (std::size_t k = axes.size(); k-- > 0;) {
        position[k] = map % axes[k].size;
        map /= axes[k].size;
    }
    return position;
}

std::string Realised::map_label(Index map) const {
    const auto position = map_position(map_axes, map);
    std::string label;
    for (std::size_t k = 0; k < map_axes.size(); ++k)
        label += fmt::format("{}{} {}", k ? ", " : "", map_axes[k].name, position[k]);
    return label.empty() ? "map" : label;
}

Index Realised::map_index(const std::vector<Index>& position) const {
    Index map = 0;
    for (std::size_t k = 0; k < map_axes.size(); ++k)
        map = map * map_axes[k].size + position[k];
    return map;
}

Result<std::shared_ptr<const System>> Realised::system(Index map, const RunContext& run) const {
    return first && (map == 0 || given_map) ? first : build_system(*this, map_position(map_axes, map), run);
}

bool same_dynamics(const Realised& a, const Realised& b) {
    if (a.given_map || b.given_map)
        return false; // nobody knows what made them
    const Realised::Evaluated &x = *a.evaluated, &y = *b.evaluated;
    const auto same = [](const std::optional<Value>& v, const std::optional<Value>& w) {
        return v.has_value() == w.has_value() && (!v || same_value(*v, *w));
    };
    const auto same_field = [](const auto& v, const auto& w) {
        return v.first == w.first && same_value(v.second, w.second);
    };
    return a.layout == b.layout && a.map_axes == b.map_axes && a.length == b.length && a.state == b.state &&
           x.kind == y.kind && x.delay == y.delay && same(x.carry, y.carry) && same(x.shear, y.shear) &&
           same_value(x.write, y.write) && same_value(x.read, y.read) && same(x.backward_read, y.backward_read) &&
           std::equal(x.fields.begin(), x.fields.end(), y.fields.begin(), y.fields.end(), same_field);
}

bool is_for_another(const TensorSet& tensors, const Design& design) {
    const std::string architecture = architecture_of(tensors);
    return !architecture.empty() && architecture != design.id;
}

std::string architecture_of(const TensorSet& tensors) {
    const auto found = tensors.metadata.find("architecture");
    return found == tensors.metadata.end() ? std::string() : found->second;
}

} // namespace alphascope
