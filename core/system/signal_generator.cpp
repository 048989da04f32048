#include "core/system/signal_generator.hpp"

#include "core/base/random.hpp"
#include "core/base/strips.hpp"
#include "core/language/loop_nest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace alphascope {

static RandomStream stream_of(const Signal& signal, std::uint64_t seed, int call) {
    return {seed, fmt::format("{}/{}", signal.name, call)};
}

bool shares_projection(const Signal& signal) {
    return signal.role == Role::query || signal.role == Role::key;
}

Value draw(const Signal& signal, std::uint64_t seed, const Axes& axes, int call, const RunContext& run) {
    const RandomStream own = stream_of(signal, seed, call);
    Value value = Value::room(axes);
    double* const numbers = value.real.write();
    for_strips(
        value.size(), 8,
        [&](Range part) {
            for (Index k = part.begin; k < part.end; ++k)
                numbers[k] = own.normal(static_cast<std::uint64_t>(k));
        },
        run);
    return value;
}

Value project(const Signal& signal, std::uint64_t seed, const Matrix& embeddings, const Axes& axes, int call,
              const RunContext& run) {
    const RandomStream own = stream_of(signal, seed, call), shared(seed, "query and key");
    const bool mixes = shares_projection(signal);
    const AxisView time = view_along(axes, "time");
    const Index width = embeddings.cols(), length = embeddings.rows();
    const double scale = 1 / std::sqrt(static_cast<double>(width) * (mixes ? 2 : 1));
    Value value = Value::room(axes);
    double* const numbers = value.real.write();
    // Fixed strips, the last one with what is left over: a row's bits may depend on where its strip ends.
    constexpr Index strip = 1024;
    const Index strips = std::max<Index>(1, length / strip);
    Matrix projection(time.inner, width);
    for (Index o = 0; o < time.outer; ++o) {
        for (Index k = 0; k < time.inner * width; ++k) {
            const auto at = static_cast<std::uint64_t>(o * time.inner * width + k);
            projection.data()[k] = scale * (own.normal(at) + (mixes ? shared.normal(at) : 0.0));
        }
        for_strips(
            strips, strip * width,
            [&](Range some) {
                const Range rows{some.begin * strip, some.end == strips ? length : some.end * strip};
                Eigen::Map<Matrix>(numbers + (o * length + rows.begin) * time.inner, rows.size(), time.inner)
                    .noalias() = embeddings.middleRows(rows.begin, rows.size()) * projection.transpose();
            },
            run);
    }
    return value;
}

} // namespace alphascope
