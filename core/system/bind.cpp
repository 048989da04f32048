#include "core/system/bind.hpp"

#include "core/design/presets.hpp"
#include "core/system/design_sizes.hpp"
#include "core/system/metadata_remarks.hpp"
#include "core/system/missing_signals.hpp"
#include "core/system/realise.hpp"
#include "core/system/signal_generator.hpp"
#include "core/system/stored_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace alphascope {
namespace {

// Sizes of axes nobody has fixed: the scene's, then the usual ones.
void fill_sizes(const Design& design, const Scene& scene, std::map<std::string, Index, std::less<>>& sizes) {
    const auto fallback = [&](const char* axis, Index size) { sizes.emplace(axis, size); };
    for (const auto& [axis, size] : scene.sizes)
        sizes.emplace(axis, size);
    fallback("time", scene.length);
    fallback("head", scene.heads);
    fallback("state", scene.state);
    fallback("value", sizes.at("state"));
    fallback("channel", 8);
    fallback("out", 2);
    fallback("in", 2);
    fallback("micro", 2);
    fallback("from", sizes.at("state"));
    fallback("pair", std::max<Index>(1, sizes.at("state") / 2));
    const auto declares_head = std::any_of(design.signals.begin(), design.signals.end(), [](const Signal& s) {
        return std::find(s.axes.begin(), s.axes.end(), "head") != s.axes.end();
    });
    if (!declares_head)
        sizes["head"] = 1;
}

// Length, heads and sizes of a file as the architecture reads it that it was made for: another design on the same file
// sees as many tokens.
std::map<std::string, Index> sizes_in_the_file(const TensorSet& tensors, const TensorSource& source) {
    const auto own = preset(architecture_of(tensors));
    if (!own)
        return {};
    auto arrays = bind_arrays(*own, tensors, source);
    return arrays ? std::move(arrays->sizes) : std::map<std::string, Index>{};
}

constexpr double tokens_share = 0.3, signals_share = 0.2; // of the whole of realise(), as progress counts it

// Numbers for the defaults of signals. Tokens are made when the first signal asks for them, and gone afterwards.
class NumberSource {
public:
    NumberSource(const Scene& scene, BindingMemory& memory, const RunContext& run)
        : scene_(scene), memory_(memory), run_(run) {}

    void make_labels() {
        if (!memory_.has_tokens)
            embeddings();
    }

    Value standard_normal(const Signal& signal, const Axes& axes, int call, bool keep) {
        const std::string key =
            fmt::format("{} {} {}: {}", signal.name, call, shares_projection(signal), describe(axes));
        if (const auto known = memory_.drawn.find(key); known != memory_.drawn.end())
            return known->second.numbers;
        const bool over_time =
            std::any_of(axes.begin(), axes.end(), [](const Axis& axis) { return axis.name == "time"; });
        Value numbers = over_time ? project(signal, scene_.seed, embeddings(), axes, call, run_)
                                  : draw(signal, scene_.seed, axes, call, run_);
        constexpr std::size_t most_kept = std::size_t{256} << 20; // what is not kept is made again
        if (keep && memory_.keeps_drawn && !run_.cancelled() &&
            memory_.bytes() + numbers.real.size() * sizeof(double) <= most_kept)
            memory_.drawn.emplace(key, BindingMemory::Drawn{signal.name, numbers});
        return numbers;
    }

private:
    const Matrix& embeddings() {
        if (tokens_)
            return tokens_->embeddings;
        auto made = make_tokens(scene_, run_.part(0, tokens_share));
        tokens_ =
            made ? std::move(*made) : Tokens{Matrix(scene_.length, embedding_width(scene_.state)), {}, {}}; // stopped
        if (made) {
            memory_.labels = std::move(tokens_->labels);
            memory_.answers = std::move(tokens_->answers);
            memory_.has_tokens = true;
        }
        return tokens_->embeddings;
    }
    const Scene& scene_;
    BindingMemory& memory_;
    const RunContext& run_;
    std::optional<Tokens> tokens_;
};

/// @param environment of defaults: sizes and parameters.
Result<Value> generate(const Signal& signal, Environment& environment, NumberSource& source, const std::string& tokens,
                       EvaluationMemory& evaluations, const RunContext& run) {
    Axes axes;
    for (const auto& name : signal.axes)
        axes.push_back({name, environment.axis_sizes.at(name)});
    std::sort(axes.begin(), axes.end(), [](const Axis& a, const Axis& b) { return axis_before(a.name, b.name); });
    const std::string where = "/signals/" + signal.name + "/default";
    const auto placed = [&](Error error) {
        if (error.code != ErrorCode::cancelled)
            error.where = where;
        return tl::unexpected(error);
    };
    const auto expression = signal.default_value ? Result<Expression>(*signal.default_value)
                                                 : parse_expression(role_info(signal.role).generator);
    if (!expression)
        return placed(expression.error());
    const bool shaped = !names_read(*expression).empty();
    environment.generator_axes = axes;
    environment.standard_normal = [&](const Axes& wanted, int call) {
        return source.standard_normal(signal, wanted, call, shaped);
    };
    const std::string variant =
        fmt::format("{} {} {}: {}", tokens, shares_projection(signal), signal.unit, describe(axes));
    return evaluations.value(where, *expression, environment, variant, [&]() -> Result<Value> {
        auto value = evaluate(*expression, environment, run);
        if (!value)
            return placed(value.error());
        if (signal.unit)
            value = unit_along(std::move(*value), "state", run);
        for (const auto& axis : value->axes)
            if (std::find(axes.begin(), axes.end(), axis) == axes.end())
                return failure(
                    ErrorCode::invalid_design,
                    fmt::format("the default has {}, the signal only {}", describe(value->axes), describe(axes)),
                    where);
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        return expand(*value, axes);
    });
}

/// What the file gives, bound anew only for another file or other signals.
Result<const BindingMemory::File*> arrays_of(const Design& design, const LoadedScene& scene, BindingMemory& memory,
                                             const RunContext& run) {
    const auto* named = std::get_if<TensorSource>(&scene.scene.source);
    const TensorSource source = named ? *named : TensorSource{};
    if (memory.file && memory.file->tensors == scene.tensors && memory.file->design == design.id &&
        memory.file->signals == design.signals && memory.file->source == source)
        return &*memory.file;
    memory.file.reset();
    StoredChoice by_stored;
    if (named && !is_for_another(*scene.tensors, design))
        by_stored = [&](const std::vector<AxisReading>& readings) {
            return reading_that_reproduces(design, scene, readings, run);
        };
    auto arrays = bind_arrays(design, *scene.tensors, source, by_stored);
    if (!arrays)
        return tl::unexpected(arrays.error());
    for (const auto& signal : design.signals)
        if (const auto found = arrays->signals.find(signal.name); found != arrays->signals.end())
            for (auto& remark : broken_promises(signal, found->second))
                arrays->remarks.push_back(std::move(remark));
    memory.file = BindingMemory::File{scene.tensors, design.id, design.signals, source, std::move(*arrays), {}};
    if (is_for_another(*scene.tensors, design))
        memory.file->sizes_of_owner = sizes_in_the_file(*scene.tensors, source);
    return &*memory.file;
}

} // namespace

void BindingMemory::look_at(const Scene& other) {
    if (scene == other)
        return;
    scene = other;
    ++scenes;
    has_tokens = false;
    drawn.clear();
    labels.clear();
    answers.clear();
}

void BindingMemory::keep_only(const std::vector<Signal>& signals) {
    std::erase_if(drawn, [&](const auto& entry) {
        return std::none_of(signals.begin(), signals.end(),
                            [&](const Signal& signal) { return signal.name == entry.second.signal; });
    });
}

std::size_t BindingMemory::bytes() const {
    std::size_t bytes = 0;
    for (const auto& [key, entry] : drawn)
        bytes += entry.numbers.real.size() * sizeof(double);
    return bytes;
}

// The names of signals that the size of an own axis reads.
static std::set<std::string> signals_of_axes(const Design& design) {
    std::set<std::string> names;
    for (const auto& [axis, text] : design.axes)
        if (const auto size = parse_expression(text))
            names.merge(names_read(*size));
    std::erase_if(names, [&](const std::string& name) {
        return std::none_of(design.signals.begin(), design.signals.end(),
                            [&](const Signal& signal) { return signal.name == name; });
    });
    return names;
}

// The size of an axis of the design's own, unless the scene or an array has fixed it.
static Result<void> fill_own_axis(const std::string& axis, const std::string& text, Environment& environment) {
    if (environment.axis_sizes.contains(axis))
        return {};
    const std::string where = "/axes/" + axis;
    const auto size = parse_expression(text).and_then([&](const Expression& e) { return evaluate(e, environment); });
    if (!size) {
        Error error = size.error();
        error.where = where;
        return tl::unexpected(error);
    }
    const double x = size->size() == 1 && !size->is_complex() ? size->real[0] : NAN;
    if (!(x >= 1 && x <= 65536 && x == std::floor(x)))
        return failure(ErrorCode::invalid_design,
                       fmt::format("'{}' must give one whole number from 1 to 65536{}", text,
                                   std::isnan(x) ? "" : fmt::format(", not {:.6g}", x)),
                       where);
    environment.axis_sizes[axis] = static_cast<Index>(x);
    return {};
}

namespace {

/// One binding under way.
class Binder {
public:
    Binder(const Design& design, const LoadedScene& loaded, BindingMemory& memory, EvaluationMemory& evaluations,
           const RunContext& run)
        : design_(design), loaded_(loaded), memory_(memory), evaluations_(evaluations), run_(run) {}

    /// Arrays of the file, parameters and the sizes of all axes, with the signals that they depend on.
    Result<void> find_sizes() {
        Environment& environment = bound_.environment;
        if (loaded_.tensors) {
            const auto file = arrays_of(design_, loaded_, memory_, run_);
            if (!file)
                return tl::unexpected(file.error());
            arrays_ = &(*file)->arrays.signals;
            bound_.remarks = (*file)->arrays.remarks;
            if (auto complete = account_for_missing(design_, loaded_, *arrays_, bound_); !complete)
                return complete;
            environment.axis_sizes.insert((*file)->arrays.sizes.begin(), (*file)->arrays.sizes.end());
            environment.axis_sizes.insert((*file)->sizes_of_owner.begin(), (*file)->sizes_of_owner.end());
        } else
            memory_.file.reset();
        fill_sizes(design_, loaded_.scene, environment.axis_sizes);
        environment.length = environment.axis_sizes.at("time");
        if (loaded_.tensors)
            std::ranges::move(remarks_on_metadata(design_, *loaded_.tensors, environment.length),
                              std::back_inserter(bound_.remarks));
        std::ranges::stable_sort(bound_.remarks, {}, &Remark::kind);
        environment.state = environment.axis_sizes.at("state");
        environment.heads = environment.axis_sizes.at("head");
        for (const auto& parameter : design_.parameters)
            environment.values[parameter.name] = Value::number(parameter.value);
        for_defaults_ = environment;
        if (auto done = bind_signals_of_axes(); !done)
            return done;
        for (const auto& [axis, text] : design_.axes)
            if (auto filled = fill_own_axis(axis, text, environment); !filled)
                return filled;
        for_defaults_.axis_sizes = environment.axis_sizes;
        return {};
    }

    DesignSizes sizes() const {
        std::map<std::string, Value> bound = *arrays_;
        bound.insert(bound_.signals.begin(), bound_.signals.end());
        return design_sizes(design_, for_defaults_, bound);
    }

    /// Every signal that has no numbers yet. @pre the sizes are found and fit
    Result<BoundSignals> bind_all() {
        if (arrays_->size() < design_.signals.size() || !loaded_.tensors)
            source().make_labels();
        Index done = 0;
        for (const auto& signal : design_.signals) {
            if (run_.cancelled())
                return failure(ErrorCode::cancelled, "stopped");
            if (arrays_->contains(signal.name))
                bound_.given.push_back(signal.name);
            if (auto bound = bind(signal); !bound)
                return tl::unexpected(bound.error());
            run_.report(tokens_share +
                        signals_share * static_cast<double>(++done) / static_cast<double>(design_.signals.size()));
        }
        bound_.labels = memory_.labels;
        bound_.answers = memory_.answers;
        memory_.keep_only(design_.signals);
        return std::move(bound_);
    }

    const Environment& environment() const { return bound_.environment; }

private:
    /// The size of an axis may depend on the numbers of a signal, whose own size must then not depend on such an axis.
    Result<void> bind_signals_of_axes() {
        const auto names = signals_of_axes(design_);
        for (const auto& signal : design_.signals) {
            if (!names.contains(signal.name))
                continue;
            for (const auto& axis : signal.axes)
                if (!bound_.environment.axis_sizes.contains(axis))
                    return failure(ErrorCode::invalid_design,
                                   fmt::format("the size of an axis depends on '{}', which has an own axis '{}' itself",
                                               signal.name, axis),
                                   "/signals/" + signal.name + "/axes");
            if (auto bound = bind(signal); !bound)
                return bound;
        }
        return {};
    }

    Result<void> bind(const Signal& signal) {
        if (bound_.signals.contains(signal.name))
            return {};
        if (const auto found = arrays_->find(signal.name); found != arrays_->end())
            bound_.signals[signal.name] = found->second;
        else {
            Signal made = signal;
            if (signal.neutral && std::ranges::count(bound_.neutral, signal.name))
                made.default_value = signal.neutral;
            auto value = generate(made, for_defaults_, source(), std::to_string(memory_.scenes), evaluations_, run_);
            if (!value)
                return tl::unexpected(value.error());
            bound_.signals[signal.name] = std::move(*value);
        }
        bound_.environment.values[signal.name] = bound_.signals[signal.name];
        return {};
    }

    NumberSource& source() {
        if (!source_) {
            Scene scene = loaded_.scene;
            scene.length = bound_.environment.length;
            scene.state = bound_.environment.state;
            memory_.look_at(scene);
            source_.emplace(*memory_.scene, memory_, run_);
        }
        return *source_;
    }

    const Design& design_;
    const LoadedScene& loaded_;
    BindingMemory& memory_;
    EvaluationMemory& evaluations_;
    const RunContext& run_;
    BoundSignals bound_;
    Environment for_defaults_; ///< sizes and parameters: defaults read no signals
    const std::map<std::string, Value> none_;
    const std::map<std::string, Value>* arrays_ = &none_;
    std::optional<NumberSource> source_;
};

} // namespace

Result<BoundSignals> bind_signals(const Design& design, const LoadedScene& loaded, BindingMemory& memory,
                                  EvaluationMemory& evaluations, std::size_t memory_limit, const RunContext& run) {
    Binder binder(design, loaded, memory, evaluations, run);
    if (auto found = binder.find_sizes(); !found)
        return tl::unexpected(found.error());
    const DesignSizes sizes = binder.sizes();
    if (!sizes.problems.empty())
        return tl::unexpected(sizes.problems.front());
    if (auto fits = check_memory_needed(sizes, binder.environment(), memory_limit); !fits)
        return tl::unexpected(fits.error());
    return binder.bind_all();
}

/// The sizes of everything, without any number but those that sizes depend on.
static Result<DesignSizes> sizes_on(const Design& design, const LoadedScene& loaded) {
    BindingMemory memory;
    EvaluationMemory evaluations;
    const RunContext run;
    Binder binder(design, loaded, memory, evaluations, run);
    if (auto found = binder.find_sizes(); !found)
        return tl::unexpected(found.error());
    return binder.sizes();
}

std::vector<Error> problems_of_sizes(const Design& design, const LoadedScene& loaded) {
    auto sizes = sizes_on(design, loaded);
    return sizes ? std::move(sizes->problems) : std::vector{sizes.error()};
}

double memory_needed(const Design& design, const LoadedScene& loaded) {
    const auto sizes = sizes_on(design, loaded);
    return sizes ? sizes->bytes : 0;
}

} // namespace alphascope
