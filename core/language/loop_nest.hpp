#pragma once
// How several arrays over named axes are walked together: consecutive axes that every array steps through alike are
// merged, so that most operations become one long run or a few.

#include "core/base/strips.hpp"
#include "core/language/value.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

namespace alphascope {

inline constexpr int max_arrays = 4;
using Offsets = std::array<Index, max_arrays>; ///< first element of the run, per array

struct LoopNest {
    struct Level {
        Index size = 1;
        Offsets stride{}; ///< per array; 0 where the array does not have the axis
    };
    std::vector<Level> outer; ///< slowest first; none has size 1
    Level inner;              ///< the run; strides are 0 or 1
};

/// Loops over `axes` for arrays whose axes are subsets of it (at most max_arrays of them), all in canonical order.
LoopNest loop_nest(const Axes& axes, std::initializer_list<const Axes*> arrays);
LoopNest loop_nest(const Axes& axes, const std::vector<const Axes*>& arrays);

/// Number of runs; 0 when an axis is empty.
Index run_count(const LoopNest& nest);

/// Calls body(offsets) for the runs of a range of their numbers, in order.
template <class Body> void for_runs(const LoopNest& nest, Range runs, Body body) {
    Offsets offset{};
    std::vector<Index> counter(nest.outer.size());
    Index rest = runs.begin;
    for (std::size_t level = nest.outer.size(); level-- > 0;) {
        const LoopNest::Level& loop = nest.outer[level];
        counter[level] = rest % loop.size;
        rest /= loop.size;
        for (int a = 0; a < max_arrays; ++a)
            offset[a] += loop.stride[a] * counter[level];
    }
    for (Index run = runs.begin; run < runs.end; ++run) {
        body(offset);
        std::size_t level = nest.outer.size();
        for (; level > 0; --level) {
            const LoopNest::Level& loop = nest.outer[level - 1];
            const bool again = ++counter[level - 1] < loop.size;
            for (int a = 0; a < max_arrays; ++a)
                offset[a] += again ? loop.stride[a] : loop.stride[a] * (1 - loop.size);
            if (again)
                break;
            counter[level - 1] = 0;
        }
    }
}

/// Calls body(offsets) for every run, in order.
template <class Body> void for_each_run(const LoopNest& nest, Body body) {
    for_runs(nest, {0, run_count(nest)}, body);
}

/// Calls body(offsets, count) for all runs and parts of long ones, on all cores (core/base/strips.hpp).
/// @pre no two of them write the same place.
template <class Body> void for_each_part(const LoopNest& nest, const RunContext& run, Body body) {
    constexpr Index part = 16384;
    const Index size = nest.inner.size, parts = size > 2 * part ? (size + part - 1) / part : 1;
    if (parts == 1) {
        for_strips(
            run_count(nest), size,
            [&](Range runs) { for_runs(nest, runs, [&](const Offsets& at) { body(at, size); }); }, run);
        return;
    }
    for_strips(
        run_count(nest) * parts, part,
        [&](Range some) {
            for (Index k = some.begin; k < some.end; ++k)
                for_runs(nest, {k / parts, k / parts + 1}, [&](Offsets at) {
                    const Index first = k % parts * part;
                    for (int a = 0; a < max_arrays; ++a)
                        at[a] += nest.inner.stride[a] * first;
                    body(at, std::min(part, size - first));
                });
        },
        run);
}

/// An array seen along one axis: outer × extent × inner. Without the axis its extent is 1.
struct AxisView {
    Index outer = 1, extent = 1, inner = 1;
};
AxisView view_along(const Axes& axes, std::string_view axis);

/// body(o, columns) for all places o before the axis and all columns behind it, on all cores: columns come
/// in groups, and each group from one thread.
template <class Body> void for_columns(const AxisView& view, const RunContext& run, Body body) {
    constexpr Index together = 16; // two cache lines of columns at a time
    const Index parts = (view.inner + together - 1) / together;
    for_strips(
        view.outer * parts, view.extent * std::min(view.inner, together),
        [&](Range some) {
            for (Index k = some.begin; k < some.end; ++k) {
                const Index first = k % parts * together;
                body(k / parts, Range{first, std::min(first + together, view.inner)});
            }
        },
        run);
}

Axes without_axis(const Axes& axes, std::string_view axis);
Axes with_axis(const Axes& axes, Axis axis); ///< inserted at its canonical place; replaces an axis of that name

/// All axes of both, in canonical order. @returns the name of an axis on which the sizes differ, as an error.
tl::expected<Axes, std::string> union_of(const Axes& a, const Axes& b);

/// The value stored with its axes in another order.
Value in_order(const Axes& wanted, const Value& x);

/// The value with its axes brought into canonical order; `axes` names them as they are stored now, slowest first.
Value in_canonical_order(Axes axes, const Value& stored);

} // namespace alphascope
