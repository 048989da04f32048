// PRINCIPLES section 5: values one can check by hand.
#include "core/engine/example_systems.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using namespace alphascope::test;

namespace {

System scalar_system(double a, Index length) {
    System system;
    system.steps = ScalarSteps{1, Vector::Constant(1, std::log(a)), Vector::Ones(1)};
    system.b = system.q = Matrix::Ones(length, 1);
    return system;
}

void check_last_row(const System& system, const std::vector<double>& expected, double tolerance = 1e-6) {
    const std::unique_ptr<Engine> engines[] = {make_reference_engine(), make_cpu_engine()};
    for (const auto& engine : engines) {
        const Matrix alpha = map_of(*engine, system);
        for (std::size_t j = 0; j < expected.size(); ++j) {
            CAPTURE(engine->capability().id, j);
            CHECK(std::abs(alpha(alpha.rows() - 1, static_cast<Index>(j)) - expected[j]) < tolerance);
        }
    }
}

} // namespace

TEST_CASE("scalar decay one half: halves, and fifteenths under the row sum", "[engine]") {
    System system = scalar_system(0.5, 4);
    check_last_row(system, {0.125, 0.25, 0.5, 1});
    system.normaliser.kind = NormaliserKind::sum;
    check_last_row(system, {1 / 15., 2 / 15., 4 / 15., 8 / 15.});
}

TEST_CASE("growth 2 under the row sum is the mirror image", "[engine]") {
    System system = scalar_system(2, 4);
    system.normaliser.kind = NormaliserKind::sum;
    check_last_row(system, {8 / 15., 4 / 15., 2 / 15., 1 / 15.});
}

TEST_CASE("a decaying score under exp and sum", "[engine]") {
    System system = scalar_system(0.5, 4);
    system.b = 2 * system.b;
    system.readout.kind = ReadoutKind::exp;
    system.normaliser.kind = NormaliserKind::sum;
    check_last_row(system, {0.09847, 0.12643, 0.20846, 0.56664}, 6e-6); // given to five places
}

TEST_CASE("a rotation by 90° reads 1, 0, −1, 0, 1 at lags 0 to 4", "[engine]") {
    System system;
    system.steps = RotationSteps{Matrix::Zero(1, 1), Matrix::Constant(1, 1, std::acos(-1.0) / 2)};
    system.b = system.q = Eigen::RowVector2d(1, 0).replicate(5, 1);
    check_last_row(system, {1, 0, -1, 0, 1});
}

TEST_CASE("softmax of (0, ln 2, ln 3)", "[engine]") {
    System system = example_system("softmax", 3, 1);
    system.q = Matrix::Ones(system.q.rows(), system.q.cols());
    system.b = Eigen::Vector3d(0, std::log(2), std::log(3));
    check_last_row(system, {1 / 6., 1 / 3., 1 / 2.});
}

TEST_CASE("the delta rule forgets a key when it is written again", "[engine]") {
    // Keys e0 e1 e0 e2 e0 e1 with β = 1: reading e0, only its last write (position 4) is left.
    const std::vector<Index> keys{0, 1, 0, 2, 0, 1};
    Matrix k = Matrix::Zero(6, 3);
    for (Index i = 0; i < 6; ++i)
        k(i, keys[i]) = 1;
    System system;
    system.steps = LowRankSteps{Matrix::Ones(1, 3), -k, k, 1, GENERATE(false, true)};
    system.b = k;
    system.q = Eigen::RowVector3d(1, 0, 0).replicate(6, 1);
    check_last_row(system, {0, 0, 0, 0, 1, 0});
}

TEST_CASE("a delay block reads before it decays", "[engine]") {
    // h = [x; y], b = (0, 1), q = (1, 3): α_jj = 3 (bonus), α_{j+1,j} = carry = 1 without decay, then halves.
    System system = scalar_system(0.5, 4);
    system.delay = Delay{Matrix::Ones(1, 1), false};
    system.b = Eigen::RowVector2d(0, 1).replicate(4, 1);
    system.q = Eigen::RowVector2d(1, 3).replicate(4, 1);
    check_last_row(system, {0.25, 0.5, 1, 3});
    system.delay->through_inner = true; // the carried half passes the step as well
    check_last_row(system, {0.125, 0.25, 0.5, 3});
}
