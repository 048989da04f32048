#include "core/design/completion.hpp"
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace alphascope;

namespace {

Design small() {
    return design_from_json(R"json({ "format": "alphascope.design", "id": "small",
        "parameters": { "rate": { "value": 1, "help": "speed" } },
        "axes": { "slot": "4" },
        "signals": { "k": { "axes": ["head", "time", "state"] }, "g": { "axes": ["time"], "default": "rate" } },
        "let": { "first": "g + rate", "second": "2 * first" },
        "evolution": { "kind": "scalar", "log": "second" }, "write": "k", "read": "k" })json")
        .value();
}

std::set<std::string> names(const std::vector<Completion>& list) {
    std::set<std::string> names;
    for (const auto& completion : list)
        CHECK(names.insert(completion.name).second); // each once
    return names;
}

} // namespace

TEST_CASE("a formula is offered the names it may use, and no others", "[design][completion]") {
    const Design design = small();
    const auto write = names(formula_names(design, "/write"));
    for (const char* name : {"k", "g", "rate", "first", "second", "n", "L", "sum", "exp", "state", "slot"})
        CHECK(write.contains(name));
    for (const char* name : {"normal", "score", "row_sum", "+"})
        CHECK_FALSE(write.contains(name));

    const auto second = names(formula_names(design, "/let/second"));
    CHECK(second.contains("first"));
    CHECK_FALSE(second.contains("second"));

    const auto made_up = names(formula_names(design, "/signals/g/default"));
    CHECK((made_up.contains("normal") && made_up.contains("rate")));
    CHECK_FALSE((made_up.contains("k") || made_up.contains("first")));

    const auto size = names(formula_names(design, "/axes/slot"));
    CHECK((size.contains("rate") && size.contains("n") && !size.contains("k")));

    CHECK(names(formula_names(design, "/readout")).contains("score"));
    CHECK_FALSE(names(formula_names(design, "/readout")).contains("row_max"));
    CHECK(names(formula_names(design, "/normaliser")).contains("row_max"));
}

TEST_CASE("names come with what they are", "[design][completion]") {
    const auto list = formula_names(small(), "/write");
    const auto find = [&](std::string_view name) {
        return *std::ranges::find_if(list, [&](const Completion& c) { return c.name == name; });
    };
    CHECK(find("first").help == "= g + rate");
    CHECK(find("rate").help == "parameter: speed");
    CHECK(find("k").help == "head, time, state");
    CHECK(find("sum").label == "sum(x, axis)");
    CHECK(find("sum").function);
    CHECK_FALSE(find("slot").help.empty());
}

TEST_CASE("a text of the document is offered what it may hold", "[design][completion]") {
    const Design design = small();
    CHECK(names(document_words(design, "/signals/k/role")).contains("log_decay"));
    CHECK(names(document_words(design, "/signals/k/axes/1")).contains("slot"));
    CHECK_FALSE(names(document_words(design, "/signals/k/axes/1")).contains("sum"));
    CHECK(names(document_words(design, "/evolution/inner/kind")).contains("delay"));
    CHECK(names(document_words(design, "/evolution/gate")) == std::set<std::string>{"before", "after"});
    CHECK(names(document_words(design, "/readout/kind")).contains("softcap_exp"));
    CHECK(names(document_words(design, "/normaliser/kind")).contains("abs_sum"));
    CHECK(names(document_words(design, "/write")).contains("k"));
    CHECK(names(document_words(design, "/let/first")).contains("k"));
    for (const char* text : {"/note", "/id", "/signals/k/help", "/parameters/rate/help", "/reference/title"})
        CHECK(document_words(design, text).empty());
}
