#include "core/design/difference.hpp"
#include "core/design/presets.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace alphascope;

namespace {

DesignDifference between(const char* first, const char* second) {
    return difference(preset(first).value(), preset(second).value());
}
std::set<std::string> changed(const DesignDifference& difference) {
    std::set<std::string> symbols;
    for (const auto& choice : difference.choices)
        if (choice.changed)
            symbols.insert(choice.symbol);
    return symbols;
}
std::set<std::string> changed_properties(const DesignDifference& difference) {
    std::set<std::string> names;
    for (const auto& property : difference.properties)
        if (property.changed())
            names.insert(property.name);
    return names;
}
const ChoiceDifference& choice(const DesignDifference& difference, const char* symbol) {
    const auto at = std::find_if(difference.choices.begin(), difference.choices.end(),
                                 [&](const auto& entry) { return entry.symbol == symbol; });
    REQUIRE(at != difference.choices.end());
    return *at;
}
using Symbols = std::set<std::string>;

} // namespace

// Expected from the catalogue: which of the four choices each step along the family changes.
TEST_CASE("softmax and linear attention differ in how scores become weights", "[design][difference]") {
    const auto found = between("softmax", "linear_attn");
    CHECK(changed(found) == Symbols{"φ(s)", "η_i"}); // "sharpness * k" and "scale * k" are the same at 1
    CHECK(choice(found, "φ(s)").first.text == "exp(s)");
    CHECK(choice(found, "φ(s)").second.text == "s");
    CHECK(changed_properties(found) == Symbols{"linear readout", "memory"});
    CHECK(summary(found) == "changes φ(s), η_i; keeps A_i, b_j, q_i");
}

TEST_CASE("a decay per channel and a decay per head differ in A alone", "[design][difference]") {
    const auto found = between("gla", "simple_gla");
    CHECK(changed(found) == Symbols{"A_i"});
    CHECK(choice(found, "A_i").first.text == "diag(exp(gk))");
    CHECK(choice(found, "A_i").second.text == "exp(g) I");
    CHECK(changed_properties(found) == Symbols{"class of A"});
}

TEST_CASE("the gate of the delta rule changes A alone", "[design][difference]") {
    const auto found = between("delta_rule", "gated_delta_rule");
    CHECK(changed(found) == Symbols{"A_i"});
    const auto& where = choice(found, "A_i").first.where;
    CHECK(std::any_of(where.begin(), where.end(), [](const MathLine& line) { return line.left == "‖k‖"; }));
}

TEST_CASE("no preset differs from itself", "[design][difference]") {
    for (const auto& entry : preset_list()) {
        INFO(entry.id);
        const auto found = difference(preset(entry.id).value(), preset(entry.id).value());
        CHECK_FALSE(found.any());
        CHECK(found.choices.size() == 5);
        CHECK(changed_properties(found).empty());
        CHECK(summary(found) == "the same system");
    }
}

TEST_CASE("names are no change, values are", "[design][difference]") {
    const auto formula = [](const char* text) { return parse_expression(text).value(); };
    Design design = preset("simple_gla").value();
    Design renamed = design;
    for (auto& signal : renamed.signals)
        if (signal.name == "q")
            signal.name = std::string(1, 'C');
    renamed.let = {{"ask", formula("C")}};
    renamed.read = formula("ask");
    CHECK(changed(difference(design, renamed)).empty());
    CHECK(choice(difference(design, renamed), "q_i").second.where.front().right == "C");

    renamed.let = {{"ask", formula("2 * C")}};
    CHECK(changed(difference(design, renamed)) == Symbols{"q_i"});
    Design written_out = design;
    written_out.read = formula("2*q");
    CHECK(changed(difference(written_out, renamed)).empty());

    const Design softmax = preset("softmax").value();
    CHECK(changed(difference(softmax, with_parameter(softmax, "sharpness", 2))) == Symbols{"b_j"});

    Design shared = design; // a number for a vector: the text is the same, so the axes are told
    for (auto& signal : shared.signals)
        if (signal.name == "q")
            signal.axes = {"head", "time"};
    const auto axes = difference(design, shared);
    CHECK(changed(axes) == Symbols{"q_i"});
    CHECK(choice(axes, "q_i").first.where.back().right == "head, time, state");
    CHECK(choice(axes, "q_i").second.where.back().right == "head, time");

    Design unit = design; // the same formula on keys of norm 1 is another write
    for (auto& signal : unit.signals)
        signal.unit = signal.name == "k";
    CHECK(changed(difference(design, unit)) == Symbols{"b_j"});
}

TEST_CASE("what only one of them has is named", "[design][difference]") {
    const auto formula = [](const char* text) { return parse_expression(text).value(); };
    const Design design = preset("simple_gla").value();
    Design more = design;
    more.skip = formula("1");
    more.window = formula("8");
    more.value = formula("2 * v");
    more.evolution.shear = formula("g");
    more.evolution.delay = DelayEvolution{};
    more.backward_read = formula("q");
    CHECK(changed(difference(design, more)) == Symbols{"delay", "shear", "v_j", "skip", "window", "q̃_i"});
    CHECK(choice(difference(design, more), "skip").first.text.empty());
    CHECK(choice(difference(design, more), "skip").second.text == "1");
    CHECK(changed_properties(difference(design, more)) == Symbols{"class of A", "memory", "causal"});
}

TEST_CASE("bindings that double at each step end", "[design][difference]") {
    const auto formula = [](const std::string& text) { return parse_expression(text).value(); };
    Design design = preset("simple_gla").value();
    std::string last = "g";
    for (int k = 0; k < 60; ++k) {
        std::string name(1, 'x');
        name += std::to_string(k);
        design.let.push_back({name, formula(last + " + " + last)});
        last = name;
    }
    design.evolution.kind = ScalarEvolution{.log = formula(last)};
    CHECK_FALSE(difference(design, design).any());
}
