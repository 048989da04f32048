#include "tests/fuzz/design_mutation.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using Json = nlohmann::ordered_json;

namespace {

constexpr std::array axes{"head", "channel", "out",  "in",    "time",    "micro", "state",
                          "from", "value",   "pair", "other", "feature", "slot",  "level"};
constexpr std::array sizes{"n", "2*n", "0", "-1", "1", "3", "1e9", "300", "2.5", "L", "size(channel)", "heads", "1/0"};
constexpr std::array numbers{"0",      "1", "-1", "0.5",  "2",        "3",  "1e308",
                             "1e-320", "n", "L",  "head", "position", "pi", "0/0"};
constexpr std::array roles{"query", "key",   "value", "log_decay", "decay",  "step",
                           "gate",  "angle", "bias",  "weight",    "nothing"};
constexpr std::array kinds{"identity",    "scalar",   "diagonal", "rotation",    "blocks",
                           "householder", "low_rank", "dense",    "convolution", "level_merge"};
constexpr std::array readouts{"identity", "exp",  "relu",   "relu_squared", "sigmoid",       "softplus",
                              "elu1",     "silu", "square", "score ^ 3",    "exp(score) * 2"};
constexpr std::array normalisers{"one",      "sum",    "abs_sum",     "max_abs_sum_1",       "root_sum_squares",
                                 "position", "length", "row_sum + 1", "max(row_abs_sum, 1)", "row_max"};

template <class List> std::string one_of(const List& list, Dice& dice) {
    return std::string(list[dice.below(list.size())]);
}

/// Every expression of a document, by place.
void collect(const Json& json, const std::string& at, std::vector<std::string>& places) {
    static const std::array skipped{"format",    "id",   "name",  "family", "note",
                                    "reference", "help", "title", "role",   "kind"};
    if (json.is_string() || json.is_number())
        places.push_back(at);
    else if (json.is_object())
        for (const auto& [key, member] : json.items())
            if (key != "axes" && key != "range" && std::find(skipped.begin(), skipped.end(), key) == skipped.end())
                collect(member, at + "/" + key, places);
}

class Editor {
public:
    Editor(const std::vector<Json>& seeds, Dice& dice) : seeds_(seeds), dice_(dice) {}

    void edit(Json& design) {
        switch (dice_.below(17)) {
        case 0: return transplant(design);
        case 1: return transplant_signal(design);
        case 2: return with_expression(design, [&](const std::string&) { return any_expression(); });
        case 3:
        case 4: return with_expression(design, [&](const std::string& text) { return wrapped(text); });
        case 5: return with_expression(design, [&](const std::string& text) { return joined(text, any_name(design)); });
        case 6: return with_expression(design, [&](const std::string&) { return any_name(design); });
        case 7:
        case 8: return edit_axes(design);
        case 9: return edit_signal(design);
        case 10: return edit_kind(design);
        case 11: return delay(design);
        case 12: return remove(design);
        case 13: return own_axis(design);
        case 14: design["readout"] = one_of(readouts, dice_); return;
        case 15: design["normaliser"] = one_of(normalisers, dice_); return;
        default: return edit_parameter(design);
        }
    }

private:
    const Json& other() { return seeds_[dice_.below(seeds_.size())]; }

    void transplant(Json& design) {
        static const std::array keys{"evolution", "write",      "read", "value", "skip",    "window",    "direction",
                                     "readout",   "normaliser", "let",  "axes",  "signals", "parameters"};
        const std::string key = one_of(keys, dice_);
        const Json& from = other();
        if (!from.contains(key))
            return;
        if (design.contains(key) && design[key].is_object() && from[key].is_object() && dice_.below(2))
            design[key].update(from[key]); // both have what they need
        else
            design[key] = from[key];
    }

    void transplant_signal(Json& design) {
        const Json& from = other();
        if (!from.contains("signals") || from["signals"].empty())
            return;
        auto member = from["signals"].begin();
        std::advance(member, static_cast<std::ptrdiff_t>(dice_.below(from["signals"].size())));
        design["signals"][member.key()] = member.value();
    }

    template <class Change> void with_expression(Json& design, Change change) {
        std::vector<std::string> places;
        collect(design, "", places);
        if (places.empty())
            return;
        Json& place = design[Json::json_pointer(places[dice_.below(places.size())])];
        place = change(place.is_string() ? place.get<std::string>() : place.dump());
    }

    std::string any_expression() {
        const Json& from = other();
        std::vector<std::string> places;
        collect(from, "", places);
        const Json& found = from[Json::json_pointer(places[dice_.below(places.size())])];
        return found.is_string() ? found.get<std::string>() : found.dump();
    }

    std::string any_name(const Json& design) {
        std::vector<std::string> names;
        for (const char* key : {"signals", "let", "parameters"})
            if (design.contains(key) && design[key].is_object())
                for (const auto& [name, member] : design[key].items())
                    names.push_back(name);
        return names.empty() || dice_.below(4) == 0 ? one_of(numbers, dice_) : names[dice_.below(names.size())];
    }

    std::string wrapped(const std::string& x) {
        const std::string a = one_of(axes, dice_), b = one_of(axes, dice_), c = one_of(axes, dice_),
                          k = std::to_string(dice_.below(5));
        const std::array forms{"exp(" + x + ")",
                               "log(" + x + ")",
                               "-(" + x + ")",
                               "sum(" + x + ", " + a + ")",
                               "mean(" + x + ", " + a + ")",
                               "unit(" + x + ")",
                               "slice(" + x + ", 0, " + k + ", " + a + ")",
                               "rename(" + x + ", " + a + ", " + b + ")",
                               "outer(" + x + ", " + x + ", " + a + ", " + b + ")",
                               "merge(outer(" + x + ", " + x + ", state, " + b + "), state, " + b + ", state)",
                               "concat(" + x + ", " + x + ")",
                               "concat(0, " + x + ")",
                               "even(" + x + ", " + a + ")",
                               "complex(" + x + ", 1)",
                               "abs(" + x + ")",
                               "index(" + a + ")",
                               "shift(" + x + ")",
                               "cumsum(" + x + ")",
                               "roll(" + x + ", " + k + ", " + a + ")",
                               "max_over_time(" + x + ")",
                               "split(" + x + ", " + a + ", " + b + ", " + c + ")",
                               "outer(" + x + ", " + x + ", state, from)",
                               "transpose(" + x + ")",
                               "softmax(" + x + ", " + a + ")",
                               "scan(" + x + ", " + x + ")",
                               "convolve(" + x + ", " + x + ")",
                               "(" + x + ") * size(" + a + ")",
                               "inverse(" + x + ")",
                               "matmul(" + x + ", " + x + ")",
                               "matrix_power(" + x + ", " + k + ")",
                               "solve(" + x + ", " + x + ")",
                               "slot_read(" + x + ", " + x + ", " + x + ", " + x + ")",
                               "mesa_read(" + x + ", " + x + ", 1, 0, 1)",
                               "where(" + x + " > 0, " + x + ", 0)",
                               "normal(0, 1) + " + x,
                               "dot(" + x + ", " + x + ", " + a + ")"};
        return one_of(forms, dice_);
    }

    std::string joined(const std::string& a, const std::string& b) {
        static const std::array operators{" + ", " - ", " * ", " / ", " ^ ", " < "};
        return "(" + a + ")" + one_of(operators, dice_) + "(" + b + ")";
    }

    Json* any_signal(Json& design) {
        if (!design.contains("signals") || !design["signals"].is_object() || design["signals"].empty())
            return nullptr;
        auto member = design["signals"].begin();
        std::advance(member, static_cast<std::ptrdiff_t>(dice_.below(design["signals"].size())));
        return &member.value();
    }

    void edit_axes(Json& design) {
        Json* signal = any_signal(design);
        if (!signal || !signal->is_object())
            return;
        Json& list = (*signal)["axes"];
        if (!list.is_array())
            list = Json::array();
        const std::size_t at = dice_.below(list.size() + 1);
        switch (dice_.below(4)) {
        case 0: list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), one_of(axes, dice_)); return;
        case 1:
            if (at < list.size())
                list.erase(at);
            return;
        case 2:
            if (at < list.size())
                list[at] = one_of(axes, dice_);
            return;
        default:
            if (list.size() > 1)
                std::swap(list[0], list[list.size() - 1]);
        }
    }

    void edit_signal(Json& design) {
        Json* signal = any_signal(design);
        if (!signal || !signal->is_object())
            return;
        switch (dice_.below(5)) {
        case 0: (*signal)["role"] = one_of(roles, dice_); return;
        case 1: (*signal)["unit"] = dice_.below(2) == 0; return;
        case 2: (*signal)["default"] = joined("normal(0, 1)", one_of(numbers, dice_)); return;
        case 3: signal->erase("default"); return;
        default: (*signal)["default"] = any_expression();
        }
    }

    void edit_kind(Json& design) {
        if (!design.contains("evolution") || !design["evolution"].is_object())
            return;
        static const std::array fields{"log", "factor", "angle",    "log_modulus", "a",     "b",
                                       "c",   "d",      "log_gate", "beta",        "key",   "read",
                                       "u",   "v",      "matrix",   "kernel",      "levels"};
        Json kind{{"kind", one_of(kinds, dice_)}};
        static const std::map<std::string, std::vector<std::string>> wanted{{"scalar", {"log"}},
                                                                            {"diagonal", {"log"}},
                                                                            {"rotation", {"angle"}},
                                                                            {"blocks", {"a", "b", "c", "d"}},
                                                                            {"householder", {"beta", "key"}},
                                                                            {"low_rank", {"d", "u", "v"}},
                                                                            {"dense", {"matrix"}},
                                                                            {"convolution", {"kernel"}},
                                                                            {"level_merge", {"levels"}}};
        if (const auto found = wanted.find(kind["kind"]); found != wanted.end())
            for (const auto& field : found->second)
                kind[field] = any_name(design);
        if (dice_.below(8) == 0)
            kind[one_of(fields, dice_)] = any_name(design);
        design["evolution"] = kind;
    }

    void delay(Json& design) {
        if (!design.contains("evolution") || !design["evolution"].is_object())
            return;
        Json evolution = design["evolution"];
        if (evolution.contains("inner")) {
            design["evolution"] = Json(evolution["inner"]);
            return;
        }
        Json outer{{"kind", "delay"}, {"inner", evolution}};
        if (dice_.below(2))
            outer["carry"] = any_name(design);
        if (dice_.below(3) == 0)
            outer["through_inner"] = true;
        design["evolution"] = outer;
        if (dice_.below(2))
            design["write"] = "concat(0, " + any_name(design) + ")";
    }

    void remove(Json& design) {
        Json* place = &design;
        while (place->is_object() && !place->empty()) {
            auto member = place->begin();
            std::advance(member, static_cast<std::ptrdiff_t>(dice_.below(place->size())));
            if (member->is_object() && dice_.below(2)) {
                place = &member.value();
                continue;
            }
            place->erase(member.key());
            return;
        }
    }

    void own_axis(Json& design) {
        const std::string name = one_of(axes, dice_);
        design["axes"][name] = dice_.below(3) == 0 ? any_name(design) : one_of(sizes, dice_);
        if (Json* signal = any_signal(design); signal && signal->is_object() && (*signal)["axes"].is_array())
            (*signal)["axes"].push_back(name);
    }

    void edit_parameter(Json& design) {
        if (!design.contains("parameters") || !design["parameters"].is_object() || design["parameters"].empty())
            return;
        auto member = design["parameters"].begin();
        std::advance(member, static_cast<std::ptrdiff_t>(dice_.below(design["parameters"].size())));
        static const std::array values{0.0, -1.0, 1e300, -1e300, 1e-300, 2.5, 17.0};
        const double value = values[dice_.below(values.size())];
        member.value() = Json{{"value", value}, {"range", {value - 1 - std::abs(value), value + 1 + std::abs(value)}}};
    }

    const std::vector<Json>& seeds_;
    Dice& dice_;
};

} // namespace

std::string mutated_design(const std::vector<std::string>& seeds, Dice& dice) {
    static thread_local std::vector<Json> documents;
    if (documents.size() != seeds.size()) {
        documents.clear();
        for (const auto& seed : seeds)
            documents.push_back(Json::parse(seed));
    }
    Json design = documents[dice.below(documents.size())];
    Editor editor(documents, dice);
    for (std::size_t k = 1 + dice.below(3); k > 0; --k)
        editor.edit(design);
    std::string text = design.dump();
    if (dice.below(50) == 0)
        return mutated({text}, dice);
    if (dice.below(100) == 0) // a key that stands twice
        text.insert(1, "\"write\": \"k\", ");
    return text;
}
