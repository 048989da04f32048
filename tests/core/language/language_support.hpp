#pragma once
// Short ways to evaluate a text in tests.
#include "core/language/expression.hpp"
#include "tests/support/catch.hpp"

#include <initializer_list>

namespace alphascope {

inline Value array(Axes axes, std::vector<double> numbers) {
    return {std::move(axes), std::move(numbers), {}};
}

/// L = 3, n = 4, heads = 2 with axis head; signals q, k (head × time × state), beta (head × time), g (time), row
/// (state), c (a number), z (complex).
inline Environment small_environment() {
    Environment environment;
    environment.length = 3;
    environment.state = 4;
    environment.heads = 2;
    environment.axis_sizes = {{"head", 2}, {"time", 3}, {"state", 4}, {"pair", 2}, {"slot", 2}, {"level", 3}};
    const auto ramp = [](Axes axes, double start, double step) {
        std::vector<double> numbers(static_cast<std::size_t>(element_count(axes)));
        for (std::size_t e = 0; e < numbers.size(); ++e)
            numbers[e] = start + step * static_cast<double>(e);
        return Value{std::move(axes), numbers, {}};
    };
    environment.values["q"] = ramp({{"head", 2}, {"time", 3}, {"state", 4}}, 1, 1);
    environment.values["k"] = ramp({{"head", 2}, {"time", 3}, {"state", 4}}, -3, 0.5);
    environment.values["beta"] = ramp({{"head", 2}, {"time", 3}}, 10, 10);
    environment.values["g"] = array({{"time", 3}}, {-1, -2, -4});
    environment.values["row"] = array({{"state", 4}}, {3, 1, 4, 1});
    environment.values["c"] = Value::number(0.5);
    environment.values["z"] = Value{{{"state", 2}}, {1, 0}, {2, -1}};
    return environment;
}

inline Value eval(std::string_view text, const Environment& environment = small_environment()) {
    const auto expression = parse_expression(text);
    INFO(text << ": " << (expression ? "" : expression.error().message));
    REQUIRE(expression.has_value());
    const auto value = evaluate(*expression, environment);
    INFO(text << ": " << (value ? "" : value.error().message));
    REQUIRE(value.has_value());
    CHECK(element_count(value->axes) == value->size());
    return *value;
}

inline double number(std::string_view text, const Environment& environment = small_environment()) {
    const Value value = eval(text, environment);
    INFO(text << " has axes " << describe(value.axes));
    REQUIRE(value.axes.empty());
    REQUIRE_FALSE(value.is_complex());
    return value.real.front();
}

/// The error of parsing or evaluating; fails the test when there is none.
inline Error error_of(std::string_view text, const Environment& environment = small_environment()) {
    const auto value = parse_expression(text).and_then([&](const Expression& e) { return evaluate(e, environment); });
    INFO(text);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().code == ErrorCode::invalid_design);
    return value.error();
}

inline std::vector<double> numbers(std::string_view text, const Environment& environment = small_environment()) {
    const Value value = eval(text, environment);
    return {value.real.begin(), value.real.end()};
}

} // namespace alphascope
