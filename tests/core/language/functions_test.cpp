#include "language_support.hpp"

#include <cmath>
#include <limits>

using namespace alphascope;

TEST_CASE("functions along an axis reduce it, state by default", "[language]") {
    // q[h, t, s] = 1 + 12 h + 4 t + s
    CHECK(eval("sum(q)").axes == Axes{{"head", 2}, {"time", 3}});
    CHECK(numbers("sum(q)") == std::vector<double>{10, 26, 42, 58, 74, 90});
    CHECK(numbers("mean(q, state)")[0] == 2.5);
    CHECK(eval("sum(q, time)").axes == Axes{{"head", 2}, {"state", 4}});
    CHECK(numbers("sum(q, time)") == std::vector<double>{15, 18, 21, 24, 51, 54, 57, 60});
    CHECK(numbers("sum(q, head)")[0] == 14);
    CHECK(number("maximum(row) + 10*minimum(row)") == 14);
    CHECK(numbers("maximum(-q, time)") == std::vector<double>{-1, -2, -3, -4, -13, -14, -15, -16});
    CHECK(number("norm(row)") == Approx(std::sqrt(27.0)));
    CHECK(number("norm(unit(row))") == Approx(1));
    CHECK(numbers("unit(0*row)") == std::vector<double>{0, 0, 0, 0});
    CHECK(number("dot(row, row)") == 27);
    CHECK(numbers("dot(q, row)")[1] == 3 * 5 + 6 + 4 * 7 + 8);
    CHECK(eval("contract(q, beta, time)").axes == Axes{{"head", 2}, {"state", 4}});
    CHECK(numbers("contract(q, beta, time)")[0] == 1 * 10 + 5 * 20 + 9 * 30);
    CHECK(std::isnan(number("maximum(concat(1, 0/0, 2))")));
    const auto p = numbers("softmax(concat(1000, 1000 + log(3)))");
    CHECK(p[0] == Approx(0.25));
    CHECK(p[1] == Approx(0.75));
}

TEST_CASE("an axis a value does not have counts as size 1, but time as the same at every position", "[language]") {
    CHECK(number("sum(c)") == 0.5);
    CHECK(number("norm(-c)") == 0.5);
    CHECK(number("softmax(c)") == 1);
    CHECK(number("dot(c, 4)") == 2);
    CHECK(number("maximum(c, level)") == 0.5);
    CHECK(number("sum(c, time)") == 1.5);
    CHECK(number("sum_over_time(c)") == 1.5);
    CHECK(number("mean(c, time)") == 0.5);
    CHECK(number("dot(c, 2, time)") == 3);
    CHECK(numbers("cumsum(c)") == std::vector<double>{0.5, 1, 1.5});
}

TEST_CASE("coordinates are put together and taken apart", "[language]") {
    CHECK(numbers("concat(c, 0, 1)") == std::vector<double>{0.5, 0, 1});
    CHECK(eval("concat(c, 0, 1)").axes == Axes{{"state", 3}});
    const Value wide = eval("concat(g, row)"); // g has no state axis: one coordinate
    CHECK(wide.axes == Axes{{"time", 3}, {"state", 5}});
    CHECK(wide.real == std::vector<double>{-1, 3, 1, 4, 1, -2, 3, 1, 4, 1, -4, 3, 1, 4, 1});
    std::string many = "concat(0";
    for (int k = 1; k < 100; ++k)
        many.append(",").append(std::to_string(k));
    CHECK(numbers(many + ")")[99] == 99);
    CHECK(eval("concat(0*k, k)").axes == Axes{{"head", 2}, {"time", 3}, {"state", 8}});

    CHECK(numbers("roll(row, 1)") == std::vector<double>{1, 3, 1, 4});
    CHECK(numbers("roll(row, -1)") == std::vector<double>{1, 4, 1, 3});
    CHECK(numbers("roll(row, 9)") == numbers("roll(row, 1)"));
    CHECK(numbers("roll(g, 1, time)") == std::vector<double>{-4, -1, -2});
    CHECK(numbers("slice(row, 1, n/2 + 1)") == std::vector<double>{1, 4});
    CHECK(numbers("slice(g, 0, 2, time)") == std::vector<double>{-1, -2});
    CHECK(numbers("even(row)") == std::vector<double>{3, 4});
    CHECK(numbers("odd(row)") == std::vector<double>{1, 1});
    CHECK(numbers("index(pair)") == std::vector<double>{0, 1});
    CHECK(numbers("index(time)") == std::vector<double>{0, 1, 2});
}

TEST_CASE("axes are renamed, multiplied out, split and merged", "[language]") {
    const Value renamed = eval("rename(rename(row, state, head) * g, head, value)");
    CHECK(renamed.axes == Axes{{"time", 3}, {"value", 4}});
    CHECK(renamed.real == numbers("row * g"));

    const Value matrix = eval("outer(row, row, state, from)");
    CHECK(matrix.axes == Axes{{"state", 4}, {"from", 4}});
    CHECK(matrix.real == std::vector<double>{9, 3, 12, 3, 3, 1, 4, 1, 12, 4, 16, 4, 3, 1, 4, 1});
    // Contracting from away again: row * (row . ones)
    CHECK(numbers("contract(outer(row, row, state, from), 1, from)") == std::vector<double>{27, 9, 36, 9});

    // pair stands before slot, both before state
    const Value split = eval("split(row, state, pair, slot)");
    CHECK(split.axes == Axes{{"pair", 2}, {"slot", 2}});
    CHECK(split.real == std::vector<double>{3, 1, 4, 1});
    CHECK(numbers("split(row, state, slot, pair)") == std::vector<double>{3, 4, 1, 1}); // transposed in storage
    CHECK(numbers("merge(split(row, state, slot, pair), slot, pair, state)") == std::vector<double>{3, 1, 4, 1});
    CHECK(numbers("merge(split(row, state, pair, slot), slot, pair, state)") == std::vector<double>{3, 4, 1, 1});
    CHECK(eval("merge(q, head, time, state2)").axes == Axes{{"state2", 6}, {"state", 4}});
    CHECK(eval("split(row, state, pair, state)").axes == Axes{{"pair", 2}, {"state", 2}});
}

TEST_CASE("scan_max keeps the largest of what came before, moved on by its first argument", "[language]") {
    // g = -1, -2, -4.  y0 = x0; y1 = max(a1 + y0, x1); y2 = max(a2 + y1, x2), by hand.
    CHECK(numbers("scan_max(0, g)") == std::vector<double>{-1, -1, -1}); // cummax
    CHECK(numbers("scan_max(-0.5, g)") == std::vector<double>{-1, -1.5, -2});
    CHECK(numbers("scan_max(-5, g)") == std::vector<double>{-1, -2, -4}); // nothing is left of the past
    CHECK(numbers("scan_max(g, 0 * g)") == std::vector<double>{0, 0, 0}); // a decays, x is always the larger
    CHECK(numbers("scan_max(-g, g)") == std::vector<double>{-1, 1, 5});   // a0 moves nothing: there is no past
    CHECK(numbers("scan_max(g, -g)") == std::vector<double>{1, 2, 4});
}

TEST_CASE("functions along time see the past only", "[language]") {
    CHECK(numbers("shift(g)") == std::vector<double>{0, -1, -2});
    CHECK(numbers("shift(g, 7)") == std::vector<double>{7, -1, -2});
    CHECK(numbers("cumsum(g)") == std::vector<double>{-1, -3, -7});
    CHECK(numbers("cumprod(g)") == std::vector<double>{-1, 2, -8});
    CHECK(numbers("cummax(g)") == std::vector<double>{-1, -1, -1});
    CHECK(numbers("cummax(-g)") == std::vector<double>{1, 2, 4});
    // y0 = 1, y1 = -2 + 0.5, y2 = -4 - 0.75 for x = -g * (1, -1, -1)...: x = g, a = c = 0.5
    CHECK(numbers("scan(c, g)") == std::vector<double>{-1, -2.5, -5.25});
    CHECK(numbers("scan(g, 1)") == std::vector<double>{1, -1, 5});
    CHECK(number("max_over_time(g)") == -1);
    CHECK(number("sum_over_time(g)") == -7);
    CHECK(number("mean_over_time(g)") == Approx(-7.0 / 3));
    CHECK(numbers("cumsum(q)") == std::vector<double>{1,  2,  3,  4,  6,  8,  10, 12, 15, 18, 21, 24,
                                                      13, 14, 15, 16, 30, 32, 34, 36, 51, 54, 57, 60});

    const auto l = numbers("logcumsumexp(1000 + log(index(time) + 1))"); // log(1), log(3), log(6) above 1000
    CHECK(l[0] == Approx(1000));
    CHECK(l[1] - 1000 == Approx(std::log(3.0)));
    CHECK(l[2] - 1000 == Approx(std::log(6.0)));
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(numbers("logcumsumexp(log(0*g))") == std::vector<double>{-infinity, -infinity, -infinity});

    // Rotation by a quarter: powers of i.
    const Value turned = eval("cumprod(exp(complex(0*g, pi/2)))");
    CHECK(turned.imaginary[0] == Approx(1));
    CHECK(turned.real[1] == Approx(-1));
    CHECK(turned.imaginary[2] == Approx(-1));
    const Value driven = eval("scan(complex(0, 1), 1 + 0*g)"); // 1, 1 + i, 1 + i(1 + i) = i
    CHECK(driven.real == std::vector<double>{1, 1, 0});
    CHECK(driven.imaginary == std::vector<double>{0, 1, 1});
}

TEST_CASE("what the catalogue writes evaluates", "[language]") {
    Environment environment = small_environment();
    environment.heads = 4;
    environment.axis_sizes["head"] = 4;
    const auto slopes = numbers("2^(-8*(head+1)/heads)", environment);
    CHECK(slopes == std::vector<double>{0.25, 0.0625, 0.015625, 0.00390625}); // ALiBi for four heads

    environment.heads = environment.axis_sizes["head"] = 6;
    environment.values["p"] = eval("2^floor(log2(heads))", environment);
    CHECK(environment.values["p"].real[0] == 4);
    // The published rule for six heads: those of four, then every second one of eight.
    CHECK(numbers("where(head < p, 2^(-8*(head+1)/p), 2^(-4*(2*(head-p)+1)/p))", environment) ==
          std::vector<double>{0.25, 0.0625, 0.015625, 0.00390625, 0.5, 0.125});

    environment = small_environment();
    environment.values["A_log"] = array({{"head", 2}}, {0, std::log(2.0)});
    environment.values["dt"] = array({{"head", 2}, {"time", 3}}, {1, 2, 3, 4, 5, 6});
    CHECK(numbers("-exp(A_log)*dt", environment)[5] == Approx(-12));

    // mLSTM's running stabiliser: m_t = max(F_t, ...) with F = cumsum(log f)
    environment.values["F"] = array({{"time", 3}}, {-1, -2, -3});
    environment.values["i"] = array({{"time", 3}}, {0, 3, 1});
    CHECK(numbers("F + max(0, cummax(i - F))", environment) == std::vector<double>{0, 3, 2});

    environment.values["log_A_real"] = Value::number(std::log(0.5));
    environment.values["A_imag"] = array({{"state", 4}}, {0, 1, 2, 3});
    environment.values["A"] = eval("complex(-exp(log_A_real), A_imag)", environment);
    const Value zoh = eval("expm1(c*A)/A", environment);
    CHECK(zoh.real[0] == Approx((std::exp(-0.25) - 1) / -0.5));

    CHECK(numbers("log(0.1 + (1-0.1)*sigmoid(0*g))")[0] == Approx(std::log(0.55)));
    CHECK(numbers("log1p(-2^(-5-head))")[1] == Approx(std::log(63.0 / 64)));
    CHECK(numbers("-10000^(-2*index(pair)/n)") == std::vector<double>{-1, -0.01});
    environment.values["score"] = Value::number(3);
    CHECK(number("1 + score + score^2/2", environment) == 8.5);
    environment.values["row_sum"] = array({{"time", 3}}, {-2, 0.5, 1});
    CHECK(numbers("max(abs(row_sum), 1) + 1e-6*exp(0*g)", environment)[0] == Approx(2.000001));
    CHECK(eval("2*complex(re(z), im(z))").is_complex());
    CHECK(eval("concat(q, q*row)").extent("state") == 8);
}
