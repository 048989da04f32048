#include "language_support.hpp"

#include <limits>

using namespace alphascope;

TEST_CASE("axes have one order", "[language]") {
    const std::vector<std::string> order{"head",    "channel", "out",  "in",    "time", "micro",
                                         "feature", "level",   "slot", "state", "from", "value"};
    for (std::size_t a = 0; a < order.size(); ++a)
        for (std::size_t b = 0; b < order.size(); ++b)
            CHECK(axis_before(order[a], order[b]) == (a < b));
}

TEST_CASE("axes are described and counted", "[language]") {
    CHECK(describe({}) == "a single number");
    CHECK(describe({{"head", 4}, {"time", 512}, {"state", 32}}) == "head 4 × time 512 × state 32");
    CHECK(element_count({}) == 1);
    CHECK(element_count({{"head", 4}, {"time", 3}}) == 12);
    CHECK(element_count({{"head", Index{1} << 62}, {"time", 8}, {"state", 0}}) == 0);
    CHECK(element_count({{"head", Index{1} << 62}, {"time", 8}}) == std::numeric_limits<Index>::max());
}

TEST_CASE("a slice fixes one axis, expanding repeats along missing ones", "[language]") {
    const Value x{{{"time", 2}, {"state", 3}}, {1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1}};
    const Value row = slice(x, "time", 1);
    CHECK(row.axes == Axes{{"state", 3}});
    CHECK(row.real == std::vector<double>{4, 5, 6});
    CHECK(row.imaginary == std::vector<double>{3, 2, 1});
    CHECK(slice(x, "state", 2).real == std::vector<double>{3, 6});
    CHECK(slice(x, "head", 5).real == x.real);

    const Value wide = expand(row, {{"head", 2}, {"state", 3}, {"value", 2}});
    CHECK(wide.real == std::vector<double>{4, 4, 5, 5, 6, 6, 4, 4, 5, 5, 6, 6});
    CHECK(wide.imaginary == std::vector<double>{3, 3, 2, 2, 1, 1, 3, 3, 2, 2, 1, 1});
    CHECK(expand(Value::number(2), {{"time", 3}}).real == std::vector<double>{2, 2, 2});
    CHECK(x.extent("time") == 2);
    CHECK(x.extent("head") == 1);
    CHECK(x.axis("head") == nullptr);
}
