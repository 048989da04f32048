// The formulas of a design as a list, and their places in its text.
#include "core/design/design_json.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/design_parts.hpp"
#include "ui/editor/json_place.hpp"

#include <algorithm>

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("replacing one formula changes nothing else", "[gui][editor]") {
    const Design design = *small_workspace().design;
    const auto changed = with_part_text(design, "/write", "2 * k");
    REQUIRE(changed.has_value());
    CHECK(changed->write.text == "2 * k");
    Design expected = design;
    expected.write = parse_expression("2 * k").value();
    CHECK(*changed == expected);
}

TEST_CASE("a wrong formula says where and what", "[gui][editor]") {
    const Design design = *small_workspace().design;
    const auto unknown = with_part_text(design, "/write", "b * kk");
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().where == "/write");
    CHECK(unknown.error().offset == 4);
    CHECK(unknown.error().message.find("kk") != std::string::npos);
    CHECK_FALSE(with_part_text(design, "/write", "k +").has_value());
    CHECK_FALSE(with_part_text(design, "/write", "  ").has_value()); // cannot be left out
}

TEST_CASE("optional formulas come and go", "[gui][editor]") {
    const Design design = *small_workspace().design;
    const auto with_skip = with_part_text(design, "/skip", "0.5");
    REQUIRE(with_skip.has_value());
    CHECK(with_skip->skip.has_value());
    const auto without = with_part_text(*with_skip, "/skip", "");
    REQUIRE(without.has_value());
    CHECK(*without == design);
}

TEST_CASE("log and factor of one step exclude each other", "[gui][editor]") {
    const Design design = *small_workspace().design;
    const auto factor = with_part_text(design, "/evolution/factor", "0.9");
    REQUIRE(factor.has_value());
    const auto& scalar = std::get<ScalarEvolution>(factor->evolution.kind);
    CHECK(scalar.factor.has_value());
    CHECK_FALSE(scalar.log.has_value());
    CHECK_FALSE(with_part_text(*factor, "/evolution/factor", "").has_value());
}

TEST_CASE("every kind, φ and η the form offers makes a sound design", "[gui][editor]") {
    const Design design = *small_workspace().design;
    for (const char* kind :
         {"identity", "scalar", "diagonal", "rotation", "blocks", "householder", "low_rank", "dense", "convolution"}) {
        CAPTURE(kind);
        const Design changed = with_evolution_kind(design, kind);
        CHECK(check_design(changed).empty());
        const auto again = design_from_json(design_to_json(changed));
        REQUIRE(again.has_value());
        CHECK(*again == changed);
    }
    for (const char* id : {"", "exp", "softcap_exp", "sigmoid"}) {
        CAPTURE(id);
        CHECK(design_from_json(design_to_json(with_readout(design, id))).has_value());
    }
    for (const char* id : {"", "sum", "position"}) {
        CAPTURE(id);
        CHECK(design_from_json(design_to_json(with_normaliser(design, id))).has_value());
    }
}

TEST_CASE("a JSON pointer leads to its value's place", "[gui][editor]") {
    const std::string_view text = R"({"a": [1, {"b": "x\"y"}], "c": -2.5})";
    const auto found = [&](std::string_view pointer) {
        const auto range = find_json_value(text, pointer);
        return range ? text.substr(range->begin, range->end - range->begin) : std::string_view("(nothing)");
    };
    CHECK(found("/a/0") == "1");
    CHECK(found("/a/1/b") == R"("x\"y")");
    CHECK(found("/c") == "-2.5");
    CHECK(found("") == text);
    CHECK(found("/a/1/missing") == R"({"b": "x\"y"})"); // the nearest place that exists
    CHECK(find_json_value("{\"a\": ", "/a") == std::nullopt);
    for (const char* broken : {"", "{", "{\"", "{\"a", "[", "]", "{\"a\":\"\\"})
        CHECK_NOTHROW(find_json_value(broken, "/a/0/b"));
}
