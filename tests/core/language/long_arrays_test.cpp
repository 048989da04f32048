// Long arrays are worked on in strips by several threads: the same bits as in one go.
#include "core/base/thread_pool.hpp"
#include "core/language/evaluation_memory.hpp"
#include "tests/core/language/language_support.hpp"

#include <cmath>
#include <cstring>

using namespace alphascope;

namespace {

constexpr Index long_length = 30000, state = 3; // several strips; no strip ends where a row does not

Value waves(Axes axes, double seed) {
    Value value = Value::zeros(std::move(axes));
    double* numbers = value.real.write();
    for (std::size_t e = 0; e < value.real.size(); ++e)
        numbers[e] = std::sin(seed + 0.37 * static_cast<double>(e));
    return value;
}

Environment tokens(Index length) {
    Environment environment;
    environment.length = length;
    environment.state = state;
    environment.heads = 2;
    environment.axis_sizes = {{"head", 2}, {"time", length}, {"state", state}, {"from", state}, {"pair", 2}};
    // One head is the other's continuation in no way: each is cut from the same long array.
    const auto cut = [&](const Value& whole) {
        std::vector<double> numbers;
        const Index inner = whole.extent("state");
        for (Index h = 0; h < 2; ++h)
            numbers.insert(numbers.end(), whole.real.begin() + h * long_length * inner,
                           whole.real.begin() + (h * long_length + length) * inner);
        Axes axes{{"head", 2}, {"time", length}};
        if (whole.axis("state"))
            axes.push_back({"state", state});
        return Value{axes, numbers, {}};
    };
    environment.values["q"] = cut(waves({{"head", 2}, {"time", long_length}, {"state", state}}, 1));
    environment.values["k"] = cut(waves({{"head", 2}, {"time", long_length}, {"state", state}}, 2));
    environment.values["g"] = cut(waves({{"head", 2}, {"time", long_length}}, 3));
    environment.values["row"] = waves({{"state", state}}, 4);
    environment.values["m"] = waves({{"state", state}, {"from", state}}, 5);
    return environment;
}

bool same_bits(const Numbers& a, const Numbers& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

} // namespace

TEST_CASE("long arrays give the same bits with any number of threads, and those of a shorter beginning", "[language]") {
    const std::string text =
        GENERATE(as<std::string>{}, "-softplus(q*row + g)", "exp(complex(-abs(q), g))", "unit(q - k)", "softmax(q)",
                 "sum(q, head)", "norm(complex(q, k))", "dot(q, k)", "dot(complex(q, k), g)", "maximum(q, state)",
                 "cumsum(q)", "cumprod(complex(q, k))", "logcumsumexp(g)", "scan(g, q)", "scan(complex(g, 0.1), k)",
                 "shift(q, 2)", "concat(q, g, row)", "even(concat(q, k))", "roll(q, 1)", "rename(q, state, from)",
                 "outer(q, k, state, from)", "solve(m + 3*(index(state) == rename(index(state), state, from)), q)",
                 "mesa_read(q, k, g^2, -g^2, 1)", "where(position > 20000, q, k)");
    const Environment whole = tokens(long_length), beginning = tokens(long_length / 3);
    set_thread_count(1);
    const Value alone = eval(text, whole), shorter = eval(text, beginning);
    set_thread_count(5);
    const Value shared = eval(text, whole);
    set_thread_count(0);
    INFO(text);
    CHECK(shared.axes == alone.axes);
    CHECK(same_bits(shared.real, alone.real));
    CHECK(same_bits(shared.imaginary, alone.imaginary));
    // All of these look at the past only, so that the first third knows nothing of the rest.
    const Index row = shorter.extent("state") * shorter.extent("from") * shorter.extent("time");
    CHECK(same_bits(alone.real.part(0, static_cast<std::size_t>(row)),
                    shorter.real.part(0, static_cast<std::size_t>(row))));
}

TEST_CASE("an evaluation is stopped on its way", "[language]") {
    std::stop_source stop;
    stop.request_stop();
    RunContext run;
    run.stop = stop.get_token();
    const auto stopped = evaluate(*parse_expression("exp(q)"), tokens(100), run);
    REQUIRE_FALSE(stopped.has_value());
    CHECK(stopped.error().code == ErrorCode::cancelled);
}

TEST_CASE("a remembered value is made anew when its text, a size or what it reads is another", "[language]") {
    Environment environment = small_environment();
    EvaluationMemory memory;
    const auto made_for = [&](const std::string& text, const std::string& variant = {}) {
        const Index before = memory.made();
        const auto expression = *parse_expression(text);
        const auto value =
            memory.value("/write", expression, environment, variant, [&] { return evaluate(expression, environment); });
        REQUIRE(value.has_value());
        CHECK(value->real == eval(text, environment).real); // never an old one
        return memory.made() > before;
    };
    CHECK(made_for("k * c"));
    CHECK_FALSE(made_for("k * c"));
    environment.values["beta"] = Value::number(3); // not read
    CHECK_FALSE(made_for("k * c"));
    environment.values["c"] = Value::number(0.5); // the same number
    CHECK_FALSE(made_for("k * c"));
    environment.values["c"] = Value::number(0.25);
    CHECK(made_for("k * c"));
    environment.values["k"] = Value{environment.values["k"].axes, std::vector<double>(24, 1.0), {}};
    CHECK(made_for("k * c"));
    CHECK(made_for("k + c"));
    environment.state = 5; // n may stand in any text
    CHECK(made_for("k + c"));
    CHECK(made_for("k + c", "another seed"));
    CHECK(memory.bytes() == 24 * sizeof(double));
    memory.drop_unused();
    CHECK_FALSE(made_for("k + c", "another seed"));
    memory.drop_unused();
    memory.drop_unused(); // nobody asked in between
    CHECK(memory.bytes() == 0);
    CHECK(made_for("k + c", "another seed"));
}
