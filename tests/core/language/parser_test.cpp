#include "language_support.hpp"

#include "core/language/functions.hpp"

using namespace alphascope;

TEST_CASE("operators bind as in mathematics", "[language]") {
    CHECK(number("1 + 2 * 3") == 7);
    CHECK(number("(1 + 2) * 3") == 9);
    CHECK(number("10 - 4 - 3") == 3);
    CHECK(number("16 / 4 / 2") == 2);
    CHECK(number("2^3^2") == 512);
    CHECK(number("-2^2") == -4);
    CHECK(number("2^-1") == 0.5);
    CHECK(number("2^-2^2") == 0.0625);
    CHECK(number("3 * -2") == -6);
    CHECK(number("--3") == 3);
    CHECK(number("-3 - -3") == 0);
    CHECK(number("1 + 1 < 3") == 1);
    CHECK(number("2 * 2 >= 5") == 0);
    CHECK(number("(1 < 2) * (2 != 3) + (1 == 1) + (1 <= 1) + (2 > 3)") == 3);
    CHECK(number("\t1\n+ 2\r") == 3);
}

TEST_CASE("numbers are read as decimal float64", "[language]") {
    CHECK(number("1.5") == 1.5);
    CHECK(number("1e-3") == 0.001);
    CHECK(number("2.5E+2") == 250);
    CHECK(number(".5") == 0.5);
    CHECK(number("7.") == 7);
}

TEST_CASE("long sums are fine, deep nesting and long texts are errors", "[language]") {
    std::string sum = "1";
    for (int k = 1; k < 2000; ++k)
        sum += "+1";
    CHECK(number(sum) == 2000);

    const auto nested = [](int depth) { return std::string(depth, '(') + "1" + std::string(depth, ')'); };
    CHECK(number(nested(63)) == 1);
    CHECK(error_of(nested(64)).message == "nested more than 64 deep at column 65; name an inner part with a let");
    CHECK(error_of(std::string(1000, '-') + "1").message.substr(0, 6) == "nested");
    CHECK(error_of(std::string(4097, ' ')).message ==
          "an expression may have 4096 characters, this one has 4097; name parts of it with lets");
}

TEST_CASE("every syntax error says where and what would be right", "[language]") {
    struct Case {
        std::string text, message;
        std::ptrdiff_t offset, length;
    };
    const std::vector<Case> cases{
        {"", "expected an expression at column 1", 0, 0},
        {"  ", "expected an expression at column 3", 2, 0},
        {"1 +", "expected a value after '+' at column 4", 3, 0},
        {"1 + * 2", "expected a value after '+', found '*' at column 5", 4, 1},
        {")", "expected a value, found ')' at column 1", 0, 1},
        {"exp(c", "expected ')' at column 6", 5, 0},
        {"(1 + 2", "expected ')' at column 7", 6, 0},
        {"1 + 2)", "')' without '(' at column 6", 5, 1},
        {"1, 5", "',' outside a call at column 2; the decimal point is '.'", 1, 1},
        {"2 c", "expected an operator before 'c' at column 3; a product is written with '*'", 2, 1},
        {"2c", "expected an operator before 'c' at column 2; a product is written with '*'", 1, 1},
        {"(1)(2)", "expected an operator before '(' at column 4; a product is written with '*'", 3, 1},
        {"c(2)", "unknown function 'c' at column 1; a product is written c * (...)", 0, 1},
        {"1 + sofplus(c)", "unknown function 'sofplus' at column 5; did you mean 'softplus'?", 4, 7},
        {"negate(1)", "unknown function 'negate' at column 1; a product is written negate * (...)", 0, 6},
        {"c + softplus", "'softplus' is a function at column 5; write softplus(x)", 4, 8},
        {"softplus(q, k)", "'softplus' takes 1 argument, got 2 at column 1; write softplus(x)", 0, 8},
        {"softplus()", "'softplus' takes 1 argument, got 0 at column 1; write softplus(x)", 0, 8},
        {"2*max(q)", "'max' takes 2 arguments, got 1 at column 3; write max(a, b)", 2, 3},
        {"sum(q, state, time)", "'sum' takes 1 or 2 arguments, got 3 at column 1; write sum(x, axis)", 0, 3},
        {"shift(q, 1, 2)", "'shift' takes 1 or 2 arguments, got 3 at column 1; write shift(x, first)", 0, 5},
        {"concat()", "'concat' takes at least 1 argument, got 0 at column 1; write concat(a, b, ...)", 0, 6},
        {"sum(q, 2)", "'sum' expects the name of an axis at column 8; write sum(x, axis)", 7, 1},
        {"sum(q, n/2)", "'sum' expects the name of an axis at column 8; write sum(x, axis)", 7, 1},
        {"sum(q, state", "expected ')' at column 13", 12, 0},
        {"max(1 2, 3)", "expected ',' or ')' at column 7", 6, 1},
        {"1 < 2 < 3", "comparisons do not chain: '<' at column 7; write (a < b) * (b < c) for both", 6, 1},
        {"1 = 2", "unexpected '=' at column 3; did you mean '=='?", 2, 1},
        {"2 ** 3", "unexpected '**' at column 3; did you mean '^'?", 2, 2},
        {"2 × 3", "unexpected '×' at column 3; did you mean '*'?", 2, 2},
        {"c²", "unexpected '²' at column 2; did you mean '^2'?", 1, 2},
        {"row[0]", "unexpected '[' at column 4; did you mean '('?", 3, 1},
        {"1 $ 2", "unexpected character '$' at column 3", 2, 1},
        {"é + 2×3", "unexpected character 'é' at column 1", 0, 2},
        {"1 \xff", "unexpected byte 0xff at column 3", 2, 1},
        {std::string("1\0", 2), "unexpected byte 0x00 at column 2", 1, 1},
        {"1e999", "the number '1e999' is outside the range of float64 at column 1", 0, 5},
        {"+1", "expected a value, found '+' at column 1", 0, 1},
    };
    for (const Case& c : cases) {
        const Error error = error_of(c.text);
        INFO(c.text);
        CHECK(error.message == c.message);
        CHECK(error.offset == c.offset);
        CHECK(error.length == c.length);
    }
}

TEST_CASE("columns count characters, offsets count bytes", "[language]") {
    const Error error = error_of("c +\n√2");
    CHECK(error.message == "unexpected '√' at column 5; did you mean 'sqrt'?");
    CHECK(error.offset == 4);
}

TEST_CASE("what an expression reads and which time it sees is known without data", "[language]") {
    const auto parsed = [](std::string_view text) { return parse_expression(text).value(); };
    CHECK(names_read(parsed("sum(beta * k, state) + L * head / pi - k + score")) ==
          std::set<std::string>{"beta", "k", "score"});
    CHECK(names_read(parsed("2 + index(state)")).empty());

    CHECK(time_use(parsed("exp(q) + sum(k) * position")) == TimeUse::local);
    CHECK(time_use(parsed("index(time)")) == TimeUse::local);
    for (const char* text : {"shift(q)", "1 + cumsum(q)", "cumprod(q)", "cummax(q)", "logcumsumexp(q)", "scan(q, k)"})
        CHECK(time_use(parsed(text)) == TimeUse::causal);
    for (const char* text : {"max_over_time(q)", "cumsum(sum(q, time))", "softmax(q, time)", "roll(q, 1, time)",
                             "mean_over_time(q)", "rename(q, time, from)"})
        CHECK(time_use(parsed(text)) == TimeUse::global);

    CHECK(parsed("1 + q") == parsed("1 + q"));
    CHECK_FALSE(parsed("1 + q") == parsed("1+q"));
}

TEST_CASE("built-in names, functions and the words of rows are reserved", "[language]") {
    for (const char* name : {"L", "n", "dim", "heads", "head", "position", "pi", "score", "row_sum", "row_abs_sum",
                             "row_max", "exp", "concat", "max_over_time"})
        CHECK(is_reserved_name(name));
    for (const char* name : {"q", "k", "state", "time", "N", "beta", "negate"})
        CHECK_FALSE(is_reserved_name(name));
    CHECK(built_in_names().size() == 7);
}

TEST_CASE("the function table is complete and consistent", "[language]") {
    std::set<std::string> names;
    for (const FunctionInfo& function : function_table()) {
        CHECK(names.insert(std::string(function.name)).second);
        CHECK(find_function(function.name) == &function);
        CHECK_FALSE(function.help.empty());
        const bool values_vary = function.values.minimum != function.values.maximum;
        const bool axes_vary = function.axes.minimum != function.axes.maximum;
        CHECK_FALSE((values_vary && axes_vary));
        if (!is_operator(function))
            CHECK(function.signature.substr(0, function.name.size() + 1) == std::string(function.name) + "(");
    }
    CHECK(names.size() == static_cast<std::size_t>(Operation::uniform) + 1);
    CHECK(function_help().size() + 12 == names.size()); // twelve operators
}
