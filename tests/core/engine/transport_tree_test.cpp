// The tree at lengths where it has many levels, at the edges of its inputs (ALGORITHMS section 6).

#include "core/engine/cpu/transport_tree.hpp"
#include "core/engine/example_systems.hpp"
#include "core/engine/parity.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using namespace alphascope::test;

namespace {

Matrix part_of(const Engine& engine, const std::shared_ptr<const System>& system, Range rows, Range cols) {
    const auto prepared = engine.prepare(system, {}).value();
    const auto statistics = prepared->row_statistics(rows, {}).value();
    Matrix part(rows.size(), cols.size());
    REQUIRE(prepared->tile(rows, cols, TileKind::alpha, &statistics,
                           std::span(part.data(), static_cast<std::size_t>(part.size())), {}));
    return part;
}

/// Largest |error| of a row over its largest |α|, which is what a plot of the row shows; the worst of the rows.
double row_error(const Matrix& actual, const Matrix& expected) {
    double worst = 0;
    for (Index i = 0; i < expected.rows(); ++i) {
        const double scale = expected.row(i).cwiseAbs().maxCoeff();
        const double error = (actual.row(i) - expected.row(i)).cwiseAbs().maxCoeff();
        worst = std::max(worst, std::isfinite(error) ? (scale > 0 ? error / scale : error)
                                                     : std::numeric_limits<double>::infinity());
    }
    return worst;
}

System delay_around(const std::string& kind, Index length, Index state, bool through, Gates gates) {
    System system = example_system(kind, length, state, gates);
    const System second = example_system(kind, length, state, gates, 2), carry = example_system("identity", length, 1);
    const auto beside = [](const Matrix& x, const Matrix& y) {
        Matrix both(x.rows(), x.cols() + y.cols());
        both << x, y;
        return both;
    };
    system.b = beside(system.b, second.b);
    system.q = beside(system.q, second.q);
    system.delay = Delay{through ? carry.q : second.q, through}; // one number a token, or one a coordinate
    return system;
}

const std::vector<std::string> delayed_kinds{"identity", "scalar",   "diagonal",   "complex_diagonal",
                                             "blocks",   "low_rank", "low_rank_2", "dense"};

} // namespace

TEST_CASE("a delay around any steps is the definition's", "[engine][tree]") {
    const std::string kind = GENERATE(from_range(delayed_kinds));
    const Index length = GENERATE(1, 2, 32, 33, 64, 65, 200);
    const bool through = GENERATE(false, true);
    const System system = delay_around(kind, length, 6, through, Gates::usual);
    const Matrix expected = naive_alpha(system);
    const auto cpu = make_cpu_engine();
    for (const std::string& variant : cpu->variants()) {
        CAPTURE(kind, length, through, variant);
        const Matrix error = map_of(*cpu->variant(variant), system) - expected;
        CHECK(error.cwiseAbs().maxCoeff() <= 2e-6 * expected.cwiseAbs().maxCoeff());
    }
}

TEST_CASE("a constant matrix is kept as one power a level", "[engine][tree]") {
    const Index length = GENERATE(31, 64, 65, 96, 300);
    const bool delayed = GENERATE(false, true);
    System system =
        delayed ? delay_around("dense", length, 6, false, Gates::usual) : example_system("dense", length, 6);
    // A rotation that hardly decays, as two reflections: far blocks count, and Aᵀ is not A.
    const Vector u = system.b.row(0).head(6).normalized(), v = system.b.row(1).head(6).normalized();
    const Matrix one = Matrix::Identity(6, 6);
    const Matrix a = 0.998 * (one - 2 * u * u.transpose()) * (one - 2 * v * v.transpose());
    std::get<DenseSteps>(system.steps).a = Eigen::Map<const Matrix>(a.data(), 1, a.size());
    const Matrix expected = naive_alpha(system);
    const auto cpu = make_cpu_engine();
    for (const std::string& variant : cpu->variants()) {
        CAPTURE(length, delayed, variant);
        const Matrix error = map_of(*cpu->variant(variant), system) - expected;
        CHECK(error.cwiseAbs().maxCoeff() <= 2e-6 * expected.cwiseAbs().maxCoeff());
    }
    const auto bytes = [](const System& given) {
        return cpu::TransportTree<float>::bytes(given, *cpu::LeafSteps::of(given));
    };
    CHECK(bytes(system) <= bytes(example_system("identity", length, 6)) + 10 * 32 * 6 * sizeof(float));
}

TEST_CASE("rows of 4096 tokens are as exact as the method allows, for usual and extreme gates", "[engine][tree]") {
    struct Case {
        std::string kind;
        Index state;
        double usual, extreme; // bounds: ALGORITHMS section 6, column e2
    };
    const auto cpu = make_cpu_engine(), reference = make_reference_engine();
    const Range rows{4072, 4096}, cols{0, 4096};
    for (const Case& one : {Case{"identity", 16, 2e-6, 2e-6},
                            {"scalar", 16, 2e-6, 2e-5},
                            {"diagonal", 16, 2e-6, 2e-6},
                            {"complex_diagonal", 16, 2e-6, 2e-6},
                            {"blocks", 16, 2e-6, 2e-6},
                            {"delta", 16, 2e-6, 2e-6},
                            {"gated_delta", 16, 2e-6, 2e-5},
                            {"low_rank", 16, 2e-6, 7e-5},
                            {"low_rank_2", 16, 2e-6, 7e-5},
                            {"dense", 8, 3e-5, 1e-4},
                            {"delayed", 16, 2e-6, 2e-6},
                            {"delayed_through", 16, 2e-6, 2e-6},
                            {"delayed scalar", 16, 2e-6, 2e-5},
                            {"delayed diagonal", 16, 2e-6, 2e-6},
                            {"delayed low_rank", 16, 2e-6, 7e-5},
                            {"delayed dense", 8, 3e-5, 1e-4},
                            {"level_merge", 4, 2e-6, 2e-6},
                            {"convolution", 16, 2e-6, 2e-6}})
        for (const Gates gates : {Gates::usual, Gates::extreme}) {
            const std::string delayed = "delayed ";
            const bool around = one.kind.starts_with(delayed);
            const auto system = std::make_shared<const System>(
                around ? delay_around(one.kind.substr(delayed.size()), 4096, one.state, false, gates)
                       : example_system(one.kind, 4096, one.state, gates));
            const double error = row_error(part_of(*cpu, system, rows, cols), part_of(*reference, system, rows, cols));
            CAPTURE(one.kind, gates == Gates::extreme);
            CHECK(error <= (gates == Gates::extreme ? one.extreme : one.usual));
        }
}

TEST_CASE("signed rows that nearly cancel are divided by their sum in double", "[engine][tree]") {
    for (const std::string kind : {"scalar", "diagonal", "complex_diagonal", "delta", "dense", "delayed"}) {
        System system = example_system(kind, 300, 8);
        system.normaliser.kind = NormaliserKind::sum;
        CAPTURE(kind);
        const Matrix expected = naive_alpha(system);
        REQUIRE(expected.rowwise().lpNorm<1>().maxCoeff() >
                50); // Σ|α| where Σα = 1: so much is lost in single precision
        const auto shared = std::make_shared<const System>(system);
        CHECK(row_error(part_of(*make_cpu_engine(), shared, {0, 300}, {0, 300}), expected) < 2e-6);
    }
}

TEST_CASE("softmax rows with scores of ±80 keep five digits", "[engine][tree]") {
    System scaled = example_system("softmax", 2048, 16);
    scaled.q = 80 / naive_scores(scaled).cwiseAbs().maxCoeff() * scaled.q;
    const auto system = std::make_shared<const System>(std::move(scaled));
    const Range rows{2000, 2048}, cols{0, 2048};
    const auto cpu = make_cpu_engine();
    const Matrix expected = part_of(*make_reference_engine(), system, rows, cols);
    for (const std::string& variant : cpu->variants()) {
        CAPTURE(variant);
        CHECK(row_error(part_of(*cpu->variant(variant), system, rows, cols), expected) < 2e-5);
    }
}

TEST_CASE("a steep bias of thousands leaves the digits of the softmax around it alone", "[engine][tree]") {
    const double slope = GENERATE(-0.7, 0.7);
    const double cut = GENERATE(0.0, -std::numeric_limits<double>::infinity());
    System sheared = example_system("sheared", 4096, 16);
    sheared.readout.kind = ReadoutKind::exp;
    sheared.normaliser.kind = NormaliserKind::sum;
    sheared.shear.setConstant(slope);
    sheared.shear[1000] += cut;
    const auto system = std::make_shared<const System>(std::move(sheared));
    const Range rows{4072, 4096}, cols{0, 4096};
    const Matrix expected = part_of(*make_reference_engine(), system, rows, cols);
    const auto cpu = make_cpu_engine();
    for (const std::string& variant : cpu->variants()) {
        CAPTURE(variant, slope, cut);
        CHECK(row_error(part_of(*cpu->variant(variant), system, rows, cols), expected) < 2e-6);
    }
}

TEST_CASE("a growing system is carried in double where single precision would overflow", "[engine][tree]") {
    System growing = example_system("constant_diagonal", 512, 4);
    std::get<DiagonalSteps>(growing.steps).log_a.setConstant(0.3); // e^{0.3 · 511} = 1e66
    const auto system = std::make_shared<const System>(std::move(growing));
    const Range rows{200, 300}, cols{0, 300}; // up to e^{90} = 1e39, the edge of float32
    const Matrix expected = part_of(*make_reference_engine(), system, rows, {150, 300});
    CHECK(row_error(part_of(*make_cpu_engine(), system, rows, {150, 300}), expected) < 2e-6);
    CHECK(cols.size() == 300);
}

TEST_CASE("a tree that would take too much memory is an error that says how much", "[engine][tree]") {
    const auto system = std::make_shared<const System>(example_system("delta", 4096, 32));
    const auto prepared = make_cpu_engine(std::size_t{1} << 20)->prepare(system, {});
    REQUIRE_FALSE(prepared.has_value());
    CHECK(prepared.error().code == ErrorCode::invalid_scene);
    CHECK(prepared.error().message.find("4096 tokens with 32 state coordinates need about 0.0 GB") == 0);
    CHECK(make_cpu_engine()->prepare(system, {}).has_value());
}

TEST_CASE("an instruction set this machine lacks is named along with those it has", "[engine][tree]") {
    EngineRegistry engines;
    engines.add(make_cpu_engine());
    const System system = example_system("scalar", 8, 4);
    CHECK(engines.pick("cpu:baseline", system).has_value());
    const auto picked = engines.pick("cpu:sse9", system);
    REQUIRE_FALSE(picked.has_value());
    CHECK(picked.error().code == ErrorCode::unavailable);
    CHECK(picked.error().message.find("has no 'sse9' here; choose one of baseline") != std::string::npos);
}
