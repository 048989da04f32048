// Principle 1 in numbers: how much memory a readout needs.
#include "core/analysis/row_statistics.hpp"
#include "core/language/expression.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

namespace {

Matrix whole_map(const System& system) {
    const auto prepared = make_reference_engine()->prepare(std::make_shared<System>(system), {});
    REQUIRE(prepared.has_value());
    const Range all{0, system.length()};
    const auto statistics = (*prepared)->row_statistics(all, {});
    REQUIRE(statistics.has_value());
    Matrix alpha(all.size(), all.size());
    const std::span<double> out(alpha.data(), static_cast<std::size_t>(alpha.size()));
    REQUIRE((*prepared)->tile(all, all, TileKind::alpha, &*statistics, out, {}));
    return alpha;
}

} // namespace

TEST_CASE("Hankel ranks with n = 4, L = 64: 4 for s, 10 for s², 20 for s³, all 32 for exp", "[analysis]") {
    System system = systems::with(IdentitySteps{4}, 64);
    SECTION("identity") {
        CHECK(hankel_rank(whole_map(system)) == 4);
    }
    SECTION("square") {
        system.readout.kind = ReadoutKind::square;
        CHECK(hankel_rank(whole_map(system)) == 10);
    }
    SECTION("cube") {
        const auto expression = parse_expression("score^3");
        REQUIRE(expression.has_value());
        const auto program = ScalarProgram::compile(*expression, {"score"});
        REQUIRE(program.has_value());
        system.readout.kind = ReadoutKind::formula;
        system.readout.formula = *program;
        CHECK(hankel_rank(whole_map(system)) == 20);
    }
    SECTION("exp") {
        system.readout.kind = ReadoutKind::exp;
        CHECK(hankel_rank(whole_map(system)) == 32);
    }
    SECTION("row scaling changes nothing") {
        system.normaliser.kind = NormaliserKind::position;
        CHECK(hankel_rank(whole_map(system)) == 4);
    }
}
