// Any text must give a value or an error: no crash, no hang, no empty message. Deterministic.
#include "core/base/random.hpp"
#include "core/language/functions.hpp"
#include "language_support.hpp"

using namespace alphascope;

namespace {

/// Parses and evaluates, and checks what holds for every text.
void try_text(const std::string& text, const Environment& environment) {
    const auto expression = parse_expression(text);
    const auto check_error = [&](const Error& error) {
        const bool placed = error.offset >= 0 && error.offset + error.length <= std::ssize(text);
        if (error.code != ErrorCode::invalid_design || error.message.empty() || (!placed && error.offset != -1))
            FAIL("bad error for: " << text << ": " << error.message);
    };
    if (!expression)
        return check_error(expression.error());
    names_read(*expression);
    time_use(*expression);
    const auto program = ScalarProgram::compile(*expression, {"c", "g"}, &environment);
    if (program) {
        const double input[] = {0.5, -1};
        double out = 0;
        const ScalarProgram::Input inputs[] = {{input, 0}, {input + 1, 0}};
        program->run(inputs, &out, 1);
    }
    const auto value = evaluate(*expression, environment);
    if (!value)
        return check_error(value.error());
    const bool consistent = element_count(value->axes) == value->size() &&
                            (!value->is_complex() || value->imaginary.size() == value->real.size()) &&
                            std::is_sorted(value->axes.begin(), value->axes.end(),
                                           [](const Axis& a, const Axis& b) { return axis_before(a.name, b.name); });
    if (!consistent)
        FAIL("inconsistent value of: " << text);
}

std::vector<std::string> words() {
    std::vector<std::string> all{"(",      ")",  "(",        ")",    ",", "+",    "-",       "*",    "/",     "^",
                                 "<",      "<=", "==",       "!=",   "0", "1",    "2",       "0.5",  "1e300", "-1",
                                 "1e-320", " ",  "\xc3\x97", "\x80", "$", "q",    "k",       "beta", "g",     "row",
                                 "c",      "z",  "nothing",  "L",    "n", "head", "position"};
    for (const std::string_view axis : standard_axes())
        all.emplace_back(axis);
    all.insert(all.end(), {"pair", "slot", "level"});
    for (const FunctionInfo& function : function_table()) {
        all.emplace_back(function.name);
        all.push_back(std::string(function.name) + "(");
    }
    return all;
}

Environment fuzz_environment() {
    Environment environment = small_environment();
    environment.generator_axes = {{"time", 3}};
    environment.standard_normal = [](const Axes& axes, int) { return Value::zeros(axes); };
    environment.values["empty"] = Value::zeros({{"time", 0}});
    return environment;
}

} // namespace

TEST_CASE("soups of words give values or errors", "[language][fuzz]") {
    const auto all = words();
    const Environment environment = fuzz_environment();
    RandomStream stream(1, "soup");
    std::uint64_t draw = 0;
    for (int text = 0; text < 20000; ++text) {
        std::string soup;
        for (auto length = stream.bits(draw++) % 14; length > 0; --length)
            soup += all[stream.bits(draw++) % all.size()];
        try_text(soup, environment);
    }
}

TEST_CASE("random well-formed expressions give values or errors", "[language][fuzz]") {
    const Environment environment = fuzz_environment();
    RandomStream stream(2, "trees");
    std::uint64_t draw = 0;
    const std::vector<std::string> leaves{"q", "k",   "beta", "g", "row",  "c",        "z",
                                          "2", "0.5", "1",    "n", "head", "position", "empty"};
    const std::vector<std::string> axes{"state", "time", "head", "from", "pair", "slot", "level", "value"};
    const std::function<std::string(int)> grown = [&](int depth) -> std::string {
        if (depth == 0 || stream.bits(draw++) % 4 == 0)
            return leaves[stream.bits(draw++) % leaves.size()];
        const FunctionInfo& function = function_table()[stream.bits(draw++) % function_table().size()];
        if (is_operator(function))
            return std::string("(") + (function.operation == Operation::negate ? "" : grown(depth - 1)) +
                   (function.operation == Operation::negate ? "-" : std::string(function.name)) + grown(depth - 1) +
                   ")";
        std::string text = std::string(function.name) + "(";
        const int values = std::max(function.values.minimum, std::min(function.values.maximum, 2));
        for (int k = 0; k < values; ++k)
            text += (k ? ", " : "") + grown(depth - 1);
        for (int k = 0; k < function.axes.maximum; ++k)
            text += (text.back() == '(' ? "" : ", ") + axes[stream.bits(draw++) % axes.size()];
        return text + ")";
    };
    int valued = 0;
    for (int text = 0; text < 20000; ++text) {
        const std::string expression = grown(4);
        try_text(expression, environment);
        const auto parsed = parse_expression(expression);
        valued += parsed && evaluate(*parsed, environment);
    }
    CHECK(valued > 2000); // the generator reaches the insides of functions, not only their complaints
}

TEST_CASE("mutated expressions give values or errors", "[language][fuzz]") {
    const Environment environment = fuzz_environment();
    const std::vector<std::string> seeds{"where(head < c, 2^(-8*(head+1)/c), 2^(-4*(2*(head-c)+1)/c))",
                                         "g + max(0, cummax(beta - g))",
                                         "expm1(c*complex(-exp(c), row))/complex(1, row)",
                                         "contract(outer(q, k, state, from), row, state)",
                                         "merge(split(row, state, pair, slot), slot, pair, state)",
                                         "slice(roll(row, 1), 0, n/2) * even(row)",
                                         "scan(sigmoid(beta), shift(unit(q)))",
                                         "normal(-c, 1) + uniform(0, 2)"};
    RandomStream stream(3, "mutations");
    std::uint64_t draw = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = seeds[stream.bits(draw++) % seeds.size()];
        for (auto edits = 1 + stream.bits(draw++) % 4; edits > 0 && !text.empty(); --edits) {
            const std::size_t at = stream.bits(draw++) % text.size();
            const std::size_t from = stream.bits(draw++) % text.size();
            switch (stream.bits(draw++) % 4) {
            case 0: text.erase(at, 1 + stream.bits(draw++) % 3); break;
            case 1: text.insert(at, 1, static_cast<char>(stream.bits(draw++) % 256)); break;
            case 2: text[at] = "()+-*/^,<>=.0123456789eqkgcznLstate"[stream.bits(draw++) % 35]; break;
            default: text.insert(at, text.substr(from, stream.bits(draw++) % 20));
            }
        }
        try_text(text, environment);
    }
}
