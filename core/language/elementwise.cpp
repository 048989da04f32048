#include "core/language/elementwise.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace alphascope {

namespace {

// The stable forms: no overflow on the way to a finite result, no cancellation (theory/reference.py has the same).
double sigmoid(double x) {
    const double e = std::exp(-std::abs(x));
    return (x >= 0 ? 1.0 : e) / (1.0 + e);
}
double softplus(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}
// Not a number in either operand shows in the result; std::max would lose it.
double larger(double a, double b) {
    return a >= b || a != a ? a : b;
}
double smaller(double a, double b) {
    return a <= b || a != a ? a : b;
}
double power(double a, double b) {
    return b == 2 ? a * a : std::pow(a, b);
}

// ivdep: `out` may be the very operand, each element is read before it is written, so blocks can be vectorised.
template <class F> void unary(const BlockInput* in, double* out, Index count, F f) {
    const double* a = in[0].real;
    if (in[0].stride == 0) {
        std::fill_n(out, count, f(*a));
        return;
    }
#pragma GCC ivdep
    for (Index e = 0; e < count; ++e)
        out[e] = f(a[e]);
}

template <class F> void binary(const BlockInput* in, double* out, Index count, F f) {
    const double *a = in[0].real, *b = in[1].real;
    if (in[0].stride == 0 && in[1].stride == 0) {
        std::fill_n(out, count, f(*a, *b));
    } else if (in[0].stride == 0) {
        const double x = *a;
#pragma GCC ivdep
        for (Index e = 0; e < count; ++e)
            out[e] = f(x, b[e]);
    } else if (in[1].stride == 0) {
        const double y = *b;
#pragma GCC ivdep
        for (Index e = 0; e < count; ++e)
            out[e] = f(a[e], y);
    } else {
#pragma GCC ivdep
        for (Index e = 0; e < count; ++e)
            out[e] = f(a[e], b[e]);
    }
}

template <class F> void ternary(const BlockInput* in, double* out, Index count, F f) {
    for (Index e = 0; e < count; ++e)
        out[e] = f(in[0].real[e * in[0].stride], in[1].real[e * in[1].stride], in[2].real[e * in[2].stride]);
}

} // namespace

void apply_real(Operation operation, const BlockInput* in, double* out, Index count) {
    const auto one = [&](auto f) { unary(in, out, count, f); };
    const auto two = [&](auto f) { binary(in, out, count, f); };
    using Op = Operation;
    switch (operation) {
    case Op::add: return two([](double a, double b) { return a + b; });
    case Op::subtract: return two([](double a, double b) { return a - b; });
    case Op::multiply: return two([](double a, double b) { return a * b; });
    case Op::divide: return two([](double a, double b) { return a / b; });
    case Op::power: return two(power);
    case Op::negate: return one([](double x) { return -x; });
    case Op::less: return two([](double a, double b) { return a < b ? 1.0 : 0.0; });
    case Op::less_equal: return two([](double a, double b) { return a <= b ? 1.0 : 0.0; });
    case Op::greater: return two([](double a, double b) { return a > b ? 1.0 : 0.0; });
    case Op::greater_equal: return two([](double a, double b) { return a >= b ? 1.0 : 0.0; });
    case Op::equal: return two([](double a, double b) { return a == b ? 1.0 : 0.0; });
    case Op::not_equal: return two([](double a, double b) { return a != b ? 1.0 : 0.0; });
    case Op::exp: return one([](double x) { return std::exp(x); });
    case Op::log: return one([](double x) { return std::log(x); });
    case Op::log2: return one([](double x) { return std::log2(x); });
    case Op::expm1: return one([](double x) { return std::expm1(x); });
    case Op::log1p: return one([](double x) { return std::log1p(x); });
    case Op::sqrt: return one([](double x) { return std::sqrt(x); });
    case Op::abs: return one([](double x) { return std::abs(x); });
    case Op::floor: return one([](double x) { return std::floor(x); });
    case Op::sign: return one([](double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x; });
    case Op::tanh: return one([](double x) { return std::tanh(x); });
    case Op::sin: return one([](double x) { return std::sin(x); });
    case Op::cos: return one([](double x) { return std::cos(x); });
    case Op::sigmoid: return one(sigmoid);
    case Op::logsigmoid: return one([](double x) { return -softplus(-x); });
    case Op::softplus: return one(softplus);
    case Op::relu: return one([](double x) { return larger(x, 0.0); });
    case Op::silu: return one([](double x) { return x * sigmoid(x); });
    case Op::elu: return one([](double x) { return x > 0 ? x : std::expm1(x); });
    case Op::elu1: return one([](double x) { return x > 0 ? x + 1.0 : std::exp(x); });
    case Op::min: return two(smaller);
    case Op::max: return two(larger);
    case Op::clamp:
        return ternary(in, out, count, [](double x, double low, double high) { return smaller(larger(x, low), high); });
    case Op::where: return ternary(in, out, count, [](double c, double a, double b) { return c != 0 ? a : b; });
    case Op::re:
    case Op::conj: return one([](double x) { return x; });
    case Op::im: return one([](double) { return 0.0; });
    case Op::arg: return one([](double x) { return std::signbit(x) ? std::numbers::pi : 0.0; });
    default: assert(false && "not an elementwise operation of real numbers");
    }
}

} // namespace alphascope
