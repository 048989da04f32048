#include "core/language/elementwise.hpp"

#include <cassert>
#include <cmath>

namespace alphascope {

namespace {

/// exp(z) - 1: both terms of the real part are small together, so nothing cancels near 0.
Complex expm1(Complex z) {
    const double half_sine = std::sin(z.imag() / 2);
    return {std::expm1(z.real()) * std::cos(z.imag()) - 2 * half_sine * half_sine,
            std::exp(z.real()) * std::sin(z.imag())};
}

/// Small whole exponents by repeated multiplication: exact where they can be, and 0^0 = 1.
Complex power(Complex base, Complex exponent) {
    constexpr double most_multiplications = 64;
    if (exponent.imag() == 0 && std::abs(exponent.real()) <= most_multiplications &&
        exponent.real() == std::floor(exponent.real())) {
        Complex result = 1, square = base;
        for (auto bits = static_cast<unsigned>(std::abs(exponent.real())); bits != 0; bits >>= 1) {
            if (bits & 1)
                result *= square;
            square *= square;
        }
        return exponent.real() < 0 ? 1.0 / result : result;
    }
    if (base == 0.0)
        return exponent.real() > 0 ? Complex{} : Complex{NAN, NAN};
    return std::exp(exponent * std::log(base));
}

Complex at(const BlockInput& in, Index e) {
    return {in.real[e * in.stride], in.imaginary ? in.imaginary[e * in.stride] : 0.0};
}

// A real operand stays real: promoted to x + 0i, an infinite x would turn products into nan.
Complex product(const BlockInput& a, const BlockInput& b, Index e) {
    if (!a.imaginary)
        return a.real[e * a.stride] * at(b, e);
    if (!b.imaginary)
        return at(a, e) * b.real[e * b.stride];
    return at(a, e) * at(b, e);
}
Complex quotient(const BlockInput& a, const BlockInput& b, Index e) {
    return b.imaginary ? at(a, e) / at(b, e) : at(a, e) / b.real[e * b.stride];
}

} // namespace

bool gives_real(Operation operation) {
    using Op = Operation;
    return operation == Op::re || operation == Op::im || operation == Op::abs || operation == Op::arg ||
           operation == Op::equal || operation == Op::not_equal;
}

void apply_complex(Operation operation, const BlockInput* in, double* real, double* imaginary, Index count) {
    const auto to_complex = [&](auto f) {
        for (Index e = 0; e < count; ++e) {
            const Complex z = f(e);
            real[e] = z.real();
            imaginary[e] = z.imag();
        }
    };
    const auto to_real = [&](auto f) {
        for (Index e = 0; e < count; ++e)
            real[e] = f(e);
    };
    const BlockInput &a = in[0], &b = in[1], &c = in[2];
    using Op = Operation;
    switch (operation) {
    case Op::add: return to_complex([&](Index e) { return at(a, e) + at(b, e); });
    case Op::subtract: return to_complex([&](Index e) { return at(a, e) - at(b, e); });
    case Op::multiply: return to_complex([&](Index e) { return product(a, b, e); });
    case Op::divide: return to_complex([&](Index e) { return quotient(a, b, e); });
    case Op::power: return to_complex([&](Index e) { return power(at(a, e), at(b, e)); });
    case Op::negate: return to_complex([&](Index e) { return -at(a, e); });
    case Op::equal: return to_real([&](Index e) { return at(a, e) == at(b, e) ? 1.0 : 0.0; });
    case Op::not_equal: return to_real([&](Index e) { return at(a, e) != at(b, e) ? 1.0 : 0.0; });
    case Op::exp: return to_complex([&](Index e) { return std::exp(at(a, e)); });
    case Op::log: return to_complex([&](Index e) { return std::log(at(a, e)); });
    case Op::expm1: return to_complex([&](Index e) { return expm1(at(a, e)); });
    case Op::sqrt: return to_complex([&](Index e) { return std::sqrt(at(a, e)); });
    case Op::where: return to_complex([&](Index e) { return at(a, e) != 0.0 ? at(b, e) : at(c, e); });
    case Op::complex: return to_complex([&](Index e) { return Complex{at(a, e).real(), at(b, e).real()}; });
    case Op::conj: return to_complex([&](Index e) { return std::conj(at(a, e)); });
    case Op::abs: return to_real([&](Index e) { return std::abs(at(a, e)); });
    case Op::re: return to_real([&](Index e) { return at(a, e).real(); });
    case Op::im: return to_real([&](Index e) { return at(a, e).imag(); });
    case Op::arg: return to_real([&](Index e) { return std::arg(at(a, e)); });
    default: assert(false && "not an elementwise operation of complex numbers");
    }
}

} // namespace alphascope
