#include "core/design/design_json.hpp"

#include "core/design/evolution_fields.hpp"
#include "core/io/json_checked.hpp"
#include "core/io/object_reader.hpp"
#include "core/language/diagnostics.hpp"
#include "core/system/readout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

// Reads one document; every problem is kept, so that `validate` can list them all.
class DesignReader {
public:
    std::vector<Error> problems;

    Design read(const Json& json) {
        Design design;
        ObjectReader document = reader(json, "");
        if (const auto format = document.text("format"); document.is_object() && format != "alphascope.design")
            document.problem("format", "must be \"alphascope.design\"");
        const Index version = document.integer("version", design_format_version, 1, 1000000);
        if (version > design_format_version) {
            document.problem("version",
                             fmt::format("this file was written by a newer Alphascope (version {}; this one reads up "
                                         "to {}): update Alphascope",
                                         version, design_format_version));
            return design; // the rest may mean something else
        }
        design.id = document.text("id");
        design.name = document.text("name", design.id);
        design.family = document.text("family");
        design.note = document.text("note");
        if (const Json* found = document.find("reference"))
            design.reference = reference(*found);
        for_members(document, "parameters", [&](const std::string& name, const Json& member, const std::string& at) {
            design.parameters.push_back(parameter(name, member, at));
        });
        for_members(document, "axes", [&](const std::string& name, const Json& member, const std::string& at) {
            design.axes.emplace_back(name, expression(member, at).text);
        });
        for_members(document, "signals", [&](const std::string& name, const Json& member, const std::string& at) {
            design.signals.push_back(signal(name, member, at));
        });
        for_members(document, "let", [&](const std::string& name, const Json& member, const std::string& at) {
            design.let.push_back({name, expression(member, at)});
        });
        if (const Json* found = document.require("evolution"))
            design.evolution = evolution(*found, "/evolution");
        if (const Json* found = document.require("write"))
            design.write = expression(*found, "/write");
        if (const Json* found = document.require("read"))
            design.read = expression(*found, "/read");
        design.value = optional_expression(document, "value");
        design.skip = optional_expression(document, "skip");
        design.window = optional_expression(document, "window");
        if (const Json* found = document.find("direction"))
            design.backward_read = direction(*found);
        if (const Json* found = document.find("readout"))
            read_choice(*found, "/readout", design.readout, readout_table, [](const ReadoutInfo& info) {
                return info.value.empty() ? std::vector<std::string>{} : std::vector{std::string(info.value)};
            });
        if (const Json* found = document.find("normaliser"))
            read_choice(*found, "/normaliser", design.normaliser, normaliser_table, [](const NormaliserInfo& info) {
                auto names = std::vector<std::string>{"epsilon", "floor"};
                if (info.kind == NormaliserKind::sum)
                    names.push_back("sink");
                return names;
            });
        document.finish();
        return design;
    }

private:
    ObjectReader reader(const Json& json, std::string pointer) {
        return ObjectReader(json, std::move(pointer), ErrorCode::invalid_design, problems);
    }
    void problem(std::string message, std::string where) {
        problems.push_back({ErrorCode::invalid_design, std::move(message), std::move(where)});
    }

    template <class Each> void for_members(ObjectReader& document, std::string_view key, Each each) {
        const Json* found = document.find(key);
        if (!found)
            return;
        if (!found->is_object())
            return document.problem(key, "must be an object {name: ...}");
        for (const auto& [name, member] : found->items())
            each(name, member, document.pointer_to(key) + "/" + name);
    }

    Expression expression(const Json& json, const std::string& where) {
        std::string text;
        if (json.is_string())
            text = json.get<std::string>();
        else if (json.is_number())
            text = json.dump();
        else {
            problem(fmt::format("must be an expression (a text or a number), not {}", json.type_name()), where);
            return {};
        }
        auto parsed = parse_expression(text);
        if (parsed)
            return *parsed;
        Error error = parsed.error();
        error.where = where;
        error.message = fmt::format("{}: {}", alphascope::quoted(text), error.message);
        problems.push_back(std::move(error));
        return Expression{std::move(text), nullptr};
    }
    std::optional<Expression> optional_expression(ObjectReader& object, std::string_view key) {
        const Json* found = object.find(key);
        return found ? std::optional(expression(*found, object.pointer_to(key))) : std::nullopt;
    }

    std::optional<std::pair<double, double>> range(ObjectReader& object) {
        const Json* found = object.find("range");
        if (!found)
            return std::nullopt;
        if (!found->is_array() || found->size() != 2 || !(*found)[0].is_number() || !(*found)[1].is_number() ||
            !((*found)[0].get<double>() < (*found)[1].get<double>())) {
            object.problem("range", "must be [smallest, largest]");
            return std::nullopt;
        }
        return std::pair((*found)[0].get<double>(), (*found)[1].get<double>());
    }

    Reference reference(const Json& json) {
        ObjectReader object = reader(json, "/reference");
        Reference result{object.text("title"), object.text("arxiv"),
                         static_cast<int>(object.integer("year", 0, 0, 3000))};
        object.finish();
        return result;
    }

    Parameter parameter(const std::string& name, const Json& json, const std::string& at) {
        Parameter result{.name = name};
        ObjectReader object = reader(json, at);
        if (!object.require("value"))
            return result;
        result.value = object.number("value", 0);
        const auto bounds = range(object);
        result.minimum = bounds ? bounds->first : std::min(0.0, 2 * result.value);
        result.maximum = bounds ? bounds->second : std::max(1.0, 2 * result.value);
        if (result.value < result.minimum || result.value > result.maximum)
            object.problem("value", fmt::format("must be inside the range [{}, {}], got {}", result.minimum,
                                                result.maximum, result.value));
        result.help = object.text("help");
        object.finish();
        return result;
    }

    Signal signal(const std::string& name, const Json& json, const std::string& at) {
        Signal result{.name = name};
        ObjectReader object = reader(json, at);
        if (const Json* axes = object.require("axes")) {
            if (!axes->is_array() ||
                !std::all_of(axes->begin(), axes->end(), [](const Json& a) { return a.is_string(); }))
                object.problem("axes", "must be a list of axis names");
            else
                result.axes = axes->get<std::vector<std::string>>();
        }
        if (const auto id = object.text("role", "weight"); true) {
            const auto found =
                std::find_if(role_table.begin(), role_table.end(), [&](const auto& r) { return r.id == id; });
            std::vector<std::string> ids;
            for (const auto& info : role_table)
                ids.emplace_back(info.id);
            if (found == role_table.end())
                object.problem("role", fmt::format("unknown role '{}'{}; roles are {}", id, did_you_mean(id, ids),
                                                   fmt::join(ids, ", ")));
            else
                result.role = found->role;
        }
        result.default_value = optional_expression(object, "default");
        result.range = range(object);
        result.unit = object.boolean("unit", false);
        read_optional(object, result);
        result.help = object.text("help");
        object.finish();
        return result;
    }

    // true: the default is neutral; or a formula for the neutral value.
    void read_optional(ObjectReader& object, Signal& signal) {
        const Json* found = object.find("optional");
        if (!found || found->is_boolean())
            signal.optional = object.boolean("optional", false);
        else {
            signal.optional = true;
            signal.neutral = expression(*found, object.pointer_to("optional"));
        }
        if (signal.optional && !signal.neutral && !signal.default_value)
            object.problem("optional",
                           "an optional signal needs a neutral \"default\", or a neutral value here, such as 0");
    }

    // "causal", or {"kind": "both", "read": expression}: what the pass over the reversed sequence reads with.
    std::optional<Expression> direction(const Json& json) {
        if (json == "causal")
            return std::nullopt;
        if (json.is_string()) {
            problems.push_back({ErrorCode::invalid_design,
                                "must be \"causal\" or an object: both directions are {\"kind\": \"both\", "
                                "\"read\": what the pass over the reversed sequence reads with}",
                                "/direction"});
            return std::nullopt;
        }
        ObjectReader object = reader(json, "/direction");
        if (!object.is_object())
            return std::nullopt;
        std::optional<Expression> read;
        const auto kind = object.text("kind");
        if (kind != "causal" && kind != "both")
            object.problem("kind", "must be \"causal\" or \"both\"");
        else if (kind == "both")
            if (const Json* found = object.require("read"))
                read = expression(*found, "/direction/read");
        object.finish();
        return read;
    }

    Evolution evolution(const Json& json, const std::string& at) {
        Evolution result;
        ObjectReader object = reader(json, at);
        if (!object.is_object())
            return result;
        result.shear = optional_expression(object, "shear");
        const auto kind = object.text("kind");
        if (kind == "delay") {
            result.delay = DelayEvolution{optional_expression(object, "carry"), object.boolean("through_inner", false)};
            if (const Json* inner = object.require("inner")) {
                ObjectReader inside = reader(*inner, at + "/inner");
                if (const auto name = inside.text("kind"); name == "delay")
                    inside.problem("kind", fmt::format("a delay has no other one inside; kinds are {}",
                                                       fmt::join(evolution_kind_ids, ", ")));
                else {
                    result.kind = evolution_kind(inside, name, false);
                    inside.finish();
                }
            }
        } else
            result.kind = evolution_kind(object, kind, true);
        object.finish();
        return result;
    }

    EvolutionKind evolution_kind(ObjectReader& object, const std::string& id, bool may_delay) {
        auto kind = make_evolution_kind(id);
        if (!kind) {
            std::vector<std::string> ids(evolution_kind_ids.begin(), evolution_kind_ids.end());
            if (may_delay)
                ids.push_back("delay");
            object.problem("kind", id.empty() ? fmt::format("is missing; kinds are {}", fmt::join(ids, ", "))
                                              : fmt::format("unknown kind '{}'{}; kinds are {}", id,
                                                            did_you_mean(id, ids), fmt::join(ids, ", ")));
            return IdentityEvolution{};
        }
        for (auto& field : evolution_fields(*kind)) {
            if (field.optional)
                *field.optional = optional_expression(object, field.name);
            else if (const Json* found = object.require(field.name))
                *field.required = expression(*found, object.pointer_to(field.name));
        }
        read_enums(object, *kind);
        return *kind;
    }

    void one_of(ObjectReader& object, std::string_view key, std::string_view first, std::string_view second,
                bool& is_second) {
        const auto text = object.text(key, std::string(first));
        if (text != first && text != second)
            object.problem(key, fmt::format("must be \"{}\" or \"{}\"", first, second));
        is_second = text == second;
    }

    void read_enums(ObjectReader& object, EvolutionKind& kind) {
        bool second = false;
        const auto one_factor = [&](const auto& e) {
            if (e.log.has_value() == e.factor.has_value())
                object.problem("log", "give exactly one of \"log\" and \"factor\"");
        };
        std::visit(
            Overloaded{[](IdentityEvolution&) {}, [&](ScalarEvolution& e) { one_factor(e); },
                       [&](DiagonalEvolution& e) { one_factor(e); },
                       [&](RotationEvolution& e) {
                           one_of(object, "pairs", "interleaved", "half", second);
                           e.pairs = second ? RotationEvolution::Pairs::half : RotationEvolution::Pairs::interleaved;
                       },
                       [](BlocksEvolution&) {},
                       [&](HouseholderEvolution& e) {
                           one_of(object, "gate", "before", "after", second);
                           e.gate = second ? HouseholderEvolution::Gate::after : HouseholderEvolution::Gate::before;
                       },
                       [&](LowRankEvolution& e) {
                           one_of(object, "order", "read_first", "decay_first", second);
                           e.order =
                               second ? LowRankEvolution::Order::decay_first : LowRankEvolution::Order::read_first;
                       },
                       [](DenseEvolution&) {}, [](ConvolutionEvolution&) {}, [](LevelMergeEvolution&) {}},
            kind);
    }

    // φ and η: "exp", {"kind": "sigmoid", "bias": "b"}, or an expression.
    template <class Choice, class Table, class Names>
    void read_choice(const Json& json, const std::string& at, Choice& choice, const Table& table, Names value_names) {
        const auto find_id = [&](std::string_view id) {
            return std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.id == id; });
        };
        std::vector<std::string> ids;
        for (const auto& info : table)
            ids.emplace_back(info.id);
        if (json.is_object()) {
            ObjectReader object = reader(json, at);
            choice.id = object.text("kind");
            const auto found = find_id(choice.id);
            if (found == table.end())
                return object.problem("kind", fmt::format("unknown name '{}'{}; names are {}", choice.id,
                                                          did_you_mean(choice.id, ids), fmt::join(ids, ", ")));
            for (const auto& name : value_names(*found))
                if (auto value = optional_expression(object, name))
                    choice.values.emplace(name, *value);
            return object.finish();
        }
        if (json.is_string() && find_id(json.template get<std::string>()) != table.end()) {
            choice.id = json.template get<std::string>();
            return;
        }
        // One bare word is more likely a misspelt name than a formula.
        if (json.is_string()) {
            const auto text = json.template get<std::string>();
            const bool word = !text.empty() && std::all_of(text.begin(), text.end(),
                                                           [](unsigned char c) { return std::isalnum(c) || c == '_'; });
            if (word && !std::isdigit(static_cast<unsigned char>(text[0])) && text != "score" &&
                !did_you_mean(text, ids).empty())
                return problem(fmt::format("unknown name '{}'{}; names are {}, or an expression", text,
                                           did_you_mean(text, ids), fmt::join(ids, ", ")),
                               at);
        }
        choice.id.clear();
        choice.formula = expression(json, at);
    }
};

} // namespace

std::vector<Error> design_problems(std::string_view text) {
    const auto json = parse_json(text, "");
    if (!json) {
        Error error = json.error();
        error.code = ErrorCode::invalid_design;
        return {error};
    }
    DesignReader reader;
    const Design design = reader.read(*json);
    if (reader.problems.empty())
        return check_design(design);
    return reader.problems;
}

Result<Design> design_from_json(std::string_view text) {
    const auto json = parse_json(text, "");
    if (!json) {
        Error error = json.error();
        error.code = ErrorCode::invalid_design;
        return tl::unexpected(error);
    }
    DesignReader reader;
    Design design = reader.read(*json);
    if (reader.problems.empty())
        reader.problems = check_design(design);
    if (!reader.problems.empty())
        return tl::unexpected(reader.problems.front());
    return design;
}

} // namespace alphascope
