#include "language_support.hpp"

#include <cmath>

using namespace alphascope;

static ScalarProgram compiled(std::string_view text, const std::vector<std::string>& inputs,
                              const Environment* constants = nullptr) {
    const auto program = ScalarProgram::compile(parse_expression(text).value(), inputs, constants);
    INFO(text << ": " << (program ? "" : program.error().message));
    REQUIRE(program.has_value());
    return *program;
}

TEST_CASE("a compiled expression gives what evaluate gives, for any length and stride", "[language]") {
    const std::string text = GENERATE(
        "score", "2", "1 + score + score^2/2", "where(score > cap, cap, elu1(score))", "exp(cap*tanh(score/cap))",
        "max(abs(score), 1) + 1e-6*exp(cap)", "((score+1)*(score+2) - (score+3)*(score-cap)) / (2 + sin(score))",
        "clamp(score, -cap, 2^-1)", "-score^2 + softplus(score) * sigmoid(cap) - min(cap, score)",
        "1/(2+1/(3+1/(4+1/(5+1/(6+1/(7+1/(8+1/(9+1/(10+score*score)))))))))");
    const Index count = GENERATE(0, 1, 255, 256, 257, 1000);
    const bool cap_varies = GENERATE(false, true);
    std::vector<double> score(static_cast<std::size_t>(count)),
        cap(static_cast<std::size_t>(cap_varies ? count : 1), 1.5);
    for (std::size_t e = 0; e < score.size(); ++e) {
        score[e] = std::sin(0.37 * static_cast<double>(e)) * 4;
        if (cap_varies)
            cap[e] = 1 + 0.001 * static_cast<double>(e);
    }
    std::vector<double> out(static_cast<std::size_t>(count));
    const ScalarProgram::Input inputs[] = {{score.data(), 1}, {cap.data(), cap_varies ? 1 : 0}};
    compiled(text, {"score", "cap"}).run(inputs, out.data(), count);

    Environment environment;
    environment.values["score"] = array({{"time", count}}, score);
    environment.values["cap"] = cap_varies ? array({{"time", count}}, cap) : Value::number(1.5);
    const Value expected = expand(eval(text, environment), {{"time", count}});
    CHECK(out == expected.real);
}

TEST_CASE("a program finishes hand-computed numbers", "[language]") {
    const double score[] = {-1, 0, 3};
    double out[3];
    const ScalarProgram::Input input[] = {{score, 1}};
    compiled("1 + score + score^2/2", {"score"}).run(input, out, 3);
    CHECK(out[0] == 0.5);
    CHECK(out[1] == 1);
    CHECK(out[2] == 8.5);
}

TEST_CASE("more live values than fit on the stack", "[language]") {
    // Right-leaning sums keep every left operand alive: x*1 + (x*2 + (x*3 + ...)).
    std::string text = "score*20";
    for (int k = 19; k >= 1; --k)
        text = "score*" + std::to_string(k) + " + (" + text + ")";
    const double score[] = {1, 2};
    double out[2];
    const ScalarProgram::Input input[] = {{score, 1}};
    compiled(text, {"score"}).run(input, out, 2);
    CHECK(out[0] == 210);
    CHECK(out[1] == 420);
}

TEST_CASE("names that do not vary come from an environment of constants", "[language]") {
    Environment environment = small_environment();
    const double score = 3;
    double out = 0;
    const ScalarProgram::Input input[] = {{&score, 0}};
    compiled("score / sqrt(n) + c + L", {"score"}, &environment).run(input, &out, 1);
    CHECK(out == 1.5 + 0.5 + 3);
    compiled("score + pi", {"score"}).run(input, &out, 1);
    CHECK(out == Approx(6.141592653589793));
}

TEST_CASE("what cannot be compiled says why", "[language]") {
    const Environment environment = small_environment();
    const auto message = [&](std::string_view text, const Environment* constants) {
        const auto program = ScalarProgram::compile(parse_expression(text).value(), {"score"}, constants);
        INFO(text);
        REQUIRE_FALSE(program.has_value());
        CHECK(program.error().offset >= 0);
        return program.error().message;
    };
    CHECK(message("1 + sum(score)", nullptr) ==
          "'sum' cannot be used here: one real number goes in, one comes out at column 5");
    CHECK(message("abs(complex(score, 1))", nullptr) ==
          "'complex' cannot be used here: one real number goes in, one comes out at column 5");
    CHECK(message("2*scor", nullptr) == "unknown signal 'scor' at column 3; did you mean 'score'?");
    CHECK(message("score*n", nullptr) == "'n' is not known here at column 7");
    CHECK(message("score*g", &environment) == "'g' is no single real number here at column 7");
    CHECK(message("score*z", &environment) == "'z' is no single real number here at column 7");
    CHECK(message("score*position", &environment) == "'position' is no single real number here at column 7");
}
