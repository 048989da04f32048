#include "language_support.hpp"

#include <cmath>

using namespace alphascope;

// A is 2 × 2, B the same at three positions, rhs a vector, T a 3 × 2 matrix.
static Environment matrices() {
    Environment environment = small_environment();
    environment.axis_sizes["from"] = 2;
    environment.values["A"] = array({{"state", 2}, {"from", 2}}, {2, 1, 1, 3});
    environment.values["B"] = array({{"time", 3}, {"state", 2}, {"from", 2}}, {1, 0, 0, 1, 0, 1, -1, 0, 1, 1, 0, 1});
    environment.values["T"] = array({{"state", 3}, {"from", 2}}, {1, 2, 3, 4, 5, 6});
    environment.values["rhs"] = array({{"state", 2}}, {5, 10});
    return environment;
}

static std::vector<double> of(std::string_view text) {
    return numbers(text, matrices());
}

TEST_CASE("solve, inverse and products agree", "[language]") {
    const auto x = of("solve(A, rhs)");
    CHECK(x[0] == Approx(1));
    CHECK(x[1] == Approx(3));
    CHECK(eval("solve(A, rhs)", matrices()).axes == Axes{{"state", 2}});
    const auto inverse = of("inverse(A)"), eye = of("matmul(A, inverse(A))");
    CHECK(inverse[0] == Approx(0.6));
    CHECK(inverse[1] == Approx(-0.2));
    CHECK(eye[0] == Approx(1));
    CHECK(eye[1] == Approx(0).margin(1e-15));
    CHECK(of("solve(A, A)") == std::vector<double>{1, 0, 0, 1});
}

TEST_CASE("a matrix that is singular in rounding has no solution, one in other units has", "[language]") {
    Environment environment = matrices();
    environment.values["A"] = array({{"state", 2}, {"from", 2}}, {0.1, 0.3, 0.3, 0.9000000000000001});
    for (const char* text : {"solve(A, rhs)", "inverse(A)"})
        for (const double x : numbers(text, environment))
            CHECK(std::isnan(x));
    environment.values["A"] = array({{"state", 2}, {"from", 2}}, {1, 0, 0, 1e-20}); // badly scaled is not singular
    CHECK(numbers("solve(A, rhs)", environment) == std::vector<double>{5, 10 / 1e-20});
    CHECK(numbers("inverse(A)", environment) == std::vector<double>{1, 0, 0, 1 / 1e-20});
    // One key alone spans one direction of two: without a ridge nothing can be read.
    environment.values["k"] = array({{"time", 3}, {"state", 2}}, {1, 2, 3, -1, 0.5, 1});
    environment.values["q"] = environment.values["k"];
    const auto read = numbers("mesa_read(q, k, 1, 0, 0)", environment);
    CHECK(std::isnan(read[0]));
    CHECK(std::isnan(read[1]));
    // G = [1 2; 2 4] + [9 -3; -3 1] = [10 -1; -1 5], q = (3, -1): x = (14, -7) / 49
    CHECK(read[2] == Approx(14.0 / 49));
    CHECK(read[3] == Approx(-7.0 / 49));
}

TEST_CASE("a matrix at every position meets one that is the same everywhere", "[language]") {
    const Value product = eval("matmul(A, B)", matrices());
    CHECK(product.axes == Axes{{"time", 3}, {"state", 2}, {"from", 2}});
    CHECK(product.real == std::vector<double>{2, 1, 1, 3, -1, 2, -3, 1, 2, 3, 1, 4});
}

TEST_CASE("transpose, tril and block put numbers in their places", "[language]") {
    CHECK(eval("transpose(T)", matrices()).axes == Axes{{"state", 2}, {"from", 3}});
    CHECK(of("transpose(T)") == std::vector<double>{1, 3, 5, 2, 4, 6});
    CHECK(of("tril(A)") == std::vector<double>{2, 0, 1, 3});
    CHECK(of("block(A, 0 * A, -A, A)") == std::vector<double>{2, 1, 0, 0, 1, 3, 0, 0, -2, -1, 2, 1, -1, -3, 1, 3});
}

TEST_CASE("a power is the product of its factors, none of them the identity", "[language]") {
    CHECK(of("matrix_power(A, 0)") == std::vector<double>{1, 0, 0, 1});
    CHECK(of("matrix_power(A, 5)") == of("matmul(matmul(matmul(matmul(A, A), A), A), A)"));
}

TEST_CASE("matrices may be complex", "[language]") {
    const Value x = eval("solve(complex(A, A), complex(rhs, 0))", matrices()); // A (1 + i) x = rhs
    CHECK(x.real[1] == Approx(1.5));
    CHECK(x.imaginary[1] == Approx(-1.5));
}

TEST_CASE("what is no matrix, or does not fit, is named", "[language]") {
    CHECK(error_of("inverse(rhs)", matrices()).message.find("'rhs'") != std::string::npos);
    CHECK(error_of("inverse(T)", matrices()).message.find("square") != std::string::npos);
    CHECK(error_of("matmul(T, T)", matrices()).message.find("2 columns") != std::string::npos);
    CHECK(error_of("solve(A, row)", matrices()).message.find("'row'") != std::string::npos);
    CHECK(error_of("block(A, A, A, T)", matrices()).message.find("equal size") != std::string::npos);
    CHECK(error_of("matrix_power(A, -1)", matrices()).message.find("0 or more") != std::string::npos);
}

TEST_CASE("size counts an axis", "[language]") {
    CHECK(number("size(time) + 10 * size(level)") == 33);
    CHECK(error_of("size(value)").message.find("no size") != std::string::npos);
}

TEST_CASE("convolve is the sum over lags, and one at lag 0 changes nothing", "[language]") {
    CHECK(numbers("convolve(g, g)") == std::vector<double>{1, 4, 12});
    CHECK(numbers("convolve(beta, where(position == 0, 1, 0))") == numbers("beta"));
    CHECK(numbers("convolve(beta, where(position == 1, 1, 0))") == numbers("shift(beta)"));
    CHECK(numbers("convolve(beta, 0 * beta)") == numbers("0 * beta"));
    // Past the last lag that counts, 0 · ∞ is still not a number.
    CHECK(std::isnan(numbers("convolve(where(position == 0, 1, 0) / 0, where(position == 0, 1, 0))").back()));
}

TEST_CASE("a mesa read without past is the query over ridge plus its own key", "[language]") {
    // G = beta k kᵀ, (G + r I)⁻¹ q = (q − k beta kᵀq / (r + beta kᵀk)) / r
    Environment environment = small_environment();
    environment.length = 1;
    environment.axis_sizes["time"] = 1;
    environment.values["q"] = array({{"time", 1}, {"state", 2}}, {1, 2});
    environment.values["k"] = array({{"time", 1}, {"state", 2}}, {3, -1});
    const auto read = numbers("mesa_read(q, k, 0.5, -1, 2)", environment);
    REQUIRE(read.size() == 2);
    CHECK(read[0] == Approx((1 - 3 * 0.5 / 7) / 2));
    CHECK(read[1] == Approx((2 + 0.5 / 7) / 2));
    CHECK(error_of("mesa_read(q, k, row, g, 1)").message.find("'row'") != std::string::npos);
}

TEST_CASE("causal reads see nothing of what comes later", "[language]") {
    const auto early = [](std::string_view text, double last) {
        Environment environment = small_environment();
        environment.values["s"] = array({{"time", 3}, {"slot", 2}}, {0.1, 0.9, 0.5, 0.5, last, 0.3});
        Numbers& keys = environment.values["k"].real;
        keys.write()[keys.size() - 1] = last;
        const Value value = eval(text, environment);
        std::vector<double> before;
        for (Index h = 0; h < value.extent("head"); ++h) {
            const auto row = value.extent("state");
            const auto* first = value.real.data() + h * 3 * row;
            before.insert(before.end(), first, first + 2 * row);
        }
        return before;
    };
    for (const char* text : {"mesa_read(q, k, beta, g, 1)", "slot_read(q, k, s, -s)"})
        CHECK(early(text, 1) == early(text, 7));
}

TEST_CASE("a slot read is a softmax over slots", "[language]") {
    Environment environment = small_environment();
    environment.values["s"] = array({{"time", 3}, {"slot", 2}}, {1, 0, 0, 1, 1, 1});
    const Value read = eval("slot_read(q, k, s, g * (s + 1))", environment);
    CHECK(read.axes == Axes{{"head", 2}, {"time", 3}, {"state", 2}});
    for (std::size_t t = 0; t < 6; ++t)
        CHECK(read.real[2 * t] + read.real[2 * t + 1] == Approx(1));
    // At the first position slot 0 holds qᵀk = −3 − 5 − 6 − 6, slot 1 nothing.
    const double logit = 1 * -3 + 2 * -2.5 + 3 * -2 + 4 * -1.5;
    CHECK(read.real[0] == Approx(1 / (1 + std::exp(-logit))));
    CHECK(error_of("slot_read(q, k, row, row)").message.find("'row'") != std::string::npos);
}
