#include "core/system/design_sizes.hpp"

#include "core/design/evolution_fields.hpp"
#include "core/language/diagnostics.hpp"
#include "core/language/loop_nest.hpp"
#include "core/scene/scene.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {
namespace {

class Follower {
public:
    Follower(const Design& design, const Environment& sizes, const std::map<std::string, Value>& bound)
        : design_(design), sizes_(sizes), bound_(bound) {}

    DesignSizes follow() {
        for (const auto& [name, value] : sizes_.values)
            result_.names[name] = shape_of(value);
        for (const auto& signal : design_.signals)
            add_signal(signal);
        if (makes_tokens_)
            result_.bytes +=
                8.0 * static_cast<double>(sizes_.length) * static_cast<double>(embedding_width(sizes_.state));
        for (const auto& binding : design_.let)
            result_.names[binding.name] = add("/let/" + binding.name, binding.expression, sizes_);
        for_each_expression(design_, [&](const std::string& where, const Expression& expression) {
            if (where == "/readout" || where == "/normaliser") // formulas run on the scores; they read names alone
                return;
            if (auto shape = add(where, expression, sizes_))
                result_.places[where] = std::move(*shape);
        });
        if (!design_.value)
            for (const auto& signal : design_.signals)
                if (signal.role == Role::value && result_.names[signal.name])
                    result_.places["/value"] = *result_.names[signal.name];
        for (auto& problem : axis_problems(design_, result_.places, result_.names, sizes_))
            result_.problems.push_back(std::move(problem));
        result_.bytes += worst_temporaries_ + bytes_of_one_map();
        return std::move(result_);
    }

private:
    void add_signal(const Signal& signal) {
        Shape shape;
        if (const auto given = bound_.find(signal.name); given != bound_.end())
            shape = shape_of(given->second);
        else {
            for (const auto& axis : signal.axes)
                shape.axes = with_axis(shape.axes, {axis, sizes_.axis_sizes.at(axis)});
            add_default(signal, shape);
        }
        result_.bytes += shape.bytes();
        result_.names[signal.name] = std::move(shape);
    }

    void add_default(const Signal& signal, const Shape& shape) {
        makes_tokens_ = true;
        Environment environment = sizes_;
        environment.generator_axes = shape.axes;
        environment.standard_normal = [](const Axes& axes, int) { return Value::zeros(axes); }; // never asked
        const auto expression = signal.default_value ? Result<Expression>(*signal.default_value)
                                                     : parse_expression(role_info(signal.role).generator);
        const std::string where = "/signals/" + signal.name + "/default";
        const double before = result_.bytes;
        if (const auto made = expression ? add(where, *expression, environment) : std::nullopt)
            for (const auto& axis : made->axes)
                if (std::find(shape.axes.begin(), shape.axes.end(), axis) == shape.axes.end()) {
                    problem(where, fmt::format("the default has {}, the signal only {}", describe(made->axes),
                                               describe(shape.axes)));
                    break;
                }
        result_.bytes = before;                 // the signal is counted with its own axes
        constexpr double most_kept = 256 << 20; // of drawn numbers that parameters shape (bind.cpp)
        if (expression && !names_read(*expression).empty())
            result_.bytes += std::min(most_kept, shape.bytes());
    }

    /// Counts the value of an expression and what making it takes; nothing where its shape cannot be told.
    std::optional<Shape> add(const std::string& where, const Expression& expression, const Environment& environment) {
        auto value = sized(expression, environment, result_.names);
        if (!value) {
            Error error = value.error();
            error.where = where;
            error.message = fmt::format("{}: {}", alphascope::quoted(expression.text), error.message);
            result_.problems.push_back(std::move(error));
            return std::nullopt;
        }
        const double kept = value->shape ? value->shape->bytes() : longest_read(expression);
        const bool shared = result_.names.contains(expression.text); // a bare name
        result_.bytes += shared ? 0 : kept;
        if (const double most = std::max(shared ? 0 : kept, value->bytes); most > largest_) {
            largest_ = most;
            result_.largest = value->shape ? fmt::format("{} ({})", where, describe(value->shape->axes)) : where;
        }
        worst_temporaries_ = std::max(worst_temporaries_, value->bytes - kept);
        return std::move(value->shape);
    }

    double longest_read(const Expression& expression) const {
        double longest = 0;
        for (const auto& name : names_read(expression))
            if (const auto found = result_.names.find(name); found != result_.names.end() && found->second)
                longest = std::max(longest, found->second->bytes());
        return longest;
    }

    /// Structured steps, b and q of one map, each cut out of its value and then arranged.
    double bytes_of_one_map() const {
        const double state = static_cast<double>(state_size_of(design_, result_.places)),
                     length = static_cast<double>(sizes_.length);
        double numbers = 2 * length * state; // b and q
        const bool changes =
            std::holds_alternative<HouseholderEvolution>(design_.evolution.kind) ||
            std::holds_alternative<LowRankEvolution>(design_.evolution.kind); // laid out for all tokens
        const std::string prefix = design_.evolution.delay ? "/evolution/inner/" : "/evolution/";
        for (const auto& [where, shape] : result_.places) {
            if (!where.starts_with(prefix))
                continue;
            double columns = 1;
            for (const char* axis : {"micro", "state", "from", "pair"})
                columns *= static_cast<double>(view_along(shape.axes, axis).extent);
            const bool constant = !changes && view_along(shape.axes, "time").extent == 1;
            numbers += (constant ? 1 : length) * columns;
        }
        const bool complex = std::any_of(result_.places.begin(), result_.places.end(),
                                         [](const auto& place) { return place.second.complex; });
        const double cut_and_arranged = complex ? 4 : 2; // two real coordinates for each complex one
        return cut_and_arranged * sizeof(double) * numbers;
    }

    void problem(const std::string& where, std::string message) {
        result_.problems.push_back({ErrorCode::invalid_design, std::move(message), where});
    }

    Design design_; // for_each_expression() hands out mutable expressions
    const Environment& sizes_;
    const std::map<std::string, Value>& bound_;
    DesignSizes result_;
    double worst_temporaries_ = 0, largest_ = 0;
    bool makes_tokens_ = false;
};

} // namespace

DesignSizes design_sizes(const Design& design, const Environment& sizes, const std::map<std::string, Value>& bound) {
    return Follower(design, sizes, bound).follow();
}

Result<void> check_memory_needed(const DesignSizes& needed, const Environment& sizes, std::size_t limit) {
    if (needed.bytes <= static_cast<double>(limit))
        return {};
    return failure(
        ErrorCode::invalid_scene,
        fmt::format(
            "{} tokens, {} heads and {} state coordinates need about {:.1f} GB for this design{}, more than the "
            "{:.1f} GB that may be taken: choose fewer of them",
            sizes.length, sizes.heads, sizes.state, 1e-9 * needed.bytes,
            needed.largest.empty() ? "" : ", most of it for " + needed.largest, 1e-9 * static_cast<double>(limit)),
        "/length");
}

} // namespace alphascope
