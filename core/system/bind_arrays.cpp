#include "core/system/bind_arrays.hpp"

#include "core/system/found_arrays.hpp"
#include "core/system/near_names.hpp"
#include "core/system/realise.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alphascope {
namespace {

/// One entry of the batch; the array itself where its reading names none.
struct Entry {
    AxisNames axes;
    std::vector<Index> shape;
    std::vector<double> numbers;
};
Entry entry_of_batch(const std::vector<double>& numbers, const AxisNames& axes, const std::vector<Index>& shape,
                     Index entry) {
    const auto batch = static_cast<std::size_t>(std::find(axes.begin(), axes.end(), "batch") - axes.begin());
    Entry result{axes, shape, {}};
    if (batch == axes.size()) {
        result.numbers = numbers;
        return result;
    }
    const auto product = [&](std::size_t from, std::size_t to) {
        Index count = 1;
        for (std::size_t k = from; k < to; ++k)
            count *= shape[k];
        return count;
    };
    const Index outer = product(0, batch), inner = product(batch + 1, shape.size()), size = shape[batch];
    const Index taken = size == 1 ? 0 : entry; // what has one entry serves all of them
    result.axes.erase(result.axes.begin() + static_cast<std::ptrdiff_t>(batch));
    result.shape.erase(result.shape.begin() + static_cast<std::ptrdiff_t>(batch));
    result.numbers.reserve(static_cast<std::size_t>(outer * inner));
    for (Index o = 0; o < outer; ++o) {
        const auto first = numbers.begin() + (o * size + taken) * inner;
        result.numbers.insert(result.numbers.end(), first, first + inner);
    }
    return result;
}

std::vector<std::string> names_of(const std::map<std::string, Tensor>& tensors) {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : tensors)
        names.push_back(name);
    return names;
}

std::string nothing_fits(const Design& design, const TensorSet& tensors) {
    const auto names = names_of(tensors.tensors);
    std::vector<std::string> taken, near;
    for (const auto& signal : design.signals) {
        taken.push_back(signal.name);
        if (const auto some = near_names(signal, names); !some.empty())
            near.push_back(fmt::format("{} for {}", list_of(some), signal.name));
    }
    std::string map_hint;
    for (const auto& [name, tensor] : tensors.tensors) {
        const auto& shape = tensor.shape;
        const bool is_square = shape.size() >= 2 && shape.back() == shape[shape.size() - 2];
        if (map_hint.empty() && is_square && (name.find("att") != std::string::npos || name.ends_with("weights")))
            map_hint = fmt::format("; if {} is a map of its own, save it alone as 'alpha'", list_of({name}));
    }
    const std::string has =
        !names.empty() ? "the file has " + list_of(names)
        : tensors.unread.empty()
            ? std::string("the file holds no arrays")
            : fmt::format("the file holds no arrays of numbers ({} members were not read)", tensors.unread.size());
    return fmt::format(
        "no array of the file is a signal of this design: {}; the design takes {}{}; save the arrays under "
        "these names{}",
        has, taken.empty() ? "no data" : list_of(taken),
        near.empty() ? "" : fmt::format("; perhaps {}", list_of(near, 6)), map_hint);
}

constexpr Index few = 4; // tokens a head: sequences are mostly longer

/// Of the only reading that is consistent: it is odd where arrays lost their heads for it, or sequences are short.
void remark_on_odd_axes(const AxisReading& taken, const std::vector<ArrayToRead>& arrays,
                        std::vector<Remark>& remarks) {
    const auto turned = std::find_if(arrays.begin(), arrays.end(), [&](const ArrayToRead& array) {
        const AxisNames& axes = taken.axes.at(array.name);
        return has_axis(axes, "head") && has_axis(axes, "time") && is_turned(axes, array.declared, "head");
    });
    if (taken.declared || turned == arrays.end())
        return;
    const auto shared = std::find_if(arrays.begin(), arrays.end(), [&](const ArrayToRead& array) {
        return has_axis(array.declared, "head") && !has_axis(taken.axes.at(array.name), "head");
    });
    const Index heads = taken.sizes.at("head"), tokens = taken.sizes.at("time");
    if (shared == arrays.end() && tokens >= few * heads)
        return;
    std::string text =
        fmt::format("'{}' ({}) is read as {} ({} heads, {} tokens), since nothing else fits the other "
                    "arrays",
                    turned->name, shape_text_of(turned->shape), axes_text(taken.axes.at(turned->name)), heads, tokens);
    if (shared != arrays.end())
        text += fmt::format("; '{}' ({}) is then {}, the same for all heads", shared->name,
                            shape_text_of(shared->shape), axes_text(taken.axes.at(shared->name)));
    remarks.push_back(warning(RemarkKind::guessed,
                              fmt::format("{}: if that is wrong, say it with --axes {}=\"...\"", text, turned->name),
                              {turned->name}));
}

/// What was guessed or follows from evidence, where the picture depends on it.
void remark_on_axes(const AxisReadings& readings, const std::vector<ArrayToRead>& arrays,
                    std::vector<Remark>& remarks) {
    if (readings.possible.size() == 1 && readings.reason == ReadingReason::only)
        return remark_on_odd_axes(readings.possible[0], arrays, remarks);
    if (readings.possible.size() < 2)
        return;
    const AxisReading &taken = readings.possible[0], &other = readings.possible[1];
    const auto differs = [&](const ArrayToRead& array) {
        return taken.axes.at(array.name) != other.axes.at(array.name);
    };
    const auto first = std::find_if(arrays.begin(), arrays.end(), differs);
    if (first == arrays.end())
        return;
    const bool heads = has_axis(first->declared, "head");
    const char* lane = heads ? "head" : "channel";
    const auto words = [&](const AxisReading& reading) {
        return fmt::format("{} ({} {}s, {} tokens)", axes_text(reading.axes.at(first->name)), reading.sizes.at(lane),
                           lane, reading.sizes.at("time"));
    };
    const Index tokens = taken.sizes.at("time"), lanes = taken.sizes.at(lane);
    Remark remark{RemarkKind::guessed, false, {}, {}, {}};
    for (const auto& array : arrays)
        if (differs(array)) {
            remark.names.push_back(array.name);
            remark.other_axes[array.name] = other.axes.at(array.name);
        }
    if (!is_guess(readings.reason)) {
        if (taken.declared)
            return;
        remark.text = fmt::format("'{}' ({}) is read as {}, as the file tells", first->name,
                                  shape_text_of(first->shape), words(taken));
    } else {
        const bool short_other = other.sizes.at("time") == 1 && taken.declared; // one token is no sequence
        if (short_other)
            return;
        remark.warning = readings.behind_batch || !heads || !taken.declared ||
                         readings.reason == ReadingReason::names || tokens < few * lanes;
        remark.text = fmt::format("'{}' ({}) is read as {}, a guess: the file does not tell it from {}; for that type "
                                  "--axes {}=\"{}\"",
                                  first->name, shape_text_of(first->shape), words(taken), words(other), first->name,
                                  axes_text(other.axes.at(first->name)));
    }
    remarks.push_back(std::move(remark));
}

/// Which entry of the batch is asked for.
Result<Index> chosen_entry(const AxisReading& reading, const std::vector<ArrayToRead>& arrays,
                           const TensorSource& source) {
    if (source.entry && *source.entry < reading.batch)
        return *source.entry;
    if (!source.entry && reading.batch == 1)
        return 0;
    const auto batched = std::find_if(arrays.begin(), arrays.end(), [&](const ArrayToRead& array) {
        const auto axes = reading.axes.find(array.name);
        return axes != reading.axes.end() &&
               std::find(axes->second.begin(), axes->second.end(), "batch") != axes->second.end();
    });
    const std::string sizes = batched == arrays.end()
                                  ? std::string("no array has a batch axis")
                                  : fmt::format("'{}' is {}, read as {}", batched->name, shape_text_of(batched->shape),
                                                axes_text(reading.axes.at(batched->name)));
    if (!source.entry)
        return failure(ErrorCode::invalid_data,
                       fmt::format("the arrays hold a batch of {} entries ({}): choose one of them, --entry 0 to "
                                   "--entry {}",
                                   reading.batch, sizes, reading.batch - 1),
                       "/source/entry");
    return failure(ErrorCode::invalid_data,
                   fmt::format("there is no entry {}: the batch has {}, counted from 0 ({})", *source.entry,
                               reading.batch == 1 ? "1 entry" : fmt::format("{} entries", reading.batch), sizes),
                   "/source/entry");
}

} // namespace

Value value_from_array(const std::vector<std::string>& names, const std::vector<Index>& shape,
                       std::vector<double> data) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return axis_before(names[a], names[b]); });
    Value value;
    for (const auto k : order)
        value.axes.push_back({names[k], shape[k]});
    if (std::is_sorted(order.begin(), order.end())) {
        value.real = std::move(data);
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

/// The arrays but those whose signals are made up on purpose.
static std::vector<ArrayToRead> arrays_wanted(const FoundArrays& found, const TensorSet& tensors,
                                              const TensorSource& source) {
    auto arrays = arrays_to_read(found, tensors, source);
    if (source.make_up)
        std::erase_if(arrays, [&](const ArrayToRead& array) {
            return std::all_of(found.arrays.begin(), found.arrays.end(), [&](const FoundArray& candidate) {
                const auto& names = *source.make_up;
                return candidate.array != array.name ||
                       std::find(names.begin(), names.end(), candidate.signal->name) != names.end();
            });
        });
    return arrays;
}

/// What looks like a batch in a file of another architecture is another axis of that one.
static bool is_axis_of_another(const ArrayToRead& array) {
    return array.shape.size() == array.declared.size() + 1 && array.shape.front() > 1;
}

Index entries_in_batch(const Design& design, const TensorSet& tensors, const TensorSource& source) {
    auto arrays = arrays_wanted(find_arrays(design, tensors), tensors, source);
    if (is_for_another(tensors, design) && !source.make_up && !source.entry)
        std::erase_if(arrays, is_axis_of_another);
    const auto readings = axis_readings(arrays, reading_evidence(design, tensors));
    return readings.possible.empty() ? readings.nearest.batch : readings.possible.front().batch;
}

Result<BoundArrays> bind_arrays(const Design& design, const TensorSet& tensors, const TensorSource& source,
                                const StoredChoice& by_stored) {
    BoundArrays bound;
    FoundArrays found = find_arrays(design, tensors);
    const bool lends = is_for_another(tensors, design) && !source.make_up;
    const auto leave_out = [&](const std::string& array, const std::string& why) {
        bound.remarks.push_back(warning(
            RemarkKind::made_up,
            fmt::format("{}; the file is one of {}, so '{}' is made up instead", why, architecture_of(tensors), array),
            {array}));
    };
    auto arrays = arrays_wanted(found, tensors, source);
    if (lends && !source.entry)
        std::erase_if(arrays, [&](const ArrayToRead& array) {
            const bool other = is_axis_of_another(array);
            if (other)
                leave_out(array.name, fmt::format("'{}' has shape {}, the design declares {}", array.name,
                                                  shape_text_of(array.shape), fmt::join(array.declared, " × ")));
            return other;
        });
    AxisReadings readings = axis_readings(arrays, reading_evidence(design, tensors));
    if (readings.possible.size() > 1 && is_guess(readings.reason) && by_stored &&
        (readings.possible.front().batch == 1 || source.entry))
        if (const auto borne_out = by_stored(readings.possible)) {
            const auto chosen = readings.possible.begin() + static_cast<std::ptrdiff_t>(*borne_out);
            std::rotate(readings.possible.begin(), chosen, chosen + 1);
            readings.reason = ReadingReason::stored;
        }
    const AxisReading& reading = readings.possible.empty() ? readings.nearest : readings.possible.front();
    for (const auto& array : arrays)
        if (const auto problem = readings.problems.find(array.name);
            readings.possible.empty() && problem != readings.problems.end()) {
            if (lends && std::find(array.shape.begin(), array.shape.end(), 0) == array.shape.end())
                leave_out(array.name, problem->second);
            else
                found.problems.push_back(problem->second);
        }
    for (const auto& [name, tensor] : tensors.tensors)
        if (name != "o" && name != "alpha" &&
            std::none_of(found.arrays.begin(), found.arrays.end(),
                         [&](const FoundArray& a) { return a.array == name; }))
            bound.unused.push_back(name);
    if (arrays.empty() && found.problems.empty() && !lends && arrays_to_read(found, tensors, source).empty())
        found.problems.push_back(nothing_fits(design, tensors));
    if (!found.problems.empty())
        return failure(ErrorCode::invalid_data, fmt::format("{}", fmt::join(found.problems, "; ")));
    const auto entry = chosen_entry(reading, arrays, source);
    if (!entry)
        return tl::unexpected(entry.error());
    for (const auto& array : found.arrays) {
        const auto axes = reading.axes.find(array.array);
        if (axes == reading.axes.end())
            continue;
        Entry numbers = entry_of_batch(array.numbers(), axes->second, array.tensor->shape, *entry);
        bound.signals.emplace(array.signal->name,
                              value_from_array(numbers.axes, numbers.shape, std::move(numbers.numbers)));
    }
    bound.sizes = reading.sizes;
    bound.axes = reading.axes;
    if (source.entry && std::none_of(reading.axes.begin(), reading.axes.end(),
                                     [](const auto& array) { return has_axis(array.second, "batch"); }))
        bound.remarks.push_back(note(
            RemarkKind::unused, fmt::format("entry {} is all there is: the arrays have no batch axis", *source.entry)));
    remark_on_axes(readings, arrays, bound.remarks);
    bound.remarks.insert(bound.remarks.end(), tensors.remarks.begin(), tensors.remarks.end());
    for (auto& remark : remarks_on_the_rest(tensors, bound.unused))
        bound.remarks.push_back(std::move(remark));
    return bound;
}

/// What the role alone says about the numbers.
static std::optional<std::pair<double, double>> promise_of(Role role) {
    switch (role) {
    case Role::log_decay: return std::pair(-INFINITY, 0.0);
    case Role::decay: return std::pair(0.0, 1.0);
    case Role::step: return std::pair(0.0, INFINITY);
    default: return std::nullopt;
    }
}

std::vector<Remark> broken_promises(const Signal& signal, const Value& value) {
    std::vector<Remark> remarks;
    const auto warn = [&](std::string text) {
        remarks.push_back(warning(RemarkKind::promise, std::move(text), {signal.name}));
    };
    const auto range = signal.range ? signal.range : promise_of(signal.role);
    const bool may_vanish = signal.role == Role::log_decay || signal.role == Role::bias; // exp(−∞) is 0
    Index outside = 0, not_finite = 0;
    double worst = 0;
    for (const double x : value.real) {
        if (may_vanish && x == -INFINITY)
            continue;
        if (!std::isfinite(x))
            ++not_finite;
        else if (range && (x < range->first || x > range->second)) {
            ++outside;
            worst = std::abs(x) > std::abs(worst) ? x : worst;
        }
    }
    if (not_finite)
        warn(fmt::format("'{}': {} of {} values are not finite", signal.name, not_finite, value.size()));
    if (outside)
        warn(fmt::format("'{}': {} of {} values are outside [{}, {}], e.g. {:.4g}", signal.name, outside, value.size(),
                         range->first, range->second, worst));
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
