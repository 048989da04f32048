#include "core/language/loop_nest.hpp"

#include <algorithm>

namespace alphascope {

LoopNest loop_nest(const Axes& axes, std::initializer_list<const Axes*> arrays) {
    return loop_nest(axes, std::vector<const Axes*>(arrays));
}

LoopNest loop_nest(const Axes& axes, const std::vector<const Axes*>& arrays) {
    if (element_count(axes) == 0)
        return {{}, {0, {}}};
    Offsets next_stride;
    next_stride.fill(1);
    std::vector<LoopNest::Level> levels; // fastest first
    for (auto axis = axes.rbegin(); axis != axes.rend(); ++axis) {
        if (axis->size == 1)
            continue;
        LoopNest::Level level{axis->size, {}};
        for (std::size_t a = 0; a < arrays.size(); ++a)
            if (std::find(arrays[a]->begin(), arrays[a]->end(), *axis) != arrays[a]->end()) {
                level.stride[a] = next_stride[a];
                next_stride[a] *= axis->size;
            }
        bool mergeable = !levels.empty();
        for (std::size_t a = 0; mergeable && a < arrays.size(); ++a)
            mergeable = level.stride[a] == levels.back().stride[a] * levels.back().size;
        if (mergeable)
            levels.back().size *= level.size;
        else
            levels.push_back(level);
    }
    if (levels.empty())
        return {};
    LoopNest nest{{}, levels.front()};
    nest.outer.assign(levels.rbegin(), levels.rend() - 1);
    return nest;
}

Index run_count(const LoopNest& nest) {
    if (nest.inner.size == 0)
        return 0;
    Index count = 1;
    for (const LoopNest::Level& level : nest.outer)
        count *= level.size;
    return count;
}

AxisView view_along(const Axes& axes, std::string_view axis) {
    AxisView view;
    bool passed = false;
    for (const Axis& a : axes) {
        if (a.name == axis) {
            view.extent = a.size;
            passed = true;
        } else {
            (passed ? view.inner : view.outer) *= a.size;
        }
    }
    return view;
}

Axes without_axis(const Axes& axes, std::string_view axis) {
    Axes rest;
    std::copy_if(axes.begin(), axes.end(), std::back_inserter(rest), [&](const Axis& a) { return a.name != axis; });
    return rest;
}

Axes with_axis(const Axes& axes, Axis axis) {
    Axes all = without_axis(axes, axis.name);
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const Axis& a) { return axis_before(axis.name, a.name); });
    all.insert(place, std::move(axis));
    return all;
}

tl::expected<Axes, std::string> union_of(const Axes& a, const Axes& b) {
    if (a == b)
        return a;
    Axes all;
    auto x = a.begin(), y = b.begin();
    while (x != a.end() || y != b.end()) {
        if (y == b.end() || (x != a.end() && axis_before(x->name, y->name))) {
            all.push_back(*x++);
        } else if (x == a.end() || axis_before(y->name, x->name)) {
            all.push_back(*y++);
        } else {
            if (x->size != y->size)
                return tl::unexpected<std::string>(x->name);
            all.push_back(*x++);
            ++y;
        }
    }
    return all;
}

Value in_order(const Axes& wanted, const Value& x) {
    const auto long_axes = [](const Axes& axes) {
        Axes some;
        std::copy_if(axes.begin(), axes.end(), std::back_inserter(some), [](const Axis& a) { return a.size != 1; });
        return some;
    };
    if (long_axes(wanted) == long_axes(x.axes)) // only axes of size 1 change place, or none
        return {wanted, x.real, x.imaginary};
    std::vector<Index> stride(wanted.size());
    for (std::size_t a = 0; a < wanted.size(); ++a)
        stride[a] = view_along(x.axes, wanted[a].name).inner;
    const auto permute = [&](const Numbers& from) {
        Numbers permuted = Numbers::room(from.size());
        double* to = permuted.write();
        for_strips(static_cast<Index>(from.size()), 1, [&](Range part) {
            std::vector<Index> counter(wanted.size());
            Index at = 0, rest = part.begin;
            for (std::size_t a = wanted.size(); a-- > 0; rest /= wanted[a].size) {
                counter[a] = rest % wanted[a].size;
                at += counter[a] * stride[a];
            }
            for (Index k = part.begin; k < part.end; ++k) {
                to[k] = from.data()[at];
                for (std::size_t a = wanted.size(); a-- > 0;) {
                    at += stride[a];
                    if (++counter[a] < wanted[a].size)
                        break;
                    at -= stride[a] * wanted[a].size;
                    counter[a] = 0;
                }
            }
        });
        return permuted;
    };
    return {wanted, permute(x.real), permute(x.imaginary)};
}

Value in_canonical_order(Axes axes, const Value& stored) {
    Axes sorted = axes;
    std::sort(sorted.begin(), sorted.end(), [](const Axis& a, const Axis& b) { return axis_before(a.name, b.name); });
    return in_order(sorted, {std::move(axes), stored.real, stored.imaginary});
}

} // namespace alphascope
