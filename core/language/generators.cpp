// normal and uniform: seeded numbers, in the defaults of signals only.

#include "core/language/call.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace alphascope {

/// Distribution function of the standard normal distribution; erfc keeps its lower tail exact.
static double normal_cdf(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

Result<Value> call_generator(Call& call) {
    const std::string name = quoted(call.node.function->name);
    if (!call.environment.standard_normal)
        return call_error(name + " makes random numbers, which only the default of a signal may do");
    auto parameters = joint_axes(call);
    if (!parameters)
        return tl::unexpected(parameters.error());
    const Axes& wanted = call.environment.generator_axes;
    auto axes = joint_axes(*parameters, "what " + call.quote() + " reads", wanted, "the signal");
    if (!axes)
        return tl::unexpected(axes.error());
    for (const Axes* size : std::array<const Axes*, 2>{&wanted, &*axes})
        if (auto fits = check_memory(*size, false); !fits)
            return tl::unexpected(fits.error());
    const Value z = call.environment.standard_normal(wanted, call.generator_calls++);
    if (z.axes != wanted)
        return call_error("random numbers for " + call.quote() + " came with axes " + describe(z.axes));

    const Value &a = call.argument(0), &b = call.argument(1);
    Value result = Value::zeros(*axes);
    const LoopNest nest = loop_nest(*axes, {&*axes, &a.axes, &b.axes, &z.axes});
    const bool normal = call.operation() == Operation::normal;
    const auto& stride = nest.inner.stride;
    for_each_run(nest, [&](const Offsets& at) {
        for (Index e = 0; e < nest.inner.size; ++e) {
            const double x = a.real[static_cast<std::size_t>(at[1] + e * stride[1])];
            const double y = b.real[static_cast<std::size_t>(at[2] + e * stride[2])];
            const double number = z.real[static_cast<std::size_t>(at[3] + e * stride[3])];
            result.real[static_cast<std::size_t>(at[0] + e)] =
                normal ? x + y * number : x + (y - x) * normal_cdf(number);
        }
    });
    return result;
}

} // namespace alphascope
