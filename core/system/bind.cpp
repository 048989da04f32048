#include "core/system/bind.hpp"

#include "core/base/random.hpp"
#include "core/design/presets.hpp"
#include "core/system/bind_arrays.hpp"
#include "core/system/realise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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
std::map<std::string, Index> sizes_in_the_file(const TensorSet& tensors) {
    const auto own = preset(architecture_of(tensors));
    if (!own)
        return {};
    auto arrays = bind_arrays(*own, tensors);
    return arrays ? std::move(arrays->sizes) : std::map<std::string, Index>{};
}

Result<void> fill_own_axes(const Design& design, Environment& environment) {
    for (const auto& [axis, text] : design.axes) {
        if (environment.axis_sizes.contains(axis))
            continue;
        const std::string where = "/axes/" + axis;
        const auto size =
            parse_expression(text).and_then([&](const Expression& e) { return evaluate(e, environment); });
        if (!size) {
            Error error = size.error();
            error.where = where;
            return tl::unexpected(error);
        }
        const double x = size->size() == 1 ? size->real[0] : NAN;
        if (!(x >= 1 && x <= 65536))
            return failure(ErrorCode::invalid_design,
                           fmt::format("'{}' must give one whole number from 1 to 65536", text), where);
        environment.axis_sizes[axis] = static_cast<Index>(x);
    }
    return {};
}

// Standard normal numbers for one signal: along time a seeded projection of the tokens, elsewhere drawn once. Queries
// and keys share half of their projection's variance, so that equal tokens find each other, as they do in trained
// models.
class Generator {
public:
    Generator(const Signal& signal, std::uint64_t seed, const Tokens& tokens)
        : signal_(signal), seed_(seed), tokens_(tokens) {}

    Value operator()(const Axes& axes, int call) const {
        Value value = Value::zeros(axes);
        Index outer = 1, inner = 1;
        bool over_time = false;
        for (const auto& axis : axes) {
            if (axis.name == "time")
                over_time = true;
            else
                (over_time ? inner : outer) *= axis.size;
        }
        const RandomStream own(seed_, fmt::format("{}/{}", signal_.name, call)), shared(seed_, "query and key");
        if (!over_time) {
            for (Index k = 0; k < value.size(); ++k)
                value.real[static_cast<std::size_t>(k)] = own.normal(static_cast<std::uint64_t>(k));
            return value;
        }
        const bool mixes = signal_.role == Role::query || signal_.role == Role::key;
        const Matrix& embeddings = tokens_.embeddings;
        const Index width = embeddings.cols(), length = embeddings.rows();
        const double scale = 1 / std::sqrt(static_cast<double>(width) * (mixes ? 2 : 1));
        Matrix projection(inner, width);
        for (Index o = 0; o < outer; ++o) {
            for (Index k = 0; k < inner * width; ++k) {
                const auto at = static_cast<std::uint64_t>(o * inner * width + k);
                projection.data()[k] = scale * (own.normal(at) + (mixes ? shared.normal(at) : 0.0));
            }
            Eigen::Map<Matrix>(value.real.data() + o * length * inner, length, inner).noalias() =
                embeddings * projection.transpose();
        }
        return value;
    }

private:
    const Signal& signal_;
    std::uint64_t seed_;
    const Tokens& tokens_;
};

Result<Value> generate(const Signal& signal, Environment environment, std::uint64_t seed, const Tokens& tokens) {
    Axes axes;
    for (const auto& name : signal.axes)
        axes.push_back({name, environment.axis_sizes.at(name)});
    std::sort(axes.begin(), axes.end(), [](const Axis& a, const Axis& b) { return axis_before(a.name, b.name); });
    environment.standard_normal = Generator(signal, seed, tokens);
    environment.generator_axes = axes;
    const std::string where = "/signals/" + signal.name + "/default";
    const auto expression = signal.default_value ? Result<Expression>(*signal.default_value)
                                                 : parse_expression(role_info(signal.role).generator);
    auto value = expression.and_then([&](const Expression& e) { return evaluate(e, environment); });
    if (value && signal.unit) {
        environment.values[signal.name] = std::move(*value);
        value = parse_expression(fmt::format("unit({})", signal.name)).and_then([&](const Expression& e) {
            return evaluate(e, environment);
        });
    }
    if (!value) {
        Error error = value.error();
        error.where = where;
        return tl::unexpected(error);
    }
    for (const auto& axis : value->axes)
        if (std::find(axes.begin(), axes.end(), axis) == axes.end())
            return failure(ErrorCode::invalid_design,
                           fmt::format("the default has {}, the signal only {}", describe(value->axes), describe(axes)),
                           where);
    return expand(*value, axes);
}

} // namespace

Result<BoundSignals> bind_signals(const Design& design, const LoadedScene& loaded) {
    BoundSignals bound;
    std::map<std::string, Value> arrays;
    if (loaded.tensors) {
        auto given = bind_arrays(design, *loaded.tensors);
        if (!given)
            return tl::unexpected(given.error());
        arrays = std::move(given->signals);
        bound.unused = std::move(given->unused);
        bound.warnings = std::move(given->warnings);
        for (const auto& [axis, size] : given->sizes)
            bound.environment.axis_sizes[axis] = size;
        if (is_for_another(*loaded.tensors, design))
            for (const auto& [axis, size] : sizes_in_the_file(*loaded.tensors))
                bound.environment.axis_sizes.emplace(axis, size);
    }
    Environment& environment = bound.environment;
    fill_sizes(design, loaded.scene, environment.axis_sizes);
    environment.length = environment.axis_sizes.at("time");
    environment.state = environment.axis_sizes.at("state");
    environment.heads = environment.axis_sizes.at("head");
    for (const auto& parameter : design.parameters)
        environment.values[parameter.name] = Value::number(parameter.value);
    if (auto filled = fill_own_axes(design, environment); !filled)
        return tl::unexpected(filled.error());

    Scene scene = loaded.scene;
    scene.length = environment.length;
    scene.state = environment.state;
    if (arrays.size() < design.signals.size() || !loaded.tensors)
        bound.tokens = make_tokens(scene);
    const Environment for_defaults = environment; // defaults read parameters only
    for (const auto& signal : design.signals) {
        if (const auto found = arrays.find(signal.name); found != arrays.end()) {
            for (auto& warning : broken_promises(signal, found->second))
                bound.warnings.push_back(std::move(warning));
            bound.given.push_back(signal.name);
            bound.signals[signal.name] = std::move(found->second);
        } else {
            auto value = generate(signal, for_defaults, scene.seed, bound.tokens);
            if (!value)
                return tl::unexpected(value.error());
            bound.signals[signal.name] = std::move(*value);
        }
        environment.values[signal.name] = bound.signals[signal.name];
    }
    return bound;
}

} // namespace alphascope
