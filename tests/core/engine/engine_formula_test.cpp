// φ and η as formulas: the same map as the formula typed in C++.
#include "core/engine/example_systems.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using namespace alphascope::test;

namespace {

ScalarProgram compiled(const std::string& text, const std::vector<std::string>& inputs) {
    const auto expression = parse_expression(text);
    REQUIRE(expression);
    const auto program = ScalarProgram::compile(*expression, inputs);
    REQUIRE(program);
    return *program;
}

/// φ(i, s) and η(i, Σ φ, Σ |φ|, max φ).
using Phi = std::function<double(Index, double)>;
using Eta = std::function<double(Index, double, double, double)>;

void check(const System& system, const Phi& phi, const Eta& eta) {
    const Matrix scores = naive_scores(system);
    Matrix expected = Matrix::Zero(scores.rows(), scores.cols());
    for (Index i = 0; i < scores.rows(); ++i) {
        double sum = 0, abs_sum = 0, max = -std::numeric_limits<double>::infinity();
        for (Index j = 0; j <= i; ++j)
            if (kept(system, i, j)) {
                const double p = expected(i, j) = phi(i, scores(i, j));
                sum += p;
                abs_sum += std::abs(p);
                max = std::max(max, p);
            }
        expected.row(i) /= eta(i, sum, abs_sum, max);
    }
    CHECK(relative_error(map_of(*make_reference_engine(), system), expected) < 1e-12);
    CHECK(relative_error(map_of(*make_cpu_engine(), system), expected) < 1e-6);
}

} // namespace

TEST_CASE("φ may be a formula in the score and numbers of the row", "[engine]") {
    System system = example_system("diagonal", 70, 4);
    system.window = GENERATE(0, 11);
    system.readout.kind = ReadoutKind::formula;
    system.readout.formula = compiled("tanh(score / width) + 2", {"score", "width"}); // φ(0) ≠ 0: the mask acts after
    system.readout.row_inputs =
        GENERATE(true, false) ? Matrix(Vector::LinSpaced(70, 0.5, 2)) : Matrix::Constant(1, 1, 0.7);
    const Matrix width = system.readout.row_inputs;
    system.normaliser.kind = NormaliserKind::sum;
    check(
        system, [&](Index i, double s) { return std::tanh(s / width(width.rows() == 1 ? 0 : i, 0)) + 2; },
        [](Index, double sum, double, double) { return sum; });
}

TEST_CASE("η may be a formula in the statistics and numbers of the row", "[engine]") {
    System system = example_system("low_rank", 70, 4);
    system.normaliser.kind = NormaliserKind::formula;
    system.normaliser.formula =
        compiled("max(abs(row_sum), 1) + 0.1 * row_abs_sum * scale", {"row_sum", "row_abs_sum", "row_max", "scale"});
    system.normaliser.row_inputs = Vector::LinSpaced(70, 1, 3);
    const Matrix scale = system.normaliser.row_inputs;
    check(
        system, [](Index, double s) { return s; },
        [&](Index i, double sum, double abs_sum, double) {
            return std::max(std::abs(sum), 1.0) + 0.1 * abs_sum * scale(i, 0);
        });
}

TEST_CASE("exp under a formula η is exp itself: no row maximum is taken off", "[engine]") {
    System system = example_system("identity", 40, 4);
    system.readout.kind = ReadoutKind::exp;
    system.normaliser.kind = NormaliserKind::formula;
    system.normaliser.formula = compiled("row_max + 1", {"row_sum", "row_abs_sum", "row_max"});
    check(
        system, [](Index, double s) { return std::exp(s); }, [](Index, double, double, double max) { return max + 1; });
    const auto prepared = make_cpu_engine()->prepare(std::make_shared<const System>(system), {}).value();
    CHECK(prepared->row_statistics({0, 40}, {}).value().shift.cwiseAbs().maxCoeff() == 0);
}
