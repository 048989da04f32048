// mesa_read, slot_read: query vectors that are causal functions of the whole past (construction 4 of the catalogue).
// They carry a matrix along time, so that they cannot be said with the functions of single positions.

#include "core/base/decays.hpp"
#include "core/base/types.hpp"
#include "core/language/call.hpp"
#include "core/language/linear_solve.hpp"

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
Result<Axes> places_of(const ShapedCall& call, VectorAxes vectors) {
    Axes places;
    for (std::size_t k = 0; k < call.shapes.size(); ++k) {
        Axes own = call.shape(k).axes;
        for (const Axis& axis : own) {
            if ((axis.name == "state" || axis.name == "slot") && axis.name != vectors[k])
                return call_error(call.quote(k) + " must not have axis " + axis.name + "; it has axes " +
                                  describe(own));
            if (axis.name == "time" && axis.size != call.environment.length)
                return call_error(call.quote(k) + " has " + std::to_string(axis.size) + " positions, not " +
                                  std::to_string(call.environment.length));
        }
        for (const std::string_view axis : {std::string_view("time"), vectors[k]})
            own = without_axis(own, axis);
        for (const Axis& place : own) // one read for each coordinate of what stands before time
            if (!axis_before(place.name, "time"))
                return call_error(call.quote(k) + " has axis " + place.name +
                                  ", which a causal read does not take: sum, rename or slice it");
        auto joint = joint_axes(places, "what stands before", own, call.quote(k));
        if (!joint)
            return joint;
        places = std::move(*joint);
    }
    return places;
}

constexpr std::array<std::string_view, 5> mesa_vectors{"state", "state", "", "", "state"};
constexpr std::array<std::string_view, 4> slot_vectors{"state", "state", "slot", "slot"};
VectorAxes vectors_of(Operation operation) {
    return operation == Operation::mesa_read ? VectorAxes(mesa_vectors) : VectorAxes(slot_vectors);
}

/// Lays the result out and fills it place by place: run(place, write) calls write(t, vector over state).
template <class Run> Value along_places(Call& call, const Axes& places, Index state, Run run) {
    const Index length = call.environment.length;
    Value result = Value::room(call.result.axes);
    double* const to = result.real.write();
    for_strips(element_count(places), length * state * state, [&](Range some) {
        for (Index place = some.begin; place < some.end; ++place)
            run(place, [&](Index t, const Vector& read) {
                std::copy(read.begin(), read.end(), to + (place * length + t) * state);
            });
    });
    return result;
}

Index extent_of(const ShapedCall& call, std::size_t argument, std::string_view axis) {
    return view_along(call.shape(argument).axes, axis).extent;
}

Result<void> check_sizes(const ShapedCall& call, std::size_t a, std::size_t b, std::string_view axis) {
    const Index first = extent_of(call, a, axis), second = extent_of(call, b, axis);
    if (first == second)
        return {};
    return call_error(call.quote(a) + " and " + call.quote(b) + " must have equal size along axis " +
                      std::string(axis) + ", but have " + std::to_string(first) + " and " + std::to_string(second));
}

Result<void> check_vectors(const ShapedCall& call) {
    if (auto fine = check_sizes(call, 0, 1, "state"); !fine)
        return fine;
    if (call.operation() == Operation::slot_read)
        return check_sizes(call, 2, 3, "slot");
    // lamb may be one number for all coordinates
    return extent_of(call, 4, "state") == 1 ? Result<void>() : check_sizes(call, 0, 4, "state");
}

/// (G_i + diag(lamb))⁻¹ q_i with G_i = exp(g_i) G_{i−1} + beta_i k_i k_iᵀ; NaN at tokens whose matrix is singular.
Value mesa_read(Call& call) {
    const auto places = places_of(call, mesa_vectors);
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
            write(t, solve_square(ridged, Vector(q.at(place, t))));
        }
    });
}

/// softmax over slots of K_iᵀ q_i with K_i = K_{i−1} diag(exp(log_decay_i)) + k_i s_iᵀ; the slots become axis state.
Value slot_read(Call& call) {
    const auto places = places_of(call, slot_vectors);
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

Result<std::optional<Shape>> shape_of_causal_read(const ShapedCall& call) {
    for (std::size_t k = 0; k < call.shapes.size(); ++k)
        if (call.shape(k).complex)
            return call_error(call.quote(k) + " is complex; a causal read takes real numbers");
    const auto places = places_of(call, vectors_of(call.operation()));
    if (!places)
        return tl::unexpected(places.error());
    if (auto fine = check_vectors(call); !fine)
        return tl::unexpected(fine.error());
    const bool mesa = call.operation() == Operation::mesa_read;
    const Index state = mesa ? extent_of(call, 0, "state") : extent_of(call, 2, "slot");
    return Shape{with_axis(with_axis(*places, {"time", call.environment.length}), {"state", state}), false, {}};
}

Result<Value> call_causal_read(Call& call) {
    return call.operation() == Operation::mesa_read ? mesa_read(call) : slot_read(call);
}

} // namespace alphascope
