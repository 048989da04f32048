// Exponential input gates and resets beyond the range of numbers: the coefficients stay finite.

#include "tests/catalogue/catalogue.hpp"

#include <algorithm>
#include <cmath>

using namespace alphascope;
using namespace alphascope::test;

namespace {

constexpr Index length = 16, heads = 3, state = 4;
constexpr double infinity = std::numeric_limits<double>::infinity();

double& at(TensorSet& tensors, const std::string& name, Index head, Index token) {
    return tensors.tensors.at(name).data[static_cast<std::size_t>(head * length + token)];
}

// The layer by its definition, with logs of weights and the largest of a row taken out. The running maximum of the
// recurrent form begins at 0 before the first token.
Matrix expected_alpha(TensorSet& tensors, Index head, bool recurrent) {
    const auto vector = [&](const char* name, Index token) {
        return Eigen::Map<const Eigen::VectorXd>(tensors.tensors.at(name).data.data() + (head * length + token) * state,
                                                 state);
    };
    Matrix alpha = Matrix::Zero(length, length);
    for (Index i = 0; i < length; ++i) {
        Vector logs(i + 1);
        double sum = 0; // of log forget gates behind column j
        for (Index j = i; j >= 0; --j) {
            logs[j] = sum + at(tensors, "i", head, j);
            sum += -std::log1p(std::exp(-at(tensors, "f", head, j)));
        }
        const double top = recurrent ? std::max(logs.maxCoeff(), sum) : logs.maxCoeff();
        for (Index j = 0; j <= i; ++j)
            alpha(i, j) = vector("q", i).dot(vector("k", j)) / std::sqrt(double{state}) * std::exp(logs[j] - top);
        alpha.row(i) /= std::max(std::abs(alpha.row(i).sum()), std::exp(-top)) + 1e-6;
    }
    return alpha;
}

TensorSet usual_inputs(const Design& design) {
    const auto usual = realise_on(design, small_scene(length, heads, state));
    TensorSet tensors;
    for (const auto& signal : design.signals)
        tensors.tensors[signal.name] = stored_as(signal.axes, usual->signals.at(signal.name));
    return tensors;
}

} // namespace

TEST_CASE("input gates beyond exp's range leave coefficients finite and right", "[catalogue]") {
    const auto reference = make_reference_engine(), cpu = make_cpu_engine();
    const auto name = GENERATE(as<std::string>(), "mlstm", "mlstm_parallel");
    const auto large = GENERATE(20.0, 59.0, 95.0, 300.0, 800.0, 1e5);
    const Design design = *preset(name);
    TensorSet tensors = usual_inputs(design);
    at(tensors, "i", 0, 5) = large;
    at(tensors, "i", 1, 4) = large;
    at(tensors, "i", 1, 9) = large - 10;
    at(tensors, "i", 2, 3) = -900;
    const auto realised = realise_on(design, given(tensors, small_scene(length, heads, state)));
    for (Index head = 0; head < heads; ++head) {
        CAPTURE(name, large, head);
        const Matrix expected = expected_alpha(tensors, head, name == "mlstm");
        REQUIRE(expected.allFinite());
        const auto system = *realised->system(head);
        CHECK(off(alpha_of(*reference, system), expected) < 1e-9);
        CHECK(off(alpha_of(*cpu, system), expected) < 1e-4); // the bound of float32 engines for extreme gates
    }
}

TEST_CASE("while gates stay in range, states and scores are in their own units", "[catalogue]") {
    const auto realised = realise_on(*preset("mlstm"), small_scene(length, heads, state));
    const auto& gate = realised->signals.at("f").real;
    const auto system = *realised->system(1);
    for (Index i = 1; i < length; ++i) {
        const double f = gate[static_cast<std::size_t>(length + i)];
        CHECK(std::get<ScalarSteps>(system->steps).log_a[i] == Approx(-std::log1p(std::exp(-f))));
    }
}

TEST_CASE("a forget gate that is shut ends what came before, whatever the input gates were", "[catalogue]") {
    const auto reference = make_reference_engine(), cpu = make_cpu_engine();
    const auto name = GENERATE(as<std::string>(), "mlstm", "mlstm_parallel", "mlstm_siging");
    const Design design = *preset(name);
    TensorSet tensors = usual_inputs(design);
    const auto before = realise_on(design, given(tensors, small_scene(length, heads, state)));
    at(tensors, "f", 0, 9) = -infinity;
    if (name != "mlstm_siging")
        at(tensors, "i", 0, 2) = 400;
    const auto realised = realise_on(design, given(tensors, small_scene(length, heads, state)));
    for (const Engine* engine : {reference.get(), cpu.get()}) {
        const Matrix alpha = alpha_of(*engine, *realised->system(0));
        CAPTURE(name, engine->capability().id);
        REQUIRE(alpha.allFinite());
        CHECK(alpha.bottomLeftCorner(length - 9, 9).isZero(0));
        CHECK(off(alpha_of(*engine, *realised->system(1)), alpha_of(*engine, *before->system(1))) == 0);
    }
}

namespace {

constexpr Index channels = 8; // what small_scene() has

/// α of one channel from logs of its weights, the largest of a row taken out: row i is exp(log_weight(i, j)) divided by
/// its sum over j, times factor(i).
template <class LogWeight, class Factor> Matrix weighted_average(LogWeight log_weight, Factor factor) {
    Matrix alpha = Matrix::Zero(length, length);
    for (Index i = 0; i < length; ++i) {
        Vector logs(i + 1);
        for (Index j = 0; j <= i; ++j)
            logs[j] = log_weight(i, j);
        const Vector weights = (logs.array() - logs.maxCoeff()).exp();
        alpha.row(i).head(i + 1) = factor(i) / weights.sum() * weights.transpose();
    }
    return alpha;
}

} // namespace

TEST_CASE("keys far beyond exp's range leave running averages finite and right", "[catalogue]") {
    const auto reference = make_reference_engine(), cpu = make_cpu_engine();
    const auto name = GENERATE(as<std::string>(), "rwkv4", "aft_simple");
    const auto large = GENERATE(0.0, 30.0, 41.0, 100.0, 800.0, -100.0, -800.0, 1e5);
    const Design design = *preset(name);
    TensorSet tensors = usual_inputs(design);
    at(tensors, "k", 0, 0) = large;
    at(tensors, "k", 1, 6) = large;
    at(tensors, "k", 2, 5) = large;
    at(tensors, "k", 2, 11) = large + 2;
    for (Index token = 0; token < length; ++token)
        at(tensors, "k", 3, token) += large;
    if (name == "rwkv4")
        tensors.tensors.at("u").data[4] = std::max(0.0, large);
    const auto realised = realise_on(design, given(tensors, small_scene(length, heads, state)));
    for (Index channel = 0; channel < channels; ++channel) {
        CAPTURE(name, large, channel);
        const auto key = [&](Index token) { return at(tensors, "k", channel, token); };
        Matrix expected;
        if (name == "rwkv4") {
            const double w = tensors.tensors.at("w").data[static_cast<std::size_t>(channel)],
                         u = tensors.tensors.at("u").data[static_cast<std::size_t>(channel)];
            expected = weighted_average(
                [&](Index i, Index j) { return key(j) + (i == j ? u : -w * static_cast<double>(i - j - 1)); },
                [](Index) { return 1.0; });
        } else {
            expected = weighted_average([&](Index, Index j) { return key(j); },
                                        [&](Index i) { return 1 / (1 + std::exp(-at(tensors, "q", channel, i))); });
        }
        REQUIRE(expected.allFinite());
        const auto system = *realised->system(channel);
        CHECK(off(alpha_of(*reference, system), expected) < 1e-9);
        CHECK(off(alpha_of(*cpu, system), expected) < 1e-4);
    }
}

TEST_CASE("while keys stay in range, running averages decay as they are written", "[catalogue]") {
    for (const char* name : {"rwkv4", "aft_simple"}) {
        const auto realised = realise_on(*preset(name), small_scene(length, heads, state));
        const auto system = *realised->system(1);
        const double log = name == std::string("rwkv4") ? -realised->signals.at("w").real[1] : 0;
        CHECK((std::get<ScalarSteps>(system->steps).log_a.array() == log).all());
    }
}
