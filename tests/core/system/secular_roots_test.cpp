#include "core/base/random.hpp"
#include "core/system/secular_roots.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <string>

using namespace alphascope;

namespace {

Vector numbers(std::uint64_t seed, std::string_view label, Index n) {
    const RandomStream stream(seed, label);
    return Vector::NullaryExpr(n, [&](Index k) { return stream.uniform(static_cast<std::uint64_t>(k)); });
}

struct Case {
    std::string name;
    Vector d, w;
};

// Random ones and all that makes poles and roots meet.
std::vector<Case> cases(Index n, std::uint64_t seed) {
    const Vector d = numbers(seed, "d", n), w = numbers(seed, "w", n), none = Vector::Zero(n);
    const Vector tiny = (-40 * numbers(seed, "tiny", n)).array().exp();
    Vector pairs = d, sparse = w, mixed = tiny;
    for (Index k = 0; k < n; ++k) {
        pairs[k] = d[k / 2];
        sparse[k] = k % 3 ? 0 : w[k];
        mixed[k] = k % 2 ? 0 : tiny[k];
    }
    return {{"random", d, w},
            {"signs", d.array() - 0.5, w},
            {"equal poles", Vector::Constant(n, 0.9), w},
            {"poles in pairs", pairs, w},
            {"poles next to each other", 0.9 + 1e-14 * d.array(), w},
            {"close poles", 0.9 + 1e-9 * d.array(), w},
            {"no weight", d, none},
            {"some weights zero", d, sparse},
            {"tiny weights", d, tiny},
            {"tiny weights and pairs", pairs, mixed},
            {"large weights", d, 1e6 * w},
            {"poles at zero", none, w},
            {"poles at zero and one", d.array().round(), w},
            {"decays over 17 decades", tiny, w},
            {"everything zero", none, none}};
}

} // namespace

TEST_CASE("secular roots are the eigenvalues of the symmetric matrix", "[system]") {
    const Index n = GENERATE(1, 2, 3, 7, 8, 9, 32, 61);
    const auto seed = GENERATE(1u, 2u, 3u);
    SecularRoots solver;
    for (const Case& c : cases(n, seed)) {
        CAPTURE(c.name, n, seed);
        const Vector z = c.w.cwiseSqrt();
        const Eigen::MatrixXd a = Eigen::MatrixXd(c.d.asDiagonal()) - z * z.transpose();
        const Vector expected = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a, Eigen::EigenvaluesOnly).eigenvalues();
        const double scale = std::max(c.d.cwiseAbs().maxCoeff(), c.w.sum());
        const Vector roots = solver.all(c.d.data(), c.w.data(), n);
        REQUIRE(roots.size() == n);
        CHECK((roots - expected).cwiseAbs().maxCoeff() <= 1e-14 * scale * std::sqrt(n));
        const auto [lowest, highest] = solver.extremes(c.d.data(), c.w.data(), n);
        CHECK(lowest == roots[0]);
        CHECK(highest == roots[n - 1]);
    }
}

TEST_CASE("roots next to a pole keep the digits of their distance", "[system]") {
    // 1 = 1e−20 / −x + ½ / (1 − x): next to 0 the last term is ½, so −x = 2e−20; the other root is ½ nearly.
    const Vector d = (Vector(2) << 0, 1).finished(), w = (Vector(2) << 1e-20, 0.5).finished();
    SecularRoots solver;
    const Vector roots = solver.all(d.data(), w.data(), 2);
    CHECK(roots[0] / -2e-20 == Approx(1).epsilon(1e-12));
    CHECK(roots[1] == Approx(0.5).epsilon(1e-15));
}

TEST_CASE("secular roots of what is not finite are not numbers", "[system]") {
    const double bad = GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
    Vector d = Vector::Ones(3), w = Vector::Ones(3);
    (GENERATE(false, true) ? d : w)[1] = bad;
    SecularRoots solver;
    CHECK(solver.all(d.data(), w.data(), 3).array().isNaN().all());
    CHECK(std::isnan(solver.extremes(d.data(), w.data(), 3).first));
}
