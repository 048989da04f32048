#include "core/language/bounds.hpp"

#include "core/language/elementwise.hpp"
#include "core/language/tree.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alphascope {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Bounds unbounded{}, non_negative{0, infinity};

// 0 · ∞ stands for values near 0 times large ones, which a closed end at 0 keeps at 0.
double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
}

Bounds multiply(const Bounds& a, const Bounds& b) {
    if (a.complex && b.complex)
        return {-infinity, infinity, true};
    const auto [low, high] =
        std::minmax({product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high)});
    return {low, high, a.complex || b.complex};
}

Bounds divide(const Bounds& a, const Bounds& b) {
    const bool through_zero = b.low <= 0 && b.high >= 0;
    if (b.complex || (through_zero && b.low != 0 && b.high != 0))
        return {-infinity, infinity, a.complex || b.complex};
    // 1/b, from the sign that b has; an end at 0 gives an end at infinity.
    const double from = b.high == 0 ? -infinity : 1 / b.high, to = b.low == 0 ? infinity : 1 / b.low;
    return multiply(a, {from, to});
}

Bounds hull(const Bounds& a, const Bounds& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high), a.complex || b.complex};
}

Bounds power(const Bounds& a, const Bounds& b) {
    if (a.complex || b.complex)
        return {-infinity, infinity, true};
    if (a.low == a.high && a.low > 0) { // monotone in the exponent
        const auto [low, high] = std::minmax({std::pow(a.low, b.low), std::pow(a.low, b.high)});
        return {low, high};
    }
    if (b.low != b.high)
        return a.low >= 0 ? non_negative : unbounded;
    const double exponent = b.low;
    const bool even = std::fmod(exponent, 2) == 0;
    if (a.low < 0 && !(even && exponent > 0))
        return unbounded;
    const double near = a.low <= 0 && a.high >= 0 ? 0 : std::min(std::abs(a.low), std::abs(a.high));
    const auto [low, high] =
        std::minmax({std::pow(near, exponent), std::pow(std::max(std::abs(a.low), std::abs(a.high)), exponent)});
    return {low, high};
}

bool grows(Operation operation) {
    switch (operation) {
    case Operation::exp:
    case Operation::log:
    case Operation::log2:
    case Operation::expm1:
    case Operation::log1p:
    case Operation::sqrt:
    case Operation::floor:
    case Operation::sign:
    case Operation::tanh:
    case Operation::sigmoid:
    case Operation::logsigmoid:
    case Operation::softplus:
    case Operation::relu:
    case Operation::elu:
    case Operation::elu1: return true;
    default: return false;
    }
}

double at(Operation operation, double x) {
    const BlockInput input{&x, nullptr, 1};
    double y = 0;
    apply_real(operation, &input, &y, 1);
    return y;
}

// Both ends of a growing function; where it is not defined at the lower end (log of a negative number) it is unbounded
// below.
Bounds grown(Operation operation, const Bounds& x) {
    const double low = at(operation, x.low), high = at(operation, x.high);
    return {std::isnan(low) ? -infinity : low, std::isnan(high) ? infinity : high};
}

Bounds call(const Node& node, std::span<const Bounds> in) {
    const Operation operation = node.function->operation;
    if (grows(operation))
        return in[0].complex ? Bounds{-infinity, infinity, true} : grown(operation, in[0]);
    switch (operation) {
    case Operation::add: return {in[0].low + in[1].low, in[0].high + in[1].high, in[0].complex || in[1].complex};
    case Operation::subtract: return {in[0].low - in[1].high, in[0].high - in[1].low, in[0].complex || in[1].complex};
    case Operation::negate: return {-in[0].high, -in[0].low, in[0].complex};
    case Operation::multiply: return multiply(in[0], in[1]);
    case Operation::divide: return divide(in[0], in[1]);
    case Operation::power: return power(in[0], in[1]);
    case Operation::abs: {
        if (in[0].complex)
            return non_negative;
        const double ends = std::max(std::abs(in[0].low), std::abs(in[0].high));
        return {in[0].low <= 0 && in[0].high >= 0 ? 0 : std::min(std::abs(in[0].low), std::abs(in[0].high)), ends};
    }
    case Operation::min: return {std::min(in[0].low, in[1].low), std::min(in[0].high, in[1].high)};
    case Operation::max: return {std::max(in[0].low, in[1].low), std::max(in[0].high, in[1].high)};
    case Operation::clamp:
        return {std::clamp(in[0].low, in[1].low, std::max(in[1].low, in[2].high)),
                std::clamp(in[0].high, in[1].low, std::max(in[1].low, in[2].high))};
    case Operation::where: return hull(in[1], in[2]);
    case Operation::less:
    case Operation::less_equal:
    case Operation::greater:
    case Operation::greater_equal:
    case Operation::equal:
    case Operation::not_equal:
    case Operation::softmax: return {0, 1};
    case Operation::sin:
    case Operation::cos:
    case Operation::unit: return {-1, 1, operation == Operation::unit && in[0].complex};
    case Operation::arg: return {-std::numbers::pi, std::numbers::pi};
    case Operation::complex: return {in[0].low, in[0].high, true};
    case Operation::re: return {in[0].low, in[0].high};
    case Operation::conj: return in[0];
    case Operation::norm:
    case Operation::index: return non_negative;
    case Operation::size: return {1, infinity};
    // the same numbers, or some of them, or between them
    case Operation::mean:
    case Operation::maximum:
    case Operation::minimum:
    case Operation::cummax:
    case Operation::roll:
    case Operation::slice:
    case Operation::even:
    case Operation::odd:
    case Operation::rename:
    case Operation::split:
    case Operation::merge:
    case Operation::max_over_time:
    case Operation::mean_over_time:
    case Operation::transpose: return in[0];
    case Operation::concat: {
        Bounds all = in[0];
        for (const Bounds& part : in)
            all = hull(all, part);
        return all;
    }
    case Operation::shift: return hull(in[0], in.size() > 1 ? in[1] : Bounds{0, 0});
    case Operation::outer: return multiply(in[0], in[1]);
    case Operation::logcumsumexp: return {in[0].low, infinity};
    default: return {-infinity, infinity, std::any_of(in.begin(), in.end(), [](const Bounds& b) { return b.complex; })};
    }
}

Bounds of_name(const std::string& name, const std::map<std::string, Bounds>& known) {
    if (const auto found = known.find(name); found != known.end())
        return found->second;
    if (name == "pi")
        return {std::numbers::pi, std::numbers::pi};
    if (name == "head" || name == "position")
        return non_negative;
    if (name == "L" || name == "n" || name == "dim" || name == "heads")
        return {1, infinity};
    return unbounded;
}

} // namespace

Bounds bounds_of(const Expression& expression, const std::map<std::string, Bounds>& known) {
    std::vector<Bounds> values;
    for (const Node* node : post_order(*expression.tree)) {
        if (node->function) {
            const std::size_t count = node->arguments.size();
            const Bounds result = call(*node, std::span(values).last(count));
            values.resize(values.size() - count);
            values.push_back(result);
        } else
            values.push_back(node->name.empty() ? Bounds{node->number, node->number} : of_name(node->name, known));
    }
    Bounds result = values.back();
    if (std::isnan(result.low)) // ∞ − ∞
        result.low = -infinity;
    if (std::isnan(result.high))
        result.high = infinity;
    return result;
}

bool has_unit_norm(const Expression& expression) {
    const Node& node = *expression.tree;
    return node.function && node.function->operation == Operation::unit &&
           (node.axes.empty() || node.axes[0].name == "state");
}

} // namespace alphascope
