// φ in single precision, number by number, under each instruction set.

#include "core/engine/cpu/level.hpp"
#include "core/engine/cpu/row_finish.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace alphascope;
using namespace alphascope::cpu;

namespace {

System with_readout(const ReadoutInfo& info) {
    System system;
    system.readout.kind = info.kind;
    if (!info.value.empty())
        system.readout.value = Vector::Constant(1, info.value == "cap" ? 30.0 : 0.25);
    return system;
}

double value_of(const System& system) {
    return system.readout.value.size() > 0 ? system.readout.value[0] : 0;
}

} // namespace

TEST_CASE("every φ of the table has a kernel that keeps seven digits of each number", "[engine][kernels]") {
    std::vector<double> given;
    for (double x = 1e-6; x < 80; x *= 1.07)
        for (const double sign : {1, -1})
            given.push_back(sign * x);
    given.push_back(0);
    for (const Level level : levels_here())
        for (const ReadoutInfo& info : readout_table) {
            const System system = with_readout(info);
            const auto finish = readout_of_row(system, 0, 0);
            REQUIRE(finish.has_value());
            std::vector<float> x(given.begin(), given.end());
            const std::vector<float> exact = x;
            x.resize((x.size() + panel - 1) / panel * panel);
            kernels_of(level).rows.finish(finish->readout, x.data(), static_cast<Size>(x.size()), finish->offset, 1);
            for (std::size_t k = 0; k < given.size(); ++k) {
                const double expected = apply_readout(info.kind, static_cast<double>(exact[k]), value_of(system));
                // What an exponential is taken of has seven digits itself.
                const double grows = info.value == "cap"    ? 1 + value_of(system)
                                     : info.value == "bias" ? 1 + std::abs(given[k])
                                                            : 1;
                CAPTURE(level_id(level), info.id, exact[k]);
                CHECK(std::abs(x[k] - expected) <= 4e-7 * grows * std::abs(expected) + 1e-36);
            }
        }
}

TEST_CASE("φ of what is not a number, and of no gate at all", "[engine][kernels]") {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    for (const Level level : levels_here())
        for (const ReadoutInfo& info : readout_table) {
            const System system = with_readout(info);
            const auto finish = readout_of_row(system, 0, 0);
            std::vector<float> x(panel, std::numeric_limits<float>::quiet_NaN());
            x[1] = -infinity;
            x[2] = infinity;
            kernels_of(level).rows.finish(finish->readout, x.data(), panel, finish->offset, 1);
            CAPTURE(level_id(level), info.id);
            CHECK(std::isnan(x[0]));
            CHECK(x[1] == static_cast<float>(apply_readout(info.kind, -HUGE_VAL, value_of(system))));
            CHECK(x[2] == static_cast<float>(apply_readout(info.kind, HUGE_VAL, value_of(system))));
        }
}

TEST_CASE("a cap too high for single precision is left to double", "[engine][kernels]") {
    System system;
    system.readout.kind = ReadoutKind::softcap_exp;
    system.readout.value = Vector::Constant(1, 500.0);
    CHECK_FALSE(readout_of_row(system, 0, 0).has_value());
}
