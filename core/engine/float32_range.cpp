#include "core/engine/float32_range.hpp"

#include <fmt/format.h>

#include <cmath>

namespace alphascope {

Result<void> check_float32_range(const System& system) {
    constexpr double largest = 1e34, smallest = 1e-30;
    const auto reach = [](const auto& numbers) { return numbers.size() > 0 ? numbers.cwiseAbs().maxCoeff() : 0.0; };
    const auto refused = [](double x) {
        return failure(
            ErrorCode::unavailable,
            fmt::format("numbers of about {:.0e} in write, read, scores, carry, φ or η do not fit into float32", x));
    };
    const double b = reach(system.b), q = reach(system.q);
    for (const double x : {b, q, b * q * static_cast<double>(system.state_size())})
        if (std::isfinite(x) && x != 0 && (x > largest || x < smallest))
            return refused(x);
    if (const double bias = reach(system.shear); std::isfinite(bias) && bias > largest)
        return refused(bias);
    if (system.delay)
        if (const double carry = reach(system.delay->carry); std::isfinite(carry) && carry > largest)
            return refused(carry);
    // What φ and η are made with: too small is as good as 0 there, too large is infinite.
    for (const Vector* numbers : {&system.readout.value, &system.normaliser.epsilon, &system.normaliser.floor})
        if (const double x = reach(*numbers); std::isfinite(x) && x > largest)
            return refused(x);
    return {};
}

} // namespace alphascope
