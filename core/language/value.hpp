#pragma once
// A value of the design language: an array whose axes have names. Operators match axes by name, never by position.

#include "core/base/error.hpp"
#include "core/base/types.hpp"
#include "core/language/numbers.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

struct Axis {
    std::string name;
    Index size = 0;
    bool operator==(const Axis&) const = default;
};
using Axes = std::vector<Axis>;

/// Position of an axis in the canonical order head, channel, out, in, time, micro, a design's own (alphabetical),
/// state, from, value. Every Value keeps its axes in this order, so equal axes mean equal layout.
bool axis_before(std::string_view a, std::string_view b);

/// Number of elements; 1 without axes.
Index element_count(const Axes& axes);

/// "head 4 × time 512 × state 32", or "a single number".
std::string describe(const Axes& axes);

/// Real or complex array over named axes in canonical order, last axis fastest. `imaginary` is empty for a real value.
struct Value {
    Axes axes;
    Numbers real, imaginary;

    static Value number(double x) { return {{}, {x}, {}}; }
    static Value zeros(Axes axes);
    static Value room(Axes axes, bool complex = false); ///< to be filled, as Numbers::room()
    bool is_complex() const { return !imaginary.empty(); }
    Index size() const { return static_cast<Index>(real.size()); }
    const Axis* axis(std::string_view name) const; ///< nullptr when the value does not have it
    Index extent(std::string_view name) const;     ///< its size, 1 when the value does not have it
};

/// The same for sure, without comparing what is long: one array in memory, or single numbers of equal bits.
bool same_value(const Value& a, const Value& b);

/// The value with one axis fixed at `index`; unchanged when it does not have that axis. Where nothing stands before
/// the axis the numbers are shared.
Value slice(const Value& value, std::string_view axis, Index index);

/// The value repeated along the missing axes, so that its axes are exactly `axes`.
/// @pre every axis of the value is in `axes` with the same size; `axes` are in canonical order.
Value expand(const Value& value, const Axes& axes);

} // namespace alphascope
