// o = α v: which cells are summands at all.
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/system/output.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

using namespace alphascope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(),
                 not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr Index length = 150, heads = 2, width = 3;

/// A design on made-up tokens whose v is 1 but for some numbers of one token that are not.
std::shared_ptr<Realised> with_values(const Design& design, Index token, const std::vector<double>& numbers) {
    LoadedScene scene;
    scene.scene.length = length;
    scene.scene.heads = heads;
    scene.scene.state = 4;
    auto realised = std::make_shared<Realised>(*realise(design, scene).value());
    realised->value.axes = {{"time", length}, {"value", width}};
    std::vector<double> v(length * width, 1.0);
    std::copy(numbers.begin(), numbers.end(), v.begin() + token * width);
    realised->value.real = std::move(v);
    return realised;
}

MixedOutput mixed(const Realised& realised, const std::string& engine) {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    engines.add(make_cpu_engine());
    const Range all{0, length};
    return mix(realised, engines, engine, all, all, std::size_t{1} << 30, {}, NotFiniteRule::keep).value();
}

std::vector<double> numbers_of(const NamedTensor& tensor) {
    if (tensor.type == StoredType::float64)
        return tensor.float64;
    return {tensor.float32.begin(), tensor.float32.end()};
}

/// How many numbers differ from o_i = Σ_j α_ij v_j over first(i) ≤ j < end(i), one after the other.
template <class First, class End>
Index wrong_numbers(const Realised& realised, const MixedOutput& result, First first, End end) {
    const auto alpha = numbers_of(result.alpha), o = numbers_of(result.o.value());
    Index wrong = 0;
    for (Index h = 0; h < heads; ++h)
        for (Index i = 0; i < length; ++i)
            for (Index c = 0; c < width; ++c) {
                double sum = 0, size = 1;
                for (Index j = first(i); j < end(i); ++j) {
                    const double term = alpha[static_cast<std::size_t>((h * length + i) * length + j)] *
                                        realised.value.real[static_cast<std::size_t>(j * width + c)];
                    sum += term;
                    size += std::abs(term);
                }
                const double is = o[static_cast<std::size_t>((h * length + i) * width + c)];
                const bool right = std::isfinite(sum) ? std::abs(is - sum) <= 1e-6 * size
                                   : std::isnan(sum)  ? std::isnan(is)
                                                      : is == sum;
                wrong += right ? 0 : 1;
            }
    return wrong;
}

Index from_start(Index) {
    return 0;
}
Index to_here(Index i) {
    return i + 1;
}

} // namespace

TEST_CASE("a value that is not finite reaches the rows that see its token, and no others", "[system][output]") {
    for (const char* id : {"softmax", "gla", "delta_rule", "relu_attn"})
        for (const char* engine : {"reference", "cpu"}) {
            CAPTURE(id, engine);
            const auto realised = with_values(preset(id).value(), 70, {not_a_number, infinity, 2});
            const auto result = mixed(*realised, engine);
            CHECK(wrong_numbers(*realised, result, from_start, to_here) == 0);
            const auto o = numbers_of(result.o.value());
            CHECK(std::isfinite(o[69 * width]));
            CHECK(std::isnan(o[70 * width]));
            CHECK(std::isfinite(o[70 * width + 2]));
        }
}

TEST_CASE("a value that is not finite ends with the window", "[system][output]") {
    Design design = preset("softmax_window").value();
    for (const double window : {1.0, 5.0, 90.0}) {
        design.window = parse_expression(std::to_string(window)).value();
        for (const char* engine : {"reference", "cpu"}) {
            CAPTURE(window, engine);
            const auto realised = with_values(design, 20, {not_a_number, -infinity, 0});
            const auto first = [&](Index i) { return std::max<Index>(0, i + 1 - static_cast<Index>(window)); };
            const auto result = mixed(*realised, engine);
            CHECK(wrong_numbers(*realised, result, first, to_here) == 0);
            CHECK(std::isfinite(numbers_of(result.o.value())[static_cast<std::size_t>(20 + window) * width]));
        }
    }
}

TEST_CASE("a weight of exactly 0 inside the causal part times a number that is not finite is not a number",
          "[system][output]") {
    const auto realised = with_values(preset("relu_attn").value(), 70, {infinity, infinity, infinity});
    const auto result = mixed(*realised, "reference");
    const auto alpha = numbers_of(result.alpha), o = numbers_of(result.o.value());
    Index zeros = 0;
    for (Index i = 70; i < length; ++i)
        if (alpha[static_cast<std::size_t>(i * length + 70)] == 0) {
            ++zeros;
            CHECK(std::isnan(o[static_cast<std::size_t>(i * width)]));
        }
    CHECK(zeros > 10);
}

TEST_CASE("where both directions are read every row sees every token", "[system][output]") {
    Design design = preset("linear_attn").value();
    design.backward_read = design.read;
    design.normaliser = {};
    const auto realised = with_values(design, 70, {not_a_number, 1, 1});
    const auto result = mixed(*realised, "reference");
    CHECK(wrong_numbers(*realised, result, from_start, [](Index) { return length; }) == 0);
    CHECK(std::isnan(numbers_of(result.o.value())[0]));
}
