#include "core/language/value.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("copies share their numbers until one of them is written", "[language]") {
    Numbers numbers{1, 2, 3};
    const double* place = numbers.data();
    CHECK(numbers.write() == place); // nobody else has it
    const Numbers copy = numbers;
    CHECK(copy.data() == place);
    CHECK(copy.shares_with(numbers));
    numbers.write()[0] = 9;
    CHECK(copy == Numbers{1, 2, 3});
    CHECK(numbers == Numbers{9, 2, 3});
    CHECK_FALSE(copy.shares_with(numbers));
    CHECK(copy.data() == place);
}

TEST_CASE("a part shares, and writing it leaves the whole alone", "[language]") {
    const Numbers whole{1, 2, 3, 4};
    Numbers part = whole.part(1, 2);
    CHECK(part == Numbers{2, 3});
    CHECK(part.data() == whole.data() + 1);
    part.write()[0] = 7;
    CHECK(part == Numbers{7, 3});
    CHECK(whole == Numbers{1, 2, 3, 4});
}

TEST_CASE("vectors are taken over, and empty numbers are nothing", "[language]") {
    std::vector<double> given{4, 5};
    const double* place = given.data();
    const Numbers taken(std::move(given));
    CHECK(taken.data() == place);
    CHECK(Numbers().empty());
    CHECK(Numbers(std::vector<double>{}) == Numbers());
    CHECK(Numbers::zeros(40000) == Numbers(std::vector<double>(40000)));
}

TEST_CASE("a head is cut out and a missing axis of size 1 is added without copying", "[language]") {
    const Value x{{{"head", 2}, {"time", 3}}, {1, 2, 3, 4, 5, 6}, {}};
    const Value second = slice(x, "head", 1);
    CHECK(second.real == Numbers{4, 5, 6});
    CHECK(second.real.data() == x.real.data() + 3);
    CHECK(expand(second, {{"head", 1}, {"time", 3}}).real.shares_with(second.real));
    CHECK(same_value(second, slice(x, "head", 1)));
    CHECK_FALSE(same_value(second, Value{{{"time", 3}}, {4, 5, 6}, {}})); // equal, but another array
    CHECK(same_value(Value::number(2), Value::number(2)));
    CHECK_FALSE(same_value(Value::number(0.0), Value::number(-0.0)));
}
