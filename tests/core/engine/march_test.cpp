// Systems that have no tree, or are not worth one, are marched: by the kernels of the instruction set that was asked
// for.

#include "core/engine/cpu/leaf_steps.hpp"
#include "core/engine/example_systems.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using namespace alphascope::test;

namespace {

Matrix twice(const Matrix& m) {
    return m.replicate(1, 2);
}

System in_a_delay(System system) {
    system.b = twice(system.b);
    system.q = twice(system.q);
    system.delay = Delay{Matrix::Constant(1, 1, 0.5), true};
    return system;
}

System of_high_rank(bool decay_first) {
    System system = example_system("low_rank", 70, 20);
    auto& steps = std::get<LowRankSteps>(system.steps);
    steps.rank = 17; // one more than the leaves take
    steps.u = steps.u.replicate(1, 17) / 17;
    steps.v = steps.v.replicate(1, 17).eval();
    for (Index r = 0; r < 17; ++r)
        steps.v.middleCols(20 * r, 20) *= 1 + 0.1 * static_cast<double>(r);
    steps.decay_first = decay_first;
    return system;
}

std::vector<std::pair<std::string, System>> marched() {
    return {{"rank 17", of_high_rank(false)},
            {"rank 17, decay first", of_high_rank(true)},
            {"low rank, short for its state", example_system("low_rank", 70, 128)},
            {"dense, short for its state", example_system("dense", 40, 96)},
            {"delayed low rank", in_a_delay(example_system("low_rank", 70, 128))},
            {"delayed dense", in_a_delay(example_system("dense", 40, 96))},
            {"delayed level merge", in_a_delay(example_system("level_merge", 70, 4))}};
}

} // namespace

TEST_CASE("marched systems are the definition's under each instruction set", "[engine][march]") {
    const auto cpu = make_cpu_engine();
    for (const auto& [name, system] : marched()) {
        CAPTURE(name);
        CHECK_FALSE(cpu::LeafSteps::of(system).has_value());
        const Matrix expected = naive_alpha(system);
        for (const std::string& variant : cpu->variants()) {
            CAPTURE(variant);
            const Matrix error = map_of(*cpu->variant(variant), system) - expected;
            CHECK(error.cwiseAbs().maxCoeff() <= 2e-6 * expected.cwiseAbs().maxCoeff());
        }
    }
}

TEST_CASE("a tile of a marched map is the same part of it, bit for bit", "[engine][march]") {
    const auto cpu = make_cpu_engine();
    for (const auto& [name, system] : marched()) {
        CAPTURE(name);
        const Matrix whole = map_of(*cpu, system);
        const Range rows{17, 39}, cols{3, 36};
        const Matrix part = map_of(*cpu, system, TileKind::alpha, rows, cols);
        CHECK(part == whole.block(rows.begin, cols.begin, rows.size(), cols.size()));
    }
}
