#pragma once
// What happens to rows of scores in single precision: φ, sums, and the way to memory.

#include "core/engine/cpu/lanes.hpp"

namespace alphascope::cpu {
namespace {

using Floats = Lanes<float>;
using Bits __attribute__((vector_size(lane_bytes))) = std::int32_t;

/// exp within 1.5e-7 of itself: 2^k e^r with |r| ≤ ln 2 / 2, the Taylor series to r^7. 0 below −86.6, inf above 88.7;
/// NaN stays NaN.
inline Floats exponential(Floats given) {
    constexpr float magic = 0x1.8p23F, per_ln2 = 1.44269504F, ln2_high = 0x1.62e4p-1F, ln2_low = 0x1.7f7d1cp-20F;
    constexpr float low = -86.6F, high = 88.7228390F;
    Floats y = given < low ? Floats{} + low : given;
    y = y > high ? Floats{} + high : y;
    const Floats shifted = y * per_ln2 + magic; // the integer next to y / ln 2 is in the low bits
    const Floats k = shifted - magic;
    const Floats r = (y - k * ln2_high) - k * ln2_low;
    Floats p = Floats{} + 1.0F / 5040;
    p = p * r + 1.0F / 720;
    p = p * r + 1.0F / 120;
    p = p * r + 1.0F / 24;
    p = p * r + 1.0F / 6;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    const Floats half_power = reinterpret_cast<Floats>((reinterpret_cast<Bits>(shifted) + 126) << 23); // 2^(k − 1)
    Floats result = 2 * p * half_power;
    result = given < low ? Floats{} : result;
    return given > high ? Floats{} + __builtin_inff() : result;
}

inline Floats magnitude(Floats x) {
    return x < 0 ? -x : x;
}

inline Floats sigmoid(Floats x) {
    const Floats e = exponential(-magnitude(x)), one = Floats{} + 1;
    return (x < 0 ? e : one) / (one + e);
}

/// log(1 + e) for e in [0, 1], within 1.5e-7 of itself: 2 artanh z with z = e / (2 + e) ≤ 1/3, its series to z^15.
inline Floats log_1_plus(Floats e) {
    const Floats z = e / (e + 2.0F), square = z * z;
    Floats p = {};
    for (Size odd = 15; odd > 0; odd -= 2)
        p = p * square + 1 / static_cast<float>(odd);
    return 2 * z * p;
}

/// Within 2e-7 of itself: next to 0, where exponentials would cancel, a continued fraction.
inline Floats hyperbolic_tangent(Floats x) {
    const Floats y = magnitude(x), square = y * y, one = Floats{} + 1;
    const Floats above = ((square + 378.0F) * square + 17325.0F) * square + 135135.0F;
    const Floats below = ((28.0F * square + 3150.0F) * square + 62370.0F) * square + 135135.0F;
    const Floats e = exponential(-2 * y), far = (one - e) / (one + e);
    const Floats result = y < one ? y * above / below : far;
    return x < 0 ? -result : result;
}

inline Floats positive_part(Floats x) {
    return x < 0 ? Floats{} : x;
}

template <RowReadout readout> inline Floats apply(Floats x, float offset) {
    const Floats zero = {};
    switch (readout) {
    case RowReadout::identity: return x;
    case RowReadout::exp: return exponential(x - offset);
    case RowReadout::relu: return positive_part(x - offset);
    case RowReadout::relu_squared: return x < zero ? zero : x * x;
    case RowReadout::sigmoid: return sigmoid(x + offset);
    case RowReadout::softplus: return positive_part(x) + log_1_plus(exponential(-magnitude(x)));
    case RowReadout::elu1: return x > zero ? x + 1.0F : exponential(x);
    case RowReadout::silu: return x < -200.0F ? zero : x * sigmoid(x);
    case RowReadout::square: return x * x;
    case RowReadout::shrink: {
        const Floats y = positive_part(magnitude(x) - offset);
        return x < zero ? -y : y;
    }
    case RowReadout::softcap_exp: return exponential(offset * hyperbolic_tangent(x / offset));
    }
    return x;
}

template <RowReadout readout> void finish(float* x, Size count, float offset, float factor) {
    for (Size c = 0; c < count; c += lanes<float>)
        store(x + c, factor * apply<readout>(load(x + c), offset));
}

void finish_row(RowReadout readout, float* x, Size count, float offset, float factor) {
    switch (readout) {
    case RowReadout::identity: return finish<RowReadout::identity>(x, count, offset, factor);
    case RowReadout::exp: return finish<RowReadout::exp>(x, count, offset, factor);
    case RowReadout::relu: return finish<RowReadout::relu>(x, count, offset, factor);
    case RowReadout::relu_squared: return finish<RowReadout::relu_squared>(x, count, offset, factor);
    case RowReadout::sigmoid: return finish<RowReadout::sigmoid>(x, count, offset, factor);
    case RowReadout::softplus: return finish<RowReadout::softplus>(x, count, offset, factor);
    case RowReadout::elu1: return finish<RowReadout::elu1>(x, count, offset, factor);
    case RowReadout::silu: return finish<RowReadout::silu>(x, count, offset, factor);
    case RowReadout::square: return finish<RowReadout::square>(x, count, offset, factor);
    case RowReadout::shrink: return finish<RowReadout::shrink>(x, count, offset, factor);
    case RowReadout::softcap_exp: return finish<RowReadout::softcap_exp>(x, count, offset, factor);
    }
}

using Half __attribute__((vector_size(lane_bytes / 2), aligned(4), may_alias)) = float;

inline Lanes<double> load_as_double(const float* x) {
    return __builtin_convertvector(*reinterpret_cast<const Half*>(x), Lanes<double>);
}

void weigh_row(const float* w, float* x, Size count) {
    Size c = 0;
    for (; c + lanes<float> <= count; c += lanes<float>)
        store(x + c, load(x + c) * load(w + c));
    for (; c < count; ++c)
        x[c] *= w[c];
}

void lean_row(double base, const double* sum, float* x, Size count) {
    Size c = 0;
    for (; c + lanes<double> <= count; c += lanes<double>)
        *reinterpret_cast<Half*>(x + c) = __builtin_convertvector(load_as_double(x + c) + (base - load(sum + c)), Half);
    for (; c < count; ++c)
        x[c] = static_cast<float>(x[c] + (base - sum[c]));
}

double largest_leaning(double base, const double* sum, const float* x, Size count) {
    Lanes<double> top = Lanes<double>{} - __builtin_inf();
    Size c = 0;
    for (; c + lanes<double> <= count; c += lanes<double>) {
        const Lanes<double> given = load_as_double(x + c) + (base - load(sum + c));
        top = given > top ? given : top;
    }
    double result = -__builtin_inf();
    for (Size e = 0; e < lanes<double>; ++e)
        result = top[e] > result ? top[e] : result;
    for (; c < count; ++c)
        result = x[c] + (base - sum[c]) > result ? x[c] + (base - sum[c]) : result;
    return result;
}

float largest(const float* x, Size count) {
    Floats top = Floats{} - __builtin_inff();
    Size c = 0;
    for (; c + lanes<float> <= count; c += lanes<float>) {
        const Floats given = load(x + c);
        top = given > top ? given : top;
    }
    float result = -__builtin_inff();
    for (Size e = 0; e < lanes<float>; ++e)
        result = top[e] > result ? top[e] : result;
    for (; c < count; ++c)
        result = x[c] > result ? x[c] : result;
    return result;
}

/// Sums in double: a row may have a million terms.
RowPieceSums sums(const float* x, Size count) {
    Lanes<double> sum = {}, abs_sum = {}, squares = {}, top = Lanes<double>{} - __builtin_inf();
    const auto add = [&](Lanes<double> y) {
        sum += y;
        abs_sum += y < 0 ? -y : y;
        squares += y * y;
        top = y > top ? y : top;
    };
    Size c = 0;
    for (; c + lanes<double> <= count; c += lanes<double>)
        add(load_as_double(x + c));
    RowPieceSums total{0, 0, 0, -__builtin_inf()};
    const auto gather = [&](double s, double a, double q, double largest_of) {
        total.sum += s;
        total.abs_sum += a;
        total.sum_squares += q;
        total.max = largest_of > total.max ? largest_of : total.max;
    };
    for (Size e = 0; e < lanes<double>; ++e)
        gather(sum[e], abs_sum[e], squares[e], top[e]);
    for (; c < count; ++c)
        gather(x[c], x[c] < 0 ? -x[c] : x[c], static_cast<double>(x[c]) * x[c], x[c]);
    return total;
}

/// Writes a full vector past the caches. @pre `to` is aligned to it.
inline void stream(float* to, Floats x) {
#if defined(__AVX512F__)
    __builtin_ia32_movntps512(to, x);
#elif defined(__AVX2__)
    __builtin_ia32_movntps256(to, x);
#elif defined(__SSE2__)
    __builtin_ia32_movntps(to, x);
#else
    store(to, x);
#endif
}

/// from(c) is the vector of numbers c, c + 1, ...; at(c) the number c.
template <class From, class At> inline void stream_all(Size count, float* to, From from, At at) {
    Size c = 0;
    for (; c < count && reinterpret_cast<std::uintptr_t>(to + c) % lane_bytes != 0; ++c)
        to[c] = at(c);
    for (; c + lanes<float> <= count; c += lanes<float>)
        stream(to + c, from(c));
    for (; c < count; ++c)
        to[c] = at(c);
}

void store_row(const float* x, Size count, float* to, bool past_caches) {
    if (count == 0)
        return; // then x may be null, which memcpy may not be given
    if (!past_caches) {
        std::memcpy(to, x, static_cast<std::size_t>(count) * sizeof(float));
        return;
    }
    stream_all(
        count, to, [x](Size c) { return load(x + c); }, [x](Size c) { return x[c]; });
}

void clear_row(Size count, float* to, bool past_caches) {
    if (!past_caches) {
        std::memset(to, 0, static_cast<std::size_t>(count) * sizeof(float));
        return;
    }
    stream_all(
        count, to, [](Size) { return Floats{}; }, [](Size) { return 0.0F; });
}

/// Waits for streamed numbers to be on their way: once for many rows, since it stalls.
void settle() {
#if defined(__SSE2__)
    __builtin_ia32_sfence();
#endif
}

} // namespace
} // namespace alphascope::cpu
