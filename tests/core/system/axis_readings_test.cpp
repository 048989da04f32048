// Which dimension is which axis: a table of what files hold, and how they are read.

#include "core/system/axis_readings.hpp"
#include "tests/support/catch.hpp"

#include <iterator>
#include <sstream>

using namespace alphascope;

namespace {

AxisNames words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

ArrayToRead array(std::string name, const std::string& declared, std::vector<Index> shape,
                  const std::string& said = {}) {
    ArrayToRead array{std::move(name), words(declared), std::move(shape), std::nullopt};
    if (!said.empty())
        array.said = words(said);
    return array;
}
const std::string query = "head time state", gate = "head time", per_channel = "channel time";

struct Row {
    std::string what;
    std::vector<ArrayToRead> arrays;
    ReadingEvidence evidence;
    ReadingReason reason;
    std::size_t readings;
    std::map<std::string, std::string> axes; ///< of the arrays looked at
};

const std::vector<Row> table{
    {"declared rank, declared order", {array("q", query, {2, 32, 8})}, {}, ReadingReason::declared, 2, {{"q", query}}},
    {"more heads than tokens: still declared",
     {array("q", query, {24, 3, 8}), array("g", gate, {24, 3})},
     {},
     ReadingReason::declared,
     2,
     {{"q", query}, {"g", gate}}},
    {"behind a batch: more tokens",
     {array("q", query, {1, 24, 3, 8}), array("g", gate, {1, 24, 3})},
     {},
     ReadingReason::length,
     2,
     {{"q", "batch time head state"}, {"g", "batch time head"}}},
    {"behind a batch, as declared",
     {array("q", query, {1, 3, 24, 8})},
     {},
     ReadingReason::length,
     2,
     {{"q", "batch head time state"}}},
    {"behind a batch, as many heads as tokens",
     {array("q", query, {1, 8, 8, 4})},
     {},
     ReadingReason::declared,
     2,
     {{"q", "batch head time state"}}},
    {"a sink tells the heads",
     {array("q", query, {24, 3, 8}), array("sink", "head", {3})},
     {},
     ReadingReason::only,
     1,
     {{"q", "time head state"}}},
    {"the tokens of the metadata",
     {array("q", query, {24, 3, 8})},
     {.tokens = 24},
     ReadingReason::tokens,
     2,
     {{"q", "time head state"}}},
    {"tokens that no reading has decide nothing",
     {array("q", query, {24, 3, 8})},
     {.tokens = 17},
     ReadingReason::declared,
     2,
     {{"q", query}}},
    {"the layout of the metadata",
     {array("q", query, {1, 8, 8, 4})},
     {.heads_before_time = false},
     ReadingReason::said,
     2,
     {{"q", "batch time head state"}}},
    {"query, key and value: heads before tokens, few as they are",
     {array("query", query, {1, 12, 5, 8})},
     {.attention_names = true},
     ReadingReason::names,
     2,
     {{"query", "batch head time state"}}},
    {"what is typed for one array holds for all",
     {array("q", query, {1, 3, 24, 8}, "batch time head state"), array("g", gate, {1, 3, 24})},
     {.tokens = 24},
     ReadingReason::said,
     1,
     {{"q", "batch time head state"}, {"g", "batch time head"}}},
    {"also where the sizes are equal",
     {array("q", query, {8, 8, 4}, "time head state"), array("g", gate, {8, 8})},
     {},
     ReadingReason::said,
     1,
     {{"q", "time head state"}, {"g", "time head"}}},
    {"a batch need not be typed",
     {array("q", query, {1, 3, 24, 8}, "time head state")},
     {},
     ReadingReason::said,
     1,
     {{"q", "batch time head state"}}},
    {"any order can be typed",
     {array("q", query, {4, 24, 2, 3}, "state time batch head")},
     {},
     ReadingReason::said,
     1,
     {{"q", "state time batch head"}}},
    {"an array without heads is shared by all",
     {array("q", query, {2, 24, 8}), array("k", query, {24, 8})},
     {},
     ReadingReason::only,
     1,
     {{"q", query}, {"k", "time state"}}},
    {"also behind a batch of one",
     {array("q", query, {1, 24, 3, 8}), array("g", gate, {1, 24})},
     {},
     ReadingReason::only,
     1,
     {{"q", "batch time head state"}, {"g", "batch time"}}},
    {"one array of either order: the sizes agree",
     {array("q", query, {1, 24, 3, 8}), array("g", gate, {1, 3, 24})},
     {},
     ReadingReason::length,
     2,
     {{"q", "batch time head state"}, {"g", "batch head time"}}},
    {"channels keep the declared order, whatever is longer",
     {array("v", per_channel, {1, 24, 6})},
     {},
     ReadingReason::declared,
     2,
     {{"v", "batch channel time"}}},
    {"an array over time alone tells channels from tokens",
     {array("v", per_channel, {1, 24, 6}), array("B", "time state", {1, 24, 4})},
     {},
     ReadingReason::only,
     1,
     {{"v", "batch time channel"}, {"B", "batch time state"}}},
    {"one token", {array("q", query, {2, 1, 8})}, {.tokens = 1}, ReadingReason::tokens, 2, {{"q", query}}},
    {"a number in brackets", {array("window", "", {1})}, {}, ReadingReason::only, 1, {{"window", "batch"}}},
    {"a weight in front of which a one stands",
     {array("q", query, {3, 24, 8}), array("A_log", "head", {1, 3})},
     {},
     ReadingReason::only,
     1,
     {{"q", query}, {"A_log", "batch head"}}},
    {"nothing to turn", {array("v", "time in", {1, 24, 6})}, {}, ReadingReason::only, 1, {{"v", "batch time in"}}},
};

} // namespace

TEST_CASE("arrays are read as sizes, what is said and evidence tell, in this order", "[system][axes]") {
    for (const auto& row : table) {
        CAPTURE(row.what);
        const auto readings = axis_readings(row.arrays, row.evidence);
        REQUIRE(readings.possible.size() == row.readings);
        CHECK(readings.reason == row.reason);
        for (const auto& [name, axes] : row.axes)
            CHECK(axes_text(readings.possible.front().axes.at(name)) == axes);
        for (const auto& reading : readings.possible)
            CHECK(reading.axes.size() == row.arrays.size());
    }
}

TEST_CASE("arrays that no reading brings together are named, with what they contradict", "[system][axes]") {
    const auto heads = axis_readings({array("q", query, {1, 6, 18, 8}), array("k", query, {1, 2, 18, 8})}, {});
    CHECK(heads.possible.empty());
    CHECK(heads.problems.at("k").starts_with("'k' has head = 2, but 'q' has head = 6 (of grouped heads, repeat each"));
    CHECK(heads.nearest.axes.size() == 1);

    const auto typed = axis_readings({array("q", query, {24, 3, 8}, "time head channel")}, {});
    CHECK(typed.problems.at("q").find("cannot be read as 'time head channel'") != std::string::npos);
    const auto rank = axis_readings({array("q", query, {24, 3, 8}, "time state")}, {});
    CHECK(rank.problems.at("q").find("cannot be read as 'time state'") != std::string::npos);
    const auto empty = axis_readings({array("q", query, {2, 0, 8})}, {});
    CHECK(empty.problems.at("q").find("size 0 along time") != std::string::npos);
    CHECK(axis_readings({array("window", "", {3})}, {}).problems.at("window") ==
          "'window' has shape 3, the design declares a single number");
    const auto batches = axis_readings({array("q", query, {4, 2, 9, 8}), array("k", query, {3, 2, 9, 8})}, {});
    CHECK(batches.problems.at("k").find("'k' has a batch of 3, the other arrays one of 4") != std::string::npos);
}

TEST_CASE("the layout in a file's metadata, in letters and in words", "[system][axes]") {
    for (const char* text :
         {"BTHD", "bthd", "THD", "btnh", "blhd", "time head", "batch seq heads dim", "BTC", "time channel"})
        CHECK(heads_before_time(text) == false);
    for (const char* text : {"BHTD", "htd", "BHSD", "batch head time state"})
        CHECK(heads_before_time(text) == true);
    for (const char* text : {"", "xyz", "D", "the usual one", "std", "not contiguous"})
        CHECK_FALSE(heads_before_time(text).has_value());
}
