#include "core/io/json_advice.hpp"
#include "core/io/json_checked.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("what is wrong in a JSON text is said for people", "[io][json]") {
    struct Case {
        const char *text, *marked, *message;
    };
    const Case cases[] = {
        {"{\"a\": 1\n\"b\": 2}", "\"", "a comma is missing before line 2"},
        {"[1 2]", "2", "a comma is missing before \"2\""},
        {"{\"a\": 1,}", ",", "remove this comma: nothing follows it before '}'"},
        {"[1, 2,]", ",", "remove this comma"},
        {"{\"a\" 1}", "\"a\"", "a colon is missing after \"a\""},
        {"{a: 1}", "a", "a name in double quotes belongs here, not \"a\""},
        {"{'a': 1}", "'", "names stand in double quotes"},
        {"{\"a\": 'x'}", "'", "texts stand in double quotes"},
        {"{\"a\": k * 2}", "k", "texts and formulas stand in double quotes"},
        {"{\"a\": True}", "True", "write true in small letters"},
        {"{\"a\": None}", "None", "write null"},
        {"{\"a\": NaN}", "NaN", "JSON has no number NaN"},
        {"{\"a\": .5}", ".5", "write a 0 before the point"},
        {"{\"a\": +1}", "+1", "leave the + out"},
        {"{\"a\": 1.}", "1.", "write a digit after the point"},
        {"{\"a\": 01}", "01", "leave the leading 0 out"},
        {"{\"a\": 1e}", "1e", "digits are missing after the e"},
        {"{\"a\": }", "}", "a value is missing before '}'"},
        {"{\"a\": 1, , }", ",", "a comma too many"},
        {"{\"a\": \"x\n}", "\"x", "the closing quote of this text is missing on its line"},
        {"{\"a\": \"C:\\dir\"}", "\\d", "a backslash itself is written \\\\"},
        {"{\"a\": [1, 2}", "}", "'[' of line 1 is closed by '}': write ']'"},
        {"{\n\"a\": [1, 2]", "", "the '{' of line 1 is not closed, '}' is missing"},
        {"{\"a\": 1} // why", "// why", "JSON has no comments"},
        {"{\"a\": 1}}", "}", "closes nothing"},
        {"{\"a\": 1} x", "x", "the document ended before \"x\""},
        {"", "", "the document is empty"},
    };
    for (const auto& [text, marked, message] : cases) {
        const auto advice = json_advice(text);
        INFO(text);
        REQUIRE(advice.has_value());
        INFO(advice->message);
        CHECK(advice->message.find(message) != std::string::npos);
        CHECK(std::string_view(text).substr(advice->begin, advice->length) == marked);
        CHECK_FALSE(nlohmann::ordered_json::accept(text));
    }
}

TEST_CASE("advice and parser agree on what JSON is", "[io][json]") {
    // Every text of up to five of these pieces: 8 + 8^2 + ... + 8^5.
    constexpr std::string_view pieces[] = {"{", "}", "[", "]", "\"a\"", ":", ",", "-1.5e2"};
    constexpr int count = 8, longest = 5;
    int wrong = 0;
    for (int length = 1, texts = count; length <= longest; ++length, texts *= count)
        for (int number = 0; number < texts; ++number) {
            std::string text;
            for (int k = 0, rest = number; k < length; ++k, rest /= count)
                text += pieces[rest % count];
            wrong += json_advice(text).has_value() == nlohmann::ordered_json::accept(text);
        }
    CHECK(wrong == 0);
}

TEST_CASE("deep nesting costs no stack", "[io][json]") {
    CHECK(json_advice(std::string(2000000, '[')).has_value());
}
