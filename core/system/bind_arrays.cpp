#include "core/system/bind_arrays.hpp"

#include "core/system/realise.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alphascope {
namespace {

std::string shape_text(const std::vector<Index>& shape) {
    return shape.empty() ? "a single number" : fmt::format("{}", fmt::join(shape, " × "));
}

// The axes an array's dimensions stand for, after the allowed liberties: a leading batch axis of size 1 is dropped, a
// missing head axis means one array for all heads, a single element needs no axes.
tl::expected<std::vector<std::string>, std::string> array_axes(const Signal& signal, std::vector<Index>& shape) {
    const auto wanted = signal.axes.size();
    if (shape.size() == wanted + 1 && shape[0] == 1)
        shape.erase(shape.begin());
    if (shape.size() == wanted)
        return signal.axes;
    if (shape.size() == wanted + 1)
        return tl::unexpected(fmt::format("'{}' has a leading axis of size {}: give one entry of the batch, not all",
                                          signal.name, shape[0]));
    if (shape.size() + 1 == wanted) {
        auto shared = signal.axes;
        if (const auto head = std::find(shared.begin(), shared.end(), "head"); head != shared.end()) {
            shared.erase(head);
            return shared;
        }
    }
    return tl::unexpected(
        fmt::format("'{}' has shape {}, the design declares {}", signal.name, shape_text(shape),
                    signal.axes.empty() ? "a single number" : fmt::format("{}", fmt::join(signal.axes, " × "))));
}

} // namespace

Value value_from_array(const std::vector<std::string>& names, const std::vector<Index>& shape,
                       const std::vector<double>& data) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return axis_before(names[a], names[b]); });
    Value value;
    for (const auto k : order)
        value.axes.push_back({names[k], shape[k]});
    if (std::is_sorted(order.begin(), order.end())) {
        value.real = data;
        return value;
    }
    std::vector<Index> stride(names.size(), 1);
    for (std::size_t k = names.size(); k-- > 1;)
        stride[k - 1] = stride[k] * shape[k];
    std::vector<double> numbers(data.size());
    std::vector<Index> at(order.size(), 0);
    for (auto& out : numbers) {
        Index from = 0;
        for (std::size_t k = 0; k < order.size(); ++k)
            from += at[k] * stride[order[k]];
        out = data[static_cast<std::size_t>(from)];
        for (std::size_t k = order.size(); k-- > 0;) {
            if (++at[k] < value.axes[k].size)
                break;
            at[k] = 0;
        }
    }
    value.real = std::move(numbers);
    return value;
}

Result<BoundArrays> bind_arrays(const Design& design, const TensorSet& tensors) {
    BoundArrays bound;
    std::vector<std::string> problems;
    const auto misfit = [&](const std::string& name, std::string message) {
        if (!is_for_another(tensors, design))
            return problems.push_back(std::move(message));
        bound.unused.push_back(name);
        bound.remarks.push_back({RemarkKind::made_up,
                                 true,
                                 fmt::format("{}; the file is one of {}, so '{}' is made up instead", message,
                                             architecture_of(tensors), name),
                                 {name},
                                 {}});
    };
    std::map<std::string, std::string> named_by; // axis → the signal that fixed its size
    for (const auto& signal : design.signals) {
        const auto found = tensors.tensors.find(signal.name);
        if (found == tensors.tensors.end())
            continue;
        auto shape = found->second.shape;
        const auto axes = array_axes(signal, shape);
        if (!axes) {
            misfit(signal.name, axes.error());
            continue;
        }
        auto sizes = bound.sizes;
        bool fits = true;
        for (std::size_t k = 0; k < axes->size(); ++k) {
            const auto& axis = (*axes)[k];
            if (shape[k] < 1)
                problems.push_back(fmt::format("'{}' has size 0 along {}", signal.name, axis));
            const auto [known, fresh] = sizes.emplace(axis, shape[k]);
            if (!fresh && known->second != shape[k]) {
                misfit(signal.name, fmt::format("'{}' has {} = {}, but '{}' has {} = {}", signal.name, axis, shape[k],
                                                named_by[axis], axis, known->second));
                fits = false;
            } else if (fresh)
                named_by[axis] = signal.name;
        }
        if (!fits)
            continue;
        bound.sizes = std::move(sizes);
        bound.signals.emplace(signal.name, value_from_array(*axes, shape, found->second.data));
    }
    for (const auto& [name, tensor] : tensors.tensors)
        if (name != "o" && name != "alpha" &&
            std::none_of(design.signals.begin(), design.signals.end(), [&](const Signal& s) { return s.name == name; }))
            bound.unused.push_back(name);
    if (bound.signals.empty() && problems.empty() && !is_for_another(tensors, design))
        problems.push_back(
            fmt::format("no array of the file is a signal of this design; the file has {}, the design takes {}",
                        fmt::join(bound.unused, ", "), [&] {
                            std::vector<std::string> names;
                            for (const auto& signal : design.signals)
                                names.push_back(signal.name);
                            return fmt::format("{}", fmt::join(names, ", "));
                        }()));
    if (!problems.empty())
        return failure(ErrorCode::invalid_data, fmt::format("{}", fmt::join(problems, "; ")));
    return bound;
}

std::vector<Remark> broken_promises(const Signal& signal, const Value& value) {
    std::vector<Remark> remarks;
    const auto warn = [&](std::string text) {
        remarks.push_back({RemarkKind::promise, true, std::move(text), {signal.name}, {}});
    };
    Index outside = 0, not_finite = 0;
    double worst = 0;
    for (const double x : value.real) {
        if (!std::isfinite(x))
            ++not_finite;
        else if (signal.range && (x < signal.range->first || x > signal.range->second)) {
            ++outside;
            worst = std::abs(x) > std::abs(worst) ? x : worst;
        }
    }
    if (not_finite)
        warn(fmt::format("'{}': {} of {} values are not finite", signal.name, not_finite, value.size()));
    if (outside)
        warn(fmt::format("'{}': {} of {} values are outside [{}, {}], e.g. {:.4g}", signal.name, outside, value.size(),
                         signal.range->first, signal.range->second, worst));
    if (signal.unit && value.axis("state")) {
        const Index n = value.extent("state"); // state is the last axis but for value, which no unit signal has
        double deviation = 0;
        for (Index row = 0; row + n <= value.size(); row += n) {
            double squares = 0;
            for (Index k = 0; k < n; ++k)
                squares +=
                    value.real[static_cast<std::size_t>(row + k)] * value.real[static_cast<std::size_t>(row + k)];
            deviation = std::max(deviation, std::abs(std::sqrt(squares) - 1));
        }
        if (deviation > 1e-3)
            warn(fmt::format("'{}' should have norm 1 along state; norms are off by up to {:.2g}", signal.name,
                             deviation));
    }
    return remarks;
}

} // namespace alphascope
