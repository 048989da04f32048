#include "core/io/utf8.hpp"
#include "tests/support/catch.hpp"

#include <string_view>

using namespace alphascope;
using namespace std::string_view_literals;

TEST_CASE("well-formed UTF-8 passes, from one to four bytes a character", "[io]") {
    for (const auto text :
         {""sv, "plain"sv, "\0"sv, "\u00e9"sv, "\u03b1(i, j)"sv, "\ud7ff\ue000\uffff"sv, "\U00010000\U0010ffff"sv})
        CHECK(first_invalid_utf8(text) == std::string_view::npos);
}

TEST_CASE("the first ill-formed byte of UTF-8 is named", "[io]") {
    struct Case {
        std::string_view text;
        std::size_t offset;
    };
    const Case cases[] = {{"ab\xff", 2},
                          {"\x80", 0},
                          {"a\xc3", 1},
                          {"\xc0\xaf", 0},
                          {"\xe0\x80\xaf", 0},
                          {"x\xed\xa0\x80", 1},
                          {"\xf0\x80\x80\xaf", 0},
                          {"\xf4\x90\x80\x80", 0},
                          {"\xf5\x80\x80\x80", 0},
                          {"\xe2\x82", 0},
                          {"\xc3(", 0}};
    for (const auto& [text, offset] : cases)
        CHECK(first_invalid_utf8(text) == offset);
}

TEST_CASE("an excerpt is one short line of UTF-8, whatever the text", "[io]") {
    CHECK(excerpt("plain") == "plain");
    CHECK(excerpt("a\nb\x7f"sv) == "a?b?");
    CHECK(excerpt("a\xffz\xc3") == "a?z?");
    CHECK(excerpt("\u03b1\u03b2\u03b3", 5) == "\u03b1\u03b2..."); // two bytes each: the third would be cut
    CHECK(excerpt(std::string(1000, 'x')).size() == 83);
    CHECK(in_quotes("q\n") == "\"q?\"");
}
