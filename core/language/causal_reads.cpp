// mesa_read, slot_read: query vectors that are causal functions of the whole past (construction 4 of the catalogue).
// They carry a matrix along time, so that they cannot be said with the functions of single positions.

#include "core/base/decays.hpp"
#include "core/base/types.hpp"
#include "core/language/call.hpp"

#include <Eigen/LU>

#include <array>
#include <cmath>
#include <span>

namespace alphascope {

namespace {

/// The arguments laid out alike: every one has axis time and all places; `last` is its own last axis, or none.
struct Sequence {
    Value value;
    Index length = 1, width = 1;
    Sequence(const Value& given, const Axes& places, Index time, std::string_view last)
        : length(time), width(last.empty() ? 1 : given.extent(last)) {
        Axes axes = with_axis(places, {"time", time});
        if (given.axis(last))
            axes = with_axis(axes, {std::string(last), width});
        value = expand(given, axes);
    }
    Eigen::Map<const Vector> at(Index place, Index t) const {
        return {value.real.data() + (place * length + t) * width, width};
    }
    double number(Index place, Index t) const { return at(place, t)[0]; }
};

/// The axis of an argument's vectors: state, slot, or none.
using VectorAxes = std::span<const std::string_view>;

/// What all arguments have besides time and their vectors' axes.
Result<Axes> places_of(const Call& call, VectorAxes vectors) {
    Axes places;
    for (std::size_t k = 0; k < call.arguments.size(); ++k) {
        Axes own = call.argument(k).axes;
        for (const std::string_view axis : {"state", "slot"})
            if (call.argument(k).axis(axis) && axis != vectors[k])
                return call_error(call.quote(k) + " must not have axis " + std::string(axis) + "; it has axes " +
                                  describe(own));
        if (const Axis* time = call.argument(k).axis("time"); time && time->size != call.environment.length)
            return call_error(call.quote(k) + " has " + std::to_string(time->size) + " positions, not " +
                              std::to_string(call.environment.length));
        for (const std::string_view axis : {std::string_view("time"), vectors[k]})
            own = without_axis(own, axis);
        auto joint = joint_axes(places, "what stands before", own, call.quote(k));
        if (!joint)
            return joint;
        places = std::move(*joint);
    }
    return places;
}

/// Lays the result out and fills it place by place: run(place, write) calls write(t, vector over state).
template <class Run> Result<Value> along_places(Call& call, const Axes& places, Index state, Run run) {
    const Index length = call.environment.length;
    const Axes axes = with_axis(with_axis(places, {"time", length}), {"state", state});
    if (auto fits = check_memory(axes, false); !fits)
        return tl::unexpected(fits.error());
    Value result = Value::room(axes);
    double* const to = result.real.write();
    for_strips(element_count(places), length * state * state, [&](Range some) {
        for (Index place = some.begin; place < some.end; ++place)
            run(place, [&](Index t, const Vector& read) {
                std::copy(read.begin(), read.end(), to + (place * length + t) * state);
            });
    });
    return result;
}

Result<void> check_sizes(const Call& call, std::size_t a, std::size_t b, std::string_view axis) {
    const Index first = call.argument(a).extent(axis), second = call.argument(b).extent(axis);
    if (first == second)
        return {};
    return call_error(call.quote(a) + " and " + call.quote(b) + " must have equal size along axis " +
                      std::string(axis) + ", but have " + std::to_string(first) + " and " + std::to_string(second));
}

/// (G_i + diag(lamb))⁻¹ q_i with G_i = exp(g_i) G_{i−1} + beta_i k_i k_iᵀ.
Result<Value> mesa_read(Call& call) {
    static constexpr std::array<std::string_view, 5> vectors{"state", "state", "", "", "state"};
    const auto places = places_of(call, vectors);
    if (!places)
        return tl::unexpected(places.error());
    for (const std::size_t other : {1, 4})
        if (other == 1 || call.argument(other).axis("state")) // lamb may be one number for all coordinates
            if (auto fine = check_sizes(call, 0, other, "state"); !fine)
                return tl::unexpected(fine.error());
    const Index length = call.environment.length;
    const Sequence q(call.argument(0), *places, length, "state"), k(call.argument(1), *places, length, "state"),
        beta(call.argument(2), *places, length, {}), g(call.argument(3), *places, length, {}),
        lamb(call.argument(4), *places, length, "state");
    return along_places(call, *places, q.width, [&](Index place, auto write) {
        Matrix gram = Matrix::Zero(q.width, q.width);
        for (Index t = 0; t < length && !call.run.cancelled(); ++t) {
            gram *= std::exp(g.number(place, t));
            gram += beta.number(place, t) * k.at(place, t) * k.at(place, t).transpose();
            Matrix ridged = gram;
            for (Index m = 0; m < q.width; ++m)
                ridged(m, m) += lamb.at(place, t)[lamb.width == 1 ? 0 : m];
            write(t, ridged.partialPivLu().solve(q.at(place, t)));
        }
    });
}

/// softmax over slots of K_iᵀ q_i with K_i = K_{i−1} diag(exp(log_decay_i)) + k_i s_iᵀ; the slots become axis state.
Result<Value> slot_read(Call& call) {
    static constexpr std::array<std::string_view, 4> vectors{"state", "state", "slot", "slot"};
    const auto places = places_of(call, vectors);
    if (!places)
        return tl::unexpected(places.error());
    if (auto fine = check_sizes(call, 0, 1, "state"); !fine)
        return tl::unexpected(fine.error());
    if (auto fine = check_sizes(call, 2, 3, "slot"); !fine)
        return tl::unexpected(fine.error());
    const Index length = call.environment.length;
    const Sequence q(call.argument(0), *places, length, "state"), k(call.argument(1), *places, length, "state"),
        s(call.argument(2), *places, length, "slot"), decay(call.argument(3), *places, length, "slot");
    return along_places(call, *places, s.width, [&](Index place, auto write) {
        Matrix slots = Matrix::Zero(q.width, s.width);
        for (Index t = 0; t < length && !call.run.cancelled(); ++t) {
            slots = slots * decays_of(decay.at(place, t).array()).matrix().asDiagonal();
            slots += k.at(place, t) * s.at(place, t).transpose();
            const Vector logits = slots.transpose() * q.at(place, t);
            const Vector weights = (logits.array() - logits.maxCoeff()).exp();
            write(t, weights / weights.sum());
        }
    });
}

} // namespace

Result<Value> call_causal_read(Call& call) {
    for (std::size_t k = 0; k < call.arguments.size(); ++k)
        if (call.argument(k).is_complex())
            return call_error(call.quote(k) + " is complex; a causal read takes real numbers");
    return call.operation() == Operation::mesa_read ? mesa_read(call) : slot_read(call);
}

} // namespace alphascope
