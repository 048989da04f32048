#include "language_support.hpp"

#include <cmath>
#include <limits>

using namespace alphascope;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST_CASE("elementwise functions take their textbook values", "[language]") {
    CHECK(number("exp(1)") == Approx(2.718281828459045));
    CHECK(number("log(exp(2))") == Approx(2));
    CHECK(number("log2(8)") == 3);
    CHECK(number("sqrt(9)") == 3);
    CHECK(number("abs(-2.5)") == 2.5);
    CHECK(number("floor(-1.5)") == -2);
    CHECK(number("sign(-3) + 10*sign(0) + 100*sign(2)") == 99);
    CHECK(number("tanh(0.5)") == Approx((std::exp(1.0) - 1) / (std::exp(1.0) + 1)));
    CHECK(number("sin(pi/6)") == Approx(0.5));
    CHECK(number("cos(pi/3)") == Approx(0.5));
    CHECK(number("sigmoid(log(3))") == Approx(0.75)); // 1 / (1 + 1/3)
    CHECK(number("logsigmoid(log(3))") == Approx(std::log(0.75)));
    CHECK(number("softplus(log(3))") == Approx(std::log(4.0)));
    CHECK(number("relu(-2) + relu(3)") == 3);
    CHECK(number("silu(log(3))") == Approx(0.75 * std::log(3.0)));
    CHECK(number("elu(2) + elu(-log(2))") == Approx(1.5));
    CHECK(number("elu1(2) + elu1(-log(2))") == Approx(3.5));
    CHECK(number("min(2, 3) + 10*max(2, 3)") == 32);
    CHECK(number("clamp(5, 0, 1) + 10*clamp(-5, 0, 1) + 100*clamp(0.5, 0, 1)") == 51);
    CHECK(number("where(1 < 2, 7, 8) + where(0, 1, 2)") == 9);
    CHECK(number("L + 10*n + 100*heads + 1000*dim") == 3 + 40 + 200 + 4000);
    CHECK(number("pi") == 3.141592653589793);
    CHECK(number("(-8)^2 + 0^0 + 4^0.5") == 67);
}

TEST_CASE("stable forms neither overflow nor cancel", "[language]") {
    CHECK(number("softplus(1000)") == 1000);
    CHECK(number("softplus(-1000)") == 0);
    CHECK(number("softplus(-30)") == Approx(9.357622968839299e-14).epsilon(1e-12)); // e^-30 (1 - e^-30/2)
    CHECK(number("logsigmoid(-1000)") == -1000);
    CHECK(number("logsigmoid(40)") == Approx(-std::exp(-40.0)).epsilon(1e-12));
    CHECK(number("sigmoid(-700)") == Approx(std::exp(-700.0)).epsilon(1e-12));
    CHECK(number("sigmoid(1000)") == 1);
    CHECK(number("elu1(-40)") == Approx(std::exp(-40.0)).epsilon(1e-14));
    CHECK(number("expm1(1e-12)") == Approx(1e-12).epsilon(1e-11));
    CHECK(number("log1p(1e-12)") == Approx(1e-12).epsilon(1e-11));
}

TEST_CASE("divisions by zero follow IEEE arithmetic", "[language]") {
    CHECK(number("1/0") == infinity);
    CHECK(number("log(0)") == -infinity);
    CHECK(std::isnan(number("0/0")));
    CHECK(std::isnan(number("max(0/0, 1)")));
    CHECK(std::isnan(number("max(1, 0/0)")));
    CHECK(std::isnan(number("min(1, 0/0)")));
    CHECK(std::isnan(number("(-1)^0.5")));
}

TEST_CASE("values are matched by the names of their axes", "[language]") {
    // q[h, t, s] = 1 + 12 h + 4 t + s, beta[h, t] = 10 + 30 h + 10 t, g[t] = -1, -2, -4, row = 3 1 4 1
    const Value x = eval("q + beta");
    CHECK(x.axes == Axes{{"head", 2}, {"time", 3}, {"state", 4}});
    CHECK(x.real[0] == 11);
    CHECK(x.real[3] == 14);
    CHECK(x.real[4 + 1] == 6 + 20);
    CHECK(x.real[12 + 8 + 2] == 23 + 60);

    const Value y = eval("row * g");
    CHECK(y.axes == Axes{{"time", 3}, {"state", 4}});
    CHECK(y.real == std::vector<double>{-3, -1, -4, -1, -6, -2, -8, -2, -12, -4, -16, -4});

    CHECK(numbers("g - g") == std::vector<double>{0, 0, 0});
    CHECK(numbers("2 - g") == std::vector<double>{3, 4, 6});
    CHECK(numbers("g - 2") == std::vector<double>{-3, -4, -6});
    CHECK(numbers("where(g < -1, g, 1)") == std::vector<double>{1, -2, -4});
    CHECK(eval("head").axes == Axes{{"head", 2}});
    CHECK(numbers("head") == std::vector<double>{0, 1});
    CHECK(numbers("position") == std::vector<double>{0, 1, 2});

    Environment flat = small_environment();
    flat.axis_sizes.erase("head");
    CHECK(number("head", flat) == 0);
    flat.dim = 8;
    CHECK(number("dim", flat) == 8);
}

TEST_CASE("operations on every combination of missing axes agree with the definition", "[language]") {
    // Independent oracle: index arithmetic element by element.
    Environment environment;
    const Axes all{{"head", 2}, {"time", 3}, {"level", 2}, {"state", 5}};
    const auto made = [&](int mask, double seed) {
        Axes axes;
        for (int a = 0; a < 4; ++a)
            if (mask >> a & 1)
                axes.push_back(all[a]);
        Value value = Value::zeros(axes);
        double* numbers = value.real.write();
        for (std::size_t e = 0; e < value.real.size(); ++e)
            numbers[e] = std::sin(seed + 1.7 * static_cast<double>(e));
        return value;
    };
    const auto element = [](const Value& value, const std::array<Index, 4>& at, const Axes& axes) {
        Index offset = 0;
        for (const Axis& own : value.axes)
            for (std::size_t a = 0; a < axes.size(); ++a)
                if (axes[a].name == own.name)
                    offset = offset * own.size + at[a];
        return value.real[static_cast<std::size_t>(offset)];
    };
    for (int a = 0; a < 16; ++a)
        for (int b = 0; b < 16; ++b) {
            environment.values["a"] = made(a, 1);
            environment.values["b"] = made(b, 2);
            environment.values["whole"] = made(15, 3);
            const Value result = eval("a - 2*b + clamp(whole, a, b)", environment);
            REQUIRE(result.axes == all);
            double worst = 0;
            std::size_t e = 0;
            for (Index h = 0; h < 2; ++h)
                for (Index t = 0; t < 3; ++t)
                    for (Index l = 0; l < 2; ++l)
                        for (Index s = 0; s < 5; ++s, ++e) {
                            const std::array<Index, 4> at{h, t, l, s};
                            const double x = element(environment.values["a"], at, all);
                            const double y = element(environment.values["b"], at, all);
                            const double w = element(environment.values["whole"], at, all);
                            worst =
                                std::max(worst, std::abs(result.real[e] - (x - 2 * y + std::min(std::max(w, x), y))));
                        }
            INFO(a << " " << b);
            CHECK(worst == Approx(0).margin(1e-14));

            Axes joint;
            for (int k = 0; k < 4; ++k)
                if ((a | b) >> k & 1)
                    joint.push_back(all[k]);
            CHECK(eval("a * b", environment).axes == joint);
        }
}

TEST_CASE("evaluation does not change what it reads, and repeats bit by bit", "[language]") {
    const Environment environment = small_environment();
    const auto before = environment.values.at("q").real;
    const auto first = numbers("unit(exp(-q) * beta) + shift(cumsum(q))", environment);
    CHECK(numbers("unit(exp(-q) * beta) + shift(cumsum(q))", environment) == first);
    CHECK(environment.values.at("q").real == before);
    CHECK(Numbers(numbers("q", environment)) == before);
}

TEST_CASE("complex numbers go through the arithmetic", "[language]") {
    // z = (1 + 2i, -i)
    const auto expect = [](std::string_view text, std::vector<Complex> expected) {
        const Value value = eval(text);
        REQUIRE(value.is_complex());
        REQUIRE(value.real.size() == expected.size());
        for (std::size_t e = 0; e < expected.size(); ++e) {
            INFO(text << " element " << e);
            CHECK(value.real[e] == Approx(expected[e].real()).margin(1e-15));
            CHECK(value.imaginary[e] == Approx(expected[e].imag()).margin(1e-15));
        }
    };
    expect("z + 1", {{2, 2}, {1, -1}});
    expect("1 - z", {{0, -2}, {1, 1}});
    expect("z * z", {{-3, 4}, {-1, 0}});
    expect("2 * z", {{2, 4}, {0, -2}});
    expect("z / 2", {{0.5, 1}, {0, -0.5}});
    expect("1 / z", {{0.2, -0.4}, {0, 1}});
    expect("z ^ 2", {{-3, 4}, {-1, 0}});
    expect("z ^ -1", {{0.2, -0.4}, {0, 1}});
    expect("z ^ 0", {{1, 0}, {1, 0}});
    expect("(z*z + 0) ^ 0.5", {{1, 2}, {0, 1}}); // principal root
    expect("sqrt(z*z + 0)", {{1, 2}, {0, 1}});
    expect("-conj(z)", {{-1, 2}, {0, -1}});
    expect("exp(complex(0, pi/2))", {{0, 1}});
    expect("log(complex(0, 2))", {{std::log(2.0), 1.5707963267948966}});
    expect("complex(c, row)", {{0.5, 3}, {0.5, 1}, {0.5, 4}, {0.5, 1}});
    expect("where(re(z) > 0, z, 5)", {{1, 2}, {5, 0}});
    expect("exp(2*log(complex(1,2)))", {{-3, 4}});
    expect("2^complex(0, 1)", {{std::cos(std::log(2.0)), std::sin(std::log(2.0))}});
    CHECK(numbers("re(z)") == std::vector<double>{1, 0});
    CHECK(numbers("im(z)") == std::vector<double>{2, -1});
    CHECK(numbers("abs(complex(3, 4))") == std::vector<double>{5});
    CHECK(number("arg(complex(0, -1))") == Approx(-1.5707963267948966));
    CHECK(number("re(-2) + im(3) + arg(-1) + conj(1)") == Approx(-1 + 3.141592653589793));
    CHECK(numbers("(z == z) + (z != 1)") == std::vector<double>{2, 2});
    CHECK_FALSE(eval("z == z").is_complex());
    CHECK_FALSE(eval("abs(z*z)").is_complex());
    expect("sum(z)", {{1, 1}});
    expect("mean(z)", {{0.5, 0.5}});
    expect("dot(z, z)", {{-4, 4}}); // no conjugation
    CHECK(number("norm(z)") == Approx(std::sqrt(6.0)));
    expect("concat(1, z)", {{1, 0}, {1, 2}, {0, -1}});
    expect("roll(z, 1)", {{0, -1}, {1, 2}});
    expect("complex(1, -2) * (1/0)", {{infinity, -infinity}});
}

TEST_CASE("expm1 of complex numbers does not cancel near zero", "[language]") {
    // Taylor: expm1(z) = z + z²/2 + z³/6; z = 1e-9 (1 + 2i), z² = 1e-18 (-3 + 4i)
    const Value tiny = eval("expm1(complex(1e-9, 2e-9))");
    CHECK(tiny.real[0] == Approx(1e-9 - 1.5e-18).epsilon(1e-15));
    CHECK(tiny.imaginary[0] == Approx(2e-9 + 2e-18).epsilon(1e-15));
    // and equals exp(z) - 1 where nothing cancels: exp(1 + i pi/2) = e i
    const Value far = eval("expm1(complex(1, pi/2))");
    CHECK(far.real[0] == Approx(-1));
    CHECK(far.imaginary[0] == Approx(std::exp(1.0)));
}

TEST_CASE("generators draw seeded numbers over the signal's axes", "[language]") {
    Environment environment = small_environment();
    environment.generator_axes = {{"head", 2}, {"time", 3}};
    environment.standard_normal = [](const Axes& axes, int call) {
        Value value = Value::zeros(axes);
        double* numbers = value.real.write();
        for (std::size_t e = 0; e < value.real.size(); ++e)
            numbers[e] = static_cast<double>(e) - 2 + 100 * call; // -2, -1, 0, 1, 2, 3
        return value;
    };
    CHECK(numbers("normal(10, 2)", environment) == std::vector<double>{6, 8, 10, 12, 14, 16});
    CHECK(numbers("normal(0, 0) + normal(0, 1)", environment)[0] == 98); // the second call
    CHECK(numbers("normal(g, 0)", environment) == std::vector<double>{-1, -2, -4, -1, -2, -4});
    const auto u = numbers("uniform(2, 4)", environment);
    CHECK(u[2] == 3);                                    // the median
    CHECK(u[3] == Approx(2 + 2 * 0.8413447460685429));   // Φ(1) from tables
    CHECK(u[0] == Approx(2 + 2 * 0.022750131948179195)); // Φ(-2)
    CHECK(eval("normal(row, 1)", environment).axes == Axes{{"head", 2}, {"time", 3}, {"state", 4}});
}

TEST_CASE("errors of evaluation name values, axes and advice", "[language]") {
    struct Case {
        std::string text, message;
        std::ptrdiff_t offset, length;
    };
    const std::vector<Case> cases{
        {"beta * kk", "unknown signal 'kk' at column 8; did you mean 'k'?", 7, 2},
        {"betta", "unknown signal 'betta' at column 1; did you mean 'beta'?", 0, 5},
        {"2 * Beta", "unknown signal 'Beta' at column 5; did you mean 'beta'?", 4, 4},
        {"positon", "unknown signal 'positon' at column 1; did you mean 'position'?", 0, 7},
        {"k + cummsum", "unknown signal 'cummsum' at column 5; did you mean 'cumsum(x)'?", 4, 7},
        {"omega", "unknown signal 'omega' at column 1; known are beta, c, g, k, q, row, z", 0, 5},
        {"1 + state", "'state' is an axis, not a signal at column 5; index(state) counts along it", 4, 5},
        {"level", "'level' is an axis, not a signal at column 1; index(level) counts along it", 0, 5},
        {"exp(score)", "'score' is known in the readout only at column 5", 4, 5},
        {"row_sum", "'row_sum' is known in the normaliser only at column 1", 0, 7},
        {"sum(q, stat)", "unknown axis 'stat' at column 8; did you mean 'state'?", 7, 4},
        {"index(levle)", "unknown axis 'levle' at column 7; did you mean 'level'?", 6, 5},
        {"index(micro)", "axis 'micro' has no size here at column 1", 0, 5},
        {"q * z",
         "'q' has axes head 2 × time 3 × state 4, 'z' has axes state 2: sizes of axis state differ (4 and 2) at "
         "column 3",
         2, 1},
        {"(q + 1) * even(row)",
         "'(q + 1)' has axes head 2 × time 3 × state 4, 'even(row)' has axes state 2: sizes of axis state differ (4 "
         "and 2) at column 9",
         8, 1},
        {"clamp(1, q, even(row))",
         "'q' has axes head 2 × time 3 × state 4, 'even(row)' has axes state 2: sizes of axis state differ (4 and 2) "
         "at column 1",
         0, 5},
        {"sigmoid(z)", "'sigmoid' takes real numbers, but 'z' is complex; use re, im, abs or arg of it at column 1", 0,
         7},
        {"1 + (z < 1)", "'<' takes real numbers, but 'z' is complex; use re, im, abs or arg of it at column 8", 7, 1},
        {"roll(q, 0.5)", "'roll' needs a whole number, but '0.5' is 0.5 at column 1", 0, 4},
        {"roll(q, 1/0)", "'roll' needs a whole number, but '1/0' is inf at column 1", 0, 4},
        {"roll(q, g)", "'roll' needs a single number, but 'g' has axes time 3 at column 1", 0, 4},
        {"slice(q, 2, 9)", "'slice' needs 0 <= begin < end <= 4 along axis state, got 2 and 9 at column 1", 0, 5},
        {"slice(q, 2, 2)", "'slice' needs 0 <= begin < end <= 4 along axis state, got 2 and 2 at column 1", 0, 5},
        {"slice(q, -1, 2)", "'slice' needs 0 <= begin < end <= 4 along axis state, got -1 and 2 at column 1", 0, 5},
        {"slice(q, 0, n/8)", "'slice' needs a whole number, but 'n/8' is 0.5 at column 1", 0, 5},
        {"even(q, time)", "'even' needs an even number of coordinates, but 'q' has 3 along axis time at column 1", 0,
         4},
        {"odd(g)", "'odd' needs an even number of coordinates, but 'g' has 1 along axis state at column 1", 0, 3},
        {"rename(g, state, from)", "'g' has no axis 'state'; it has axes time 3 at column 1", 0, 6},
        {"rename(c, state, from)", "'c' has no axis 'state', it is a single number at column 1", 0, 6},
        {"rename(q, state, time)", "'q' already has an axis 'time' at column 1", 0, 6},
        {"outer(rename(z, state, slot), row, state, slot)",
         "'rename(z, state, slot)' has axes slot 2, 'row' renamed has axes slot 4: sizes of axis slot differ (2 and 4) "
         "at column 1",
         0, 5},
        {"split(row, state, level, slot)",
         "axis state of size 4 does not split into level × slot; the design's axes say how large they are at column 1",
         0, 5},
        {"split(q, state, time, slot)",
         "'split' needs two new axes, but 'q' has axes head 2 × time 3 × state 4 at column 1", 0, 5},
        {"split(g, state, slot, pair)", "'g' has no axis 'state'; it has axes time 3 at column 1", 0, 5},
        {"merge(q, head, level, slot)", "'q' has no axis 'level'; it has axes head 2 × time 3 × state 4 at column 1", 0,
         5},
        {"merge(q, head, time, state)",
         "'merge' needs two axes and a new one, but 'q' has axes head 2 × time 3 × state 4 at column 1", 0, 5},
        {"shift(q, g)", "the first value of 'shift' must be a single real number, but 'g' has axes time 3 at column 1",
         0, 5},
        {"concat(q, slice(g, 0, 2, time))",
         "'q' has axes head 2 × time 3, 'slice(g, 0, 2, time)' has axes time 2: sizes of axis time differ (3 and 2) "
         "at column 1",
         0, 6},
        {"normal(0, 1)", "'normal' makes random numbers, which only the default of a signal may do at column 1", 0, 6},
    };
    for (const Case& c : cases) {
        const Error error = error_of(c.text);
        INFO(c.text);
        CHECK(error.message == c.message);
        CHECK(error.offset == c.offset);
        CHECK(error.length == c.length);
    }
}

TEST_CASE("names can be checked before there is data", "[language]") {
    const auto parsed = parse_expression("beta * kk + L + pi").value();
    const auto error = unknown_name(parsed, {"beta", "k"});
    REQUIRE(error.has_value());
    CHECK(error->message == "unknown signal 'kk' at column 8; did you mean 'k'?");
    CHECK_FALSE(unknown_name(parsed, {"beta", "kk"}).has_value());
}

TEST_CASE("a result beyond the memory limit is refused before it is made", "[language]") {
    Environment environment;
    environment.length = 1 << 15;
    environment.axis_sizes = {{"time", 1 << 15}, {"slot", Index{1} << 20}, {"level", Index{1} << 62}};
    environment.values["a"] = Value::zeros({{"time", 1 << 15}});
    environment.values["b"] = Value::zeros({{"slot", 1 << 15}});
    CHECK(error_of("a * b", environment).message ==
          "the result would have axes time 32768 × slot 32768, more than 4 GiB; make an axis smaller at column 3");
    CHECK(error_of("dot(a, b, time)", environment).message.find("more than 4 GiB") != std::string::npos);
    CHECK(error_of("concat(a, b)", environment).message.find("more than 4 GiB") != std::string::npos);
    CHECK(error_of("scan(a, b)", environment).message.find("4 GiB") != std::string::npos);
    CHECK(error_of("index(level)", environment).message.find("4 GiB") != std::string::npos);
    environment.length = Index{1} << 62;
    environment.values["none"] = Value::zeros({{"head", 0}});
    CHECK(error_of("sum(cumsum(none), head)", environment).message.find("4 GiB") != std::string::npos);
    CHECK(error_of("position", environment).message.find("4 GiB") != std::string::npos);
    CHECK(error_of("cumsum(b)", environment).message.find("4 GiB") != std::string::npos);
    CHECK(error_of("sum(b, time)", environment).message.find("4 GiB") != std::string::npos);
}
