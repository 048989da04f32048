#include "core/io/json_rewrite.hpp"
#include "core/io/json_text.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using Json = nlohmann::ordered_json;

TEST_CASE("short lists and small objects are written on one line", "[io][json]") {
    const Json json = Json::parse(R"({"r": {"value": 0.9279, "range": [-2, 2]}, "axes": ["head", "time"],
                                      "empty": {}, "deep": {"a": {"b": 1}}})");
    CHECK(json_text(json) == R"({
  "r": { "value": 0.9279, "range": [-2, 2] },
  "axes": ["head", "time"],
  "empty": {},
  "deep": {
    "a": { "b": 1 }
  }
})");
    Json list = Json::array();
    for (int k = 0; k < 60; ++k)
        list.push_back(k);
    CHECK(json_text(list).starts_with("[\n  0,\n  1,"));
    CHECK(Json::parse(json_text(list)) == list);
}

TEST_CASE("whole numbers are written without a point", "[io][json]") {
    CHECK(json_text(Json{{"value", 0.0}, {"range", {-2.0, 1e6}}}) == R"({ "value": 0, "range": [-2, 1000000] })");
    CHECK(json_text(Json(0.5)) == "0.5");
    CHECK(json_text(Json(-0.0)) == "0");
    CHECK(json_text(Json(1e300)) == "1e+300");
}

TEST_CASE("a change touches its own place in the text only", "[io][json]") {
    const std::string text = "{ \"a\":1,\n\n   \"b\" : [ 1,2 ],   \"c\": {\"d\": \"x\" } }\n";
    const Json before = Json::parse(text);
    const auto changed = [&](const char* patch) {
        Json after = before;
        after.merge_patch(Json::parse(patch));
        const auto written = json_rewritten(text, before, after);
        REQUIRE(written.has_value());
        CHECK(Json::parse(*written) == after);
        return *written;
    };
    CHECK(changed("{}") == text);
    CHECK(changed(R"({"a": 2.5})") == "{ \"a\":2.5,\n\n   \"b\" : [ 1,2 ],   \"c\": {\"d\": \"x\" } }\n");
    CHECK(changed(R"({"b": [3]})") == "{ \"a\":1,\n\n   \"b\" : [3],   \"c\": {\"d\": \"x\" } }\n");
    CHECK(changed(R"({"c": {"d": "y"}})") == "{ \"a\":1,\n\n   \"b\" : [ 1,2 ],   \"c\": {\"d\": \"y\" } }\n");
    CHECK(changed(R"({"b": null})") == "{ \"a\":1,\n\n   \"c\": {\"d\": \"x\" } }\n");
    CHECK(changed(R"({"c": null})") == "{ \"a\":1,\n\n   \"b\" : [ 1,2 ] }\n");
    changed(R"({"c": {"e": {"f": 1}}})");
    changed(R"({"z": "last"})");
    changed(R"({"a": null, "b": null, "c": null})");
}

TEST_CASE("a member that the text leaves out is put in where it is changed", "[io][json]") {
    const Json before = Json::parse(R"({"a": 1, "b": 0, "c": 3})"), after = Json::parse(R"({"a": 1, "b": 5, "c": 3})");
    const auto written = json_rewritten("{\n  \"a\": 1,\n  \"c\": 3\n}", before, after);
    REQUIRE(written.has_value());
    CHECK(*written == "{\n  \"a\": 1,\n  \"b\": 5,\n  \"c\": 3\n}");
}

TEST_CASE("what is wrong elsewhere in a text survives a change", "[io][json]") {
    const Json before = Json::parse(R"({"a": 1, "b": "k"})"), after = Json::parse(R"({"a": 2, "b": "k"})");
    CHECK(json_rewritten(R"({"a": 1, "b": "k +"})", before, after) == R"({"a": 2, "b": "k +"})");
    CHECK_FALSE(json_rewritten(R"(["a"])", before, after).has_value());
    const Json other = Json::parse(R"({"b": "k", "a": 2})");
    CHECK_FALSE(json_rewritten(R"({"a": 1, "b": "k"})", before, other).has_value()); // another order
}

TEST_CASE("one value of a text is replaced, put in or taken out", "[io][json]") {
    CHECK(json_with_value(R"({"a": "x"})", "/a", Json("y")) == R"({"a": "y"})");
    CHECK(json_with_value(R"({"a": {"b": 1}})", "/a/c", Json("y")) == R"({"a": {"b": 1, "c": "y"}})");
    CHECK(json_with_value("{\n  \"a\": {}\n}", "/a/c", Json("y")) == "{\n  \"a\": {\n    \"c\": \"y\"\n  }\n}");
    CHECK(json_with_value(R"({"a": "x", "b": 1})", "/a", std::nullopt) == R"({"b": 1})");
    CHECK_FALSE(json_with_value(R"({"a": "x"})", "/b/c", Json("y")).has_value());
}
