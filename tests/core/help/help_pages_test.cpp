#include "core/base/resources.hpp"
#include "core/help/help_pages.hpp"
#include "core/help/words.hpp"
#include "tests/support/catch.hpp"

#include <regex>
#include <set>

using namespace alphascope;

TEST_CASE("every help page has a title and says something", "[help]") {
    for (const auto& page : help_pages()) {
        CAPTURE(page.id);
        const std::string text = page.markdown();
        CHECK(text.starts_with("# " + std::string(page.title) + "\n"));
        CHECK(text.size() > 1000);
        CHECK(*help_page(page.id) == &page);
    }
}

TEST_CASE("every preset that the page of misfits names exists", "[help]") {
    const std::string text = (*help_page("fit"))->markdown();
    const std::regex sentence("[Pp]resets? (`[a-z0-9_]+`(, )?)+"), name("`([a-z0-9_]+)`");
    int named = 0;
    for (auto s = std::sregex_iterator(text.begin(), text.end(), sentence); s != std::sregex_iterator(); ++s) {
        const std::string names = s->str();
        for (auto n = std::sregex_iterator(names.begin(), names.end(), name); n != std::sregex_iterator(); ++n) {
            CAPTURE((*n)[1].str());
            CHECK(resource("presets/" + (*n)[1].str() + ".json").has_value());
            ++named;
        }
    }
    CHECK(named > 10);
}

TEST_CASE("every word of the window stands once, under its panel, and on the page about the window", "[help]") {
    const std::string page = window_page();
    std::set<std::string_view> ids;
    std::string_view panel;
    for (const Word& word : words()) {
        CAPTURE(word.id);
        CHECK(ids.insert(word.id).second);
        CHECK(word.sentence.ends_with("."));
        if (word.is_panel()) {
            panel = word.id;
            CHECK(page.find("\n## " + std::string(word.word) + "\n") != std::string::npos);
        } else {
            CHECK(word.id.starts_with(std::string(panel) + "/"));
        }
        CHECK(page.find(word.sentence) != std::string::npos);
        CHECK(explanation(word).find("in per ") == std::string::npos);
        CHECK(explanation(word).find(word.formula) != std::string::npos);
    }
}

TEST_CASE("the page about the window explains its opaque words", "[help]") {
    const std::string page = window_page();
    for (const char* text : {"N_eff", "entropy", "frozen query", "half-life of token j",
                             "half-life, median of all tokens", "transient gain", "Headroom", "closed form",
                             "certificate", "float32 underflows in", "room of exp", "does not decide", "eigenvalue"})
        CHECK(page.find(text) != std::string::npos);
}

TEST_CASE("an unknown help page is answered with those there are", "[help]") {
    const auto page = help_page("langauge");
    REQUIRE_FALSE(page.has_value());
    CHECK(page.error().code == ErrorCode::usage);
    CHECK(page.error().message.find("did you mean 'language'?") != std::string::npos);
}
