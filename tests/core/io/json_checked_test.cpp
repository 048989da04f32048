#include "core/io/json_checked.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

static Error error_of(std::string_view text, JsonLimits limits = {}) {
    const auto parsed = parse_json(text, "a.json", ErrorCode::invalid_scene, limits);
    REQUIRE_FALSE(parsed.has_value());
    return parsed.error();
}

TEST_CASE("JSON documents keep the order of their members and the kind of every value", "[io][json]") {
    const auto parsed = parse_json(R"({"z": [1, -2, 2.5, "é\u00e9", true, null], "a": {"b": {}}})", "here");
    REQUIRE(parsed.has_value());
    CHECK(parsed->dump() == R"({"z":[1,-2,2.5,"éé",true,null],"a":{"b":{}}})");
    CHECK(parsed->at("z").at(0).is_number_integer());
    CHECK(parsed->at("z").at(2).is_number_float());
    CHECK(parse_json(" 7 ", "")->get<int>() == 7); // a document need not be an object
}

TEST_CASE("what is wrong in a JSON document is named with line and column", "[io][json]") {
    struct Case {
        const char *text, *place, *reason;
    };
    const Case cases[] = {
        {"{\"a\": 1,\n  \"b\": 2,\n  \"a\": 3}", "line 3, column 5: ", "\"a\" appears twice"},
        {"{\"a\": NaN}", "line 1, column 7: ", "JSON has no number NaN"},
        {"{\"a\": 1} x", "line 1, column 10: ", "expected end of input"},
        {"[1, 2", "line 1, column 6: ", "unexpected end of input"},
        {"", "line 1, column 1: ", "unexpected end of input"},
        {"[1,\n\"ab\xff\"]", "line 2, column 4: ", "not UTF-8"},
        {"[\"\u03b1\u03b2\", nope]", "line 1, column 8: ", "\"nope\" is no value"},
        {"[1e999]", "line 1, column ", "number overflow"},
        {"[1] // comment", "line 1, column 5: ", "JSON has no comments"},
        {"{'a': 1}", "line 1, column 2: ", "names stand in double quotes"},
        {"[\"\\ud800\"]", "line 1, column ", "surrogate"},
    };
    for (const auto& [text, place, reason] : cases) {
        const Error error = error_of(text);
        INFO(text << "\n" << error.message);
        CHECK(error.code == ErrorCode::invalid_scene);
        CHECK(error.where == "a.json");
        CHECK(error.message.starts_with(place));
        CHECK(error.message.find(reason) != std::string::npos);
        CHECK(error.message.find('\n') == std::string::npos);
    }
}

TEST_CASE("the marked character of a JSON error is the offending one", "[io][json]") {
    CHECK(error_of("{\"a\": 1} x").offset == 9);
    CHECK(error_of("[1, 2").length == 0); // at the end nothing can be marked
}

TEST_CASE("size and depth of JSON documents are bounded", "[io][json]") {
    CHECK(parse_json(std::string(64, '[') + std::string(64, ']'), "").has_value());
    CHECK(error_of(std::string(65, '[') + std::string(65, ']')).message.starts_with("line 1, column 65: more than 64"));
    CHECK(error_of(std::string(1 << 20, '[')).message.find("more than 64") != std::string::npos);
    CHECK(error_of("[1,2,3]", {.bytes = 6}).message.find("7 bytes of JSON") != std::string::npos);
}

TEST_CASE("a JSON error stays short however long the offending token is", "[io][json]") {
    const std::string name(100000, 'n');
    CHECK(error_of("{\"" + name + "\": 1, \"" + name + "\": 2}").message.size() < 300);
    CHECK(error_of("[\"" + name).message.size() < 300);
}
