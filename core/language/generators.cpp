// normal and uniform: seeded numbers, in the defaults of signals only.

#include "core/language/call.hpp"

#include <cmath>
#include <numbers>

namespace alphascope {

/// Distribution function of the standard normal distribution; erfc keeps its lower tail exact.
static double normal_cdf(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

Result<Value> call_generator(Call& call) {
    const Axes &wanted = call.environment.generator_axes, *const axes = &call.result.axes;
    Value z = call.environment.standard_normal(wanted, call.generator_calls++);
    if (z.axes != wanted)
        return call_error("random numbers for " + call.quote() + " came with axes " + describe(z.axes));

    const Value &a = call.argument(0), &b = call.argument(1);
    const LoopNest nest = loop_nest(*axes, {&*axes, &a.axes, &b.axes, &wanted});
    const double* const drawn = z.real.data();
    Value result = z.axes == *axes && !z.real.is_shared() ? std::move(z) : Value::room(*axes);
    double* const out = result.real.write();
    const bool normal = call.operation() == Operation::normal;
    const auto& stride = nest.inner.stride;
    for_each_part(nest, call.run, [&](const Offsets& at, Index count) {
        const double *x = a.real.data() + at[1], *y = b.real.data() + at[2], *number = drawn + at[3];
        for (Index e = 0; e < count; ++e) {
            const double low = x[e * stride[1]], high = y[e * stride[2]], random = number[e * stride[3]];
            out[at[0] + e] = normal ? low + high * random : low + (high - low) * normal_cdf(random);
        }
    });
    return result;
}

} // namespace alphascope
