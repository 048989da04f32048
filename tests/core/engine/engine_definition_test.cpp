// Both engines against the definition: every step kind, φ and η, with window, shear, skip, sink and delay.
#include "core/engine/example_systems.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using namespace alphascope::test;

namespace {

const std::unique_ptr<Engine> reference = make_reference_engine(), cpu = make_cpu_engine();

void check_both(const System& system) {
    const Matrix expected = naive_alpha(system), scores = naive_scores(system);
    CHECK(relative_error(map_of(*reference, system), expected) < 1e-12);
    CHECK(relative_error(map_of(*reference, system, TileKind::scores), scores) < 1e-12);
    CHECK(relative_error(map_of(*cpu, system), expected) < 1e-6);
    CHECK(relative_error(map_of(*cpu, system, TileKind::scores), scores) < 1e-6);
}

Vector per_row(Index length, double low, double high) {
    return Vector::LinSpaced(length, low, high);
}

} // namespace

TEST_CASE("every kind of step follows the definition", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    const Gates gates = GENERATE(Gates::usual, Gates::extreme);
    const Index length = GENERATE(1, 2, 37, 70);
    CAPTURE(kind, length);
    System system = example_system(kind, length, 4, gates);
    check_both(system);
    system.window = 9;
    system.skip = per_row(length, -1, 2);
    system.shear = Vector::Constant(length, -0.1);
    check_both(system);
}

TEST_CASE("every φ with every η follows the definition", "[engine]") {
    const ReadoutInfo readout = GENERATE(from_range(readout_table.begin(), readout_table.end()));
    const NormaliserInfo normaliser = GENERATE(from_range(normaliser_table.begin(), normaliser_table.end()));
    CAPTURE(readout.id, normaliser.id);
    const Index length = 45;
    System system = example_system("diagonal", length, 4);
    system.b = (system.b.array() + 0.2).matrix(); // sums of one sign here and there, and scores of both
    system.readout.kind = readout.kind;
    system.normaliser.kind = normaliser.kind;
    if (!readout.value.empty())
        system.readout.value = readout.value == "cap" ? Vector::Constant(1, 2.0) : per_row(length, 0.1, 0.4);
    SECTION("plain") {
        if (!readout.zero_at_zero || normaliser.kind != NormaliserKind::sum)
            check_both(system);
    }
    SECTION("with floor, epsilon and sink") {
        system.normaliser.floor = per_row(length, 0.5, 3);
        system.normaliser.epsilon = Vector::Constant(1, 0.25);
        system.normaliser.sink = per_row(length, -1, 4);
        check_both(system);
        system.window = 5;
        system.skip = Vector::Constant(1, 0.5);
        check_both(system);
    }
}

TEST_CASE("A_j does not act on b_j, and A_0 on nothing", "[engine]") {
    System system = example_system("diagonal", 4, 2);
    auto& steps = std::get<DiagonalSteps>(system.steps);
    steps.log_a.row(0).setConstant(std::numeric_limits<double>::quiet_NaN());
    for (const Engine* engine : {reference.get(), cpu.get()}) {
        const Matrix scores = map_of(*engine, system, TileKind::scores);
        for (Index j = 0; j < 4; ++j)
            CHECK(scores(j, j) == Approx(system.q.row(j).dot(system.b.row(j))).epsilon(1e-6));
        CHECK(scores.allFinite());
    }
}

TEST_CASE("a forget gate of 0 under exp cuts what lies before it", "[engine]") {
    System system = example_system("softmax", 6, 2);
    system.shear = Vector::Constant(6, -0.25);
    system.shear[3] = -std::numeric_limits<double>::infinity();
    for (const Engine* engine : {reference.get(), cpu.get()}) {
        const Matrix alpha = map_of(*engine, system);
        CHECK(alpha.bottomLeftCorner(3, 3).cwiseAbs().maxCoeff() == 0);
        for (Index i = 0; i < 6; ++i)
            CHECK(alpha.row(i).sum() == Approx(1).epsilon(1e-6));
    }
}

TEST_CASE("softmax of scores far beyond exp's range is exact, sink included", "[engine]") {
    System system = example_system("softmax", 40, 4);
    system.b = 1000 * system.b;
    if (GENERATE(false, true))
        system.normaliser.sink = Vector::Constant(1, 2000.0);
    const bool sinks = system.normaliser.sink.size() > 0;
    const Matrix scores = naive_scores(system);
    for (const Engine* engine : {reference.get(), cpu.get()}) {
        const Matrix alpha = map_of(*engine, system);
        for (Index i = 0; i < 40; ++i) {
            double top = sinks ? 2000 : scores(i, 0);
            for (Index j = 0; j <= i; ++j)
                top = std::max(top, scores(i, j));
            double sum = sinks ? std::exp(2000 - top) : 0;
            for (Index j = 0; j <= i; ++j)
                sum += std::exp(scores(i, j) - top);
            for (Index j = 0; j <= i; ++j)
                CHECK(alpha(i, j) == Approx(std::exp(scores(i, j) - top) / sum).epsilon(1e-6).margin(1e-37));
        }
    }
}

TEST_CASE("what is not finite stays visible and in its place", "[engine]") {
    System system = example_system("diagonal", 40, 2);
    Matrix b = system.b;
    b(3, 1) = std::numeric_limits<double>::quiet_NaN();
    system.b = b;
    for (const Engine* engine : {reference.get(), cpu.get()}) {
        const Matrix scores = map_of(*engine, system, TileKind::scores);
        for (Index i = 0; i < 40; ++i)
            for (Index j = 0; j < 40; ++j)
                CHECK(std::isnan(scores(i, j)) == (j == 3 && i >= 3));
    }
}

TEST_CASE("a state that overflows reads as inf, not as NaN", "[engine]") {
    System system = example_system("identity", 40, 2);
    system.steps = LowRankSteps{Matrix::Constant(1, 2, 1e200), Matrix::Ones(1, 4), Matrix::Ones(1, 4), 2, false};
    system.b = Matrix::Ones(system.b.rows(), system.b.cols());
    system.q = Matrix::Ones(system.q.rows(), system.q.cols());
    for (const Engine* engine : {reference.get(), cpu.get()}) {
        const Matrix scores = map_of(*engine, system, TileKind::scores);
        CHECK(scores(39, 39) == 2);
        CHECK(scores(39, 0) == std::numeric_limits<double>::infinity());
        CHECK(scores(35, 39) == 0);
    }
}
