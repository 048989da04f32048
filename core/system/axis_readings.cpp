#include "core/system/axis_readings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace alphascope {
namespace {

std::ptrdiff_t place(const AxisNames& axes, std::string_view axis) {
    return std::find(axes.begin(), axes.end(), axis) - axes.begin();
}
bool before(const AxisNames& axes, std::string_view first, std::string_view second) {
    return place(axes, first) < place(axes, second);
}
AxisNames without(AxisNames axes, std::string_view axis) {
    axes.erase(std::remove(axes.begin(), axes.end(), axis), axes.end());
    return axes;
}
AxisNames exchanged(AxisNames axes, std::string_view first, std::string_view second) {
    std::iter_swap(std::find(axes.begin(), axes.end(), first), std::find(axes.begin(), axes.end(), second));
    return axes;
}
AxisNames behind_a_batch(AxisNames axes) {
    axes.insert(axes.begin(), "batch");
    return axes;
}

/// How many maps and tokens, and which order arrays keep whose sizes fit both.
struct Hypothesis {
    Index lanes = 0, tokens = 0; ///< 0: open
    bool exchanged = false;
    std::string by; ///< the array that suggests it
};

class Reader {
public:
    explicit Reader(const std::vector<ArrayToRead>& arrays) : arrays_(arrays) {
        for (const char* axis : {"channel", "head"})
            for (const auto& array : arrays)
                if (has_axis(array.declared, axis) && has_axis(array.declared, "time"))
                    lane_ = axis;
    }
    const std::string& lane() const { return lane_; }

    std::vector<Hypothesis> hypotheses() const {
        std::vector<Hypothesis> found;
        const bool any_said = std::any_of(arrays_.begin(), arrays_.end(),
                                          [&](const ArrayToRead& a) { return a.said && names_both(*a.said); });
        for (const auto& array : arrays_)
            if (array.said || !any_said)
                for (const auto& axes : ways_to_read(array, false))
                    if (names_both(axes))
                        add(hypothesis_of(array, axes), found);
        if (found.empty())
            found.push_back({});
        return found;
    }

    /// As many arrays as fit, each read as the hypothesis wants; why the others do not.
    AxisReading read(const Hypothesis& hypothesis, std::map<std::string, std::string>& problems) const {
        AxisReading reading;
        std::map<std::string, std::string> fixed_by; // axis → the array that gave its size
        if (hypothesis.lanes > 0) {
            reading.sizes = {{lane_, hypothesis.lanes}, {"time", hypothesis.tokens}};
            fixed_by = {{lane_, hypothesis.by}, {"time", hypothesis.by}};
        }
        for (const auto& array : arrays_) {
            std::string problem;
            const auto ways = ways_to_read(array, hypothesis.exchanged);
            const bool fits = std::any_of(ways.begin(), ways.end(), [&](const AxisNames& axes) {
                return take(array, axes, reading, fixed_by, problem);
            });
            if (ways.empty())
                problems[array.name] = misfit(array);
            else if (!fits)
                problems[array.name] = problem;
        }
        return reading;
    }

    bool is_behind_batch() const {
        return std::any_of(arrays_.begin(), arrays_.end(), [&](const ArrayToRead& array) {
            return names_both(array.declared) && array.shape.size() == array.declared.size() + 1;
        });
    }
    bool lanes_first(const AxisReading& reading) const {
        return std::all_of(reading.axes.begin(), reading.axes.end(), [&](const auto& array) {
            return !names_both(array.second) || before(array.second, lane_, "time");
        });
    }

private:
    bool names_both(const AxisNames& axes) const {
        return !lane_.empty() && has_axis(axes, lane_) && has_axis(axes, "time");
    }

    /// All readings of the array's rank, the one to prefer first.
    std::vector<AxisNames> ways_to_read(const ArrayToRead& array, bool prefer_exchanged) const {
        if (array.said)
            return said_ways(array);
        std::vector<AxisNames> forms{array.declared};
        if (names_both(array.declared))
            forms.insert(prefer_exchanged ? forms.begin() : forms.end(), exchanged(array.declared, lane_, "time"));
        if (has_axis(array.declared, "head"))
            forms.push_back(without(array.declared, "head"));    // shared by all heads
        const bool over_time = has_axis(array.declared, "time"); // weights are the same for a whole batch
        std::vector<AxisNames> ways;
        for (const auto& form : forms) {
            const bool whole = form.size() == array.declared.size();
            if (form.size() == array.shape.size())
                ways.push_back(form);
            // Of the declared rank the first dimension is heads, unless other arrays show a batch.
            else if (form.size() + 1 == array.shape.size() && (over_time || (whole && array.shape.front() == 1)) &&
                     (whole || is_behind_batch()))
                ways.push_back(behind_a_batch(form));
        }
        return ways;
    }

    /// What was said, where it names each dimension; a batch in front need not be named.
    static std::vector<AxisNames> said_ways(const ArrayToRead& array) {
        AxisNames said = *array.said;
        if (said.size() == array.declared.size() && !has_axis(said, "batch") && said.size() + 1 == array.shape.size())
            said = behind_a_batch(said);
        const AxisNames names = without(said, "batch"), headless = without(array.declared, "head");
        const bool once = said.size() == array.shape.size() && said.size() <= names.size() + 1;
        const bool known =
            std::is_permutation(names.begin(), names.end(), array.declared.begin(), array.declared.end()) ||
            std::is_permutation(names.begin(), names.end(), headless.begin(), headless.end());
        return once && known ? std::vector<AxisNames>{said} : std::vector<AxisNames>{};
    }

    Hypothesis hypothesis_of(const ArrayToRead& array, const AxisNames& axes) const {
        const auto size = [&](std::string_view axis) {
            return array.shape[static_cast<std::size_t>(place(axes, axis))];
        };
        return {size(lane_), size("time"), is_turned(axes, array.declared, lane_), array.name};
    }
    /// Sizes decide alone where they differ.
    static void add(const Hypothesis& hypothesis, std::vector<Hypothesis>& found) {
        const bool known = std::any_of(found.begin(), found.end(), [&](const Hypothesis& other) {
            return other.lanes == hypothesis.lanes && other.tokens == hypothesis.tokens &&
                   (other.exchanged == hypothesis.exchanged || other.lanes != other.tokens);
        });
        if (!known)
            found.push_back(hypothesis);
    }

    bool take(const ArrayToRead& array, const AxisNames& axes, AxisReading& reading,
              std::map<std::string, std::string>& fixed_by, std::string& problem) const {
        AxisReading next = reading;
        const auto say = [&](std::string text) {
            if (problem.empty())
                problem = std::move(text);
            return false;
        };
        for (std::size_t k = 0; k < axes.size(); ++k) {
            const auto& axis = axes[k];
            const Index size = array.shape[k];
            if (size < 1)
                return say(fmt::format("'{}' has size 0 along {}", array.name, axis));
            if (axis == "batch") {
                if (size > 1 && next.batch > 1 && size != next.batch)
                    return say(fmt::format("'{}' has a batch of {}, the other arrays one of {}", array.name, size,
                                           next.batch));
                next.batch = std::max(next.batch, size);
            } else if (const auto [known, fresh] = next.sizes.emplace(axis, size); !fresh && known->second != size)
                return say(
                    fmt::format("'{}' has {} = {}, but '{}' has {} = {}{}", array.name, axis, size, fixed_by.at(axis),
                                axis, known->second,
                                axis == "head" && std::max(size, known->second) % std::min(size, known->second) == 0
                                    ? " (of grouped heads, repeat each one for its group, as numpy.repeat does)"
                                    : ""));
        }
        // A batch is one of all that has tokens, or of none.
        for (const auto& [name, other] : reading.axes)
            if (has_axis(axes, "time") && has_axis(other, "time") &&
                has_axis(axes, "batch") != has_axis(other, "batch") && next.batch > 1)
                return say(fmt::format("'{}' would have a batch in front, which '{}' has not",
                                       has_axis(axes, "batch") ? array.name : name,
                                       has_axis(axes, "batch") ? name : array.name));
        for (const auto& axis : axes)
            fixed_by.emplace(axis, array.name);
        if (names_both(axes) && is_turned(axes, array.declared, lane_))
            next.declared = false;
        next.axes[array.name] = axes;
        reading = std::move(next);
        return true;
    }

    static std::string misfit(const ArrayToRead& array) {
        const std::string declared =
            array.declared.empty() ? "a single number" : fmt::format("{}", fmt::join(array.declared, " × "));
        return array.said ? fmt::format("'{}' has shape {} and cannot be read as '{}': name each of its dimensions "
                                        "once, of {} and batch",
                                        array.name, shape_text_of(array.shape), axes_text(*array.said), declared)
                          : fmt::format("'{}' has shape {}, the design declares {}", array.name,
                                        shape_text_of(array.shape), declared);
    }

    const std::vector<ArrayToRead>& arrays_;
    std::string lane_;
};

/// Whether the file says how many tokens it has, some array can be read so, and nobody has typed what arrays are.
bool tokens_decide(Index tokens, const std::vector<ArrayToRead>& arrays, const std::vector<Hypothesis>& hypotheses) {
    const bool said =
        std::any_of(arrays.begin(), arrays.end(), [](const ArrayToRead& array) { return array.said.has_value(); });
    return tokens > 0 && !said && std::any_of(hypotheses.begin(), hypotheses.end(), [&](const Hypothesis& hypothesis) {
               return hypothesis.tokens == tokens;
           });
}

/// Moves the readings that `fits` holds for to the front; true when they are some, and not all.
template <class Fits> bool prefer(std::vector<AxisReading>& readings, Fits fits) {
    const auto middle = std::stable_partition(readings.begin(), readings.end(), fits);
    return middle != readings.begin() && middle != readings.end();
}

ReadingReason choose(std::vector<AxisReading>& readings, const Reader& reader, const ReadingEvidence& evidence,
                     bool behind_batch) {
    const auto tokens = [](const AxisReading& r) { return r.sizes.at("time"); };
    if (evidence.heads_before_time &&
        prefer(readings, [&](const AxisReading& r) { return reader.lanes_first(r) == *evidence.heads_before_time; }))
        return ReadingReason::said;
    if (evidence.tokens > 0 && prefer(readings, [&](const AxisReading& r) { return tokens(r) == evidence.tokens; }))
        return ReadingReason::tokens;
    if (evidence.attention_names && prefer(readings, [&](const AxisReading& r) { return reader.lanes_first(r); }))
        return ReadingReason::names;
    std::stable_partition(readings.begin(), readings.end(), [](const AxisReading& r) { return r.declared; });
    if (!behind_batch || reader.lane() != "head")
        return ReadingReason::declared;
    const auto shorter = [&](const auto& a, const auto& b) { return tokens(a) < tokens(b); };
    const auto [shortest, longest] = std::minmax_element(readings.begin(), readings.end(), shorter);
    if (tokens(*shortest) == tokens(*longest))
        return ReadingReason::declared;
    std::stable_sort(readings.begin(), readings.end(), [&](const auto& a, const auto& b) { return shorter(b, a); });
    return ReadingReason::length;
}

} // namespace

bool has_axis(const AxisNames& axes, std::string_view axis) {
    return std::find(axes.begin(), axes.end(), axis) != axes.end();
}

bool is_turned(const AxisNames& reading, const AxisNames& declared, std::string_view lane) {
    return before(reading, lane, "time") != before(declared, lane, "time");
}

bool is_guess(ReadingReason reason) {
    return reason == ReadingReason::names || reason == ReadingReason::declared || reason == ReadingReason::length;
}

AxisReadings axis_readings(const std::vector<ArrayToRead>& arrays, const ReadingEvidence& evidence) {
    const Reader reader(arrays);
    AxisReadings result;
    result.behind_batch = reader.is_behind_batch();
    auto hypotheses = reader.hypotheses();
    const bool decided = tokens_decide(evidence.tokens, arrays, hypotheses);
    const auto of_file = [&](Index tokens) { return !decided || tokens == evidence.tokens; };
    std::stable_partition(hypotheses.begin(), hypotheses.end(),
                          [&](const Hypothesis& hypothesis) { return of_file(hypothesis.tokens); });
    bool first = true;
    for (const auto& hypothesis : hypotheses) {
        std::map<std::string, std::string> problems;
        AxisReading reading = reader.read(hypothesis, problems);
        if (problems.empty())
            result.possible.push_back(reading);
        if (first || (problems.size() < result.problems.size() && of_file(hypothesis.tokens))) {
            result.problems = std::move(problems);
            result.nearest = std::move(reading);
        }
        first = false;
    }
    // What fits only with another number of tokens does not fit.
    if (std::none_of(result.possible.begin(), result.possible.end(),
                     [&](const AxisReading& reading) { return !decided || of_file(reading.sizes.at("time")); }))
        result.possible.clear();
    if (result.possible.size() > 1)
        result.reason = choose(result.possible, reader, evidence, result.behind_batch);
    else if (std::any_of(arrays.begin(), arrays.end(), [](const ArrayToRead& a) { return a.said.has_value(); }))
        result.reason = ReadingReason::said;
    return result;
}

std::string axes_text(const AxisNames& axes) {
    return fmt::format("{}", fmt::join(axes, " "));
}

std::string shape_text_of(const std::vector<Index>& shape) {
    return shape.empty() ? "a single number" : fmt::format("{}", fmt::join(shape, " × "));
}

std::optional<bool> heads_before_time(std::string_view layout) {
    std::string text;
    std::transform(layout.begin(), layout.end(), std::back_inserter(text),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto first_of = [&](std::initializer_list<std::string_view> words) {
        for (const auto word : words)
            if (const auto at = text.find(word); at != std::string::npos)
                return at;
        return std::string::npos;
    };
    const auto word = first_of({"head", "channel"});
    const bool in_words = word != std::string::npos;
    std::string letters; // of anything longer, or with other letters, nobody knows what they stand for
    std::copy_if(text.begin(), text.end(), std::back_inserter(letters),
                 [](unsigned char c) { return std::isalpha(c) != 0; });
    if (!in_words && (letters.size() > 6 || letters.find_first_not_of("btnhclsdkvpqe") != std::string::npos))
        return std::nullopt;
    const auto heads = in_words ? word : first_of({"n", "h", "c"}); // of BTNH, h is the head's width
    const auto time = in_words ? first_of({"time", "token", "seq", "length"}) : first_of({"t", "l", "s"});
    if (heads == std::string::npos || time == std::string::npos)
        return std::nullopt;
    return heads < time;
}

} // namespace alphascope
