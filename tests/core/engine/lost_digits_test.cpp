// Two terms of 1e10 that cancel in each score of size 1: float32 keeps nothing of the rest.

#include "core/engine/example_systems.hpp"
#include "core/engine/lost_digits.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using namespace alphascope::test;

namespace {

System cancelling(System system, double size) {
    Matrix b = system.b, q = system.q;
    const Index last = b.cols() - 1;
    b.col(0).setConstant(size);
    b.col(last).setConstant(size);
    q.col(0).setConstant(size);
    q.col(last).setConstant(-size);
    system.b = b;
    system.q = q;
    return system;
}

} // namespace

TEST_CASE("where terms of scores cancel, the cpu engine keeps its digits in double precision", "[engine]") {
    System marched = example_system("low_rank", 70, 128); // short for its state: no tree
    auto& steps = std::get<LowRankSteps>(marched.steps);
    steps.u.setZero();
    steps.d.setOnes();
    for (const System& like : {example_system("identity", 70, 8), example_system("softmax", 70, 8), marched}) {
        CAPTURE(step_kind_id(like.steps), like.state_size());
        const System system = cancelling(like, 1e5);
        const Matrix expected = naive_alpha(system), made = map_of(*make_cpu_engine(), system);
        CHECK((made - expected).cwiseAbs().maxCoeff() <= 1e-5 * expected.cwiseAbs().maxCoeff());
    }
}

TEST_CASE("a threshold or floor beyond float32 is left to the definition, also when it comes by a slider", "[engine]") {
    const auto cpu = make_cpu_engine();
    System system = example_system("identity", 40, 8);
    system.readout.kind = ReadoutKind::relu;
    system.normaliser.kind = NormaliserKind::sum;
    const auto before = cpu->prepare(std::make_shared<const System>(system), {});
    REQUIRE(before);
    system.readout.value = Vector::Constant(1, -1e300); // α is 1 / (i + 1) but for rounding
    CHECK((naive_alpha(system).row(3).head(4).array() - 0.25).abs().maxCoeff() < 1e-12);
    const auto now = std::make_shared<const System>(system);
    CHECK((*before)->with(now) == nullptr);
    CHECK(cpu->prepare(now, {}).error().code == ErrorCode::unavailable);
    System delayed = example_system("delayed", 40, 8);
    delayed.delay->carry *= 1e300;
    CHECK(cpu->prepare(std::make_shared<const System>(delayed), {}).error().code == ErrorCode::unavailable);
    system.readout.value = Vector();
    system.normaliser.floor = Vector::Constant(1, 1e300);
    CHECK(cpu->prepare(std::make_shared<const System>(system), {}).error().code == ErrorCode::unavailable);
}

TEST_CASE("scores of an ordinary system lose no digits in float32", "[engine]") {
    const auto cpu = make_cpu_engine();
    for (const std::string& kind : example_kinds()) {
        CAPTURE(kind);
        const auto system = std::make_shared<const System>(example_system(kind, 100, 8));
        const auto prepared = cpu->prepare(system, {});
        REQUIRE(prepared);
        const auto lost = loses_digits(system, **prepared, {});
        REQUIRE(lost);
        CHECK_FALSE(*lost);
    }
    // The same in both directions: each pass is compared with its own.
    System both = example_system("diagonal", 100, 8);
    both.backward = std::make_shared<const System>(example_system("diagonal", 100, 8, Gates::usual, 2));
    const auto prepared = cpu->prepare(std::make_shared<const System>(both), {});
    CHECK(prepared);
}
