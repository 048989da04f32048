#include "core/system/low_rank_norm.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/SVD>

#include <cmath>
#include <random>

using namespace alphascope;

namespace {

// Draws of one seed, the same everywhere.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : bits_(seed) {}
    double uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
    int whole(int low, int high) { return low + static_cast<int>(uniform() * (high - low + 1)); }
    double normal() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(6.283185307179586 * uniform()); }

private:
    std::mt19937_64 bits_;
};

struct Step {
    Vector d;
    Matrix u, v;
    int decays, factors;
};

// Decays: any, one, some zero, few values, nearly equal, of both signs, next to 1. Factors: any, parallel, unit keys
// with β in [0, 2], sparse, tiny, over many decades, reflections; repeated ones among them; both orders.
Step draw(Draws& draws) {
    const int n = draws.whole(2, 33), rank = draws.whole(1, 3);
    Step s{Vector(n), Matrix(rank, n), Matrix(rank, n), draws.whole(0, 6), draws.whole(0, 6)};
    for (double& d : s.d) {
        const double x = draws.uniform();
        const double kinds[] = {x,
                                0.9,
                                x < 0.3 ? 0.0 : x,
                                0.1 + 0.25 * draws.whole(0, 3),
                                0.8 + 1e-13 * draws.whole(0, 5) + (x < 0.5 ? 0 : 1e-7 * x),
                                x < 0.5 ? -2 * x : x,
                                1 - 1e-9 * x};
        d = kinds[s.decays];
    }
    for (int r = 0; r < rank; ++r) {
        for (int k = 0; k < n; ++k) {
            s.u(r, k) = draws.normal();
            s.v(r, k) = draws.normal();
            if (s.factors == 3) {
                s.u(r, k) *= draws.uniform() < 0.3;
                s.v(r, k) *= draws.uniform() < 0.3;
            } else if (s.factors == 5) {
                s.u(r, k) *= std::pow(10, -8 * draws.uniform());
                s.v(r, k) *= std::pow(10, -8 * draws.uniform());
            }
        }
        if (s.factors == 1)
            s.v.row(r) = draws.normal() * s.u.row(r);
        if (s.factors == 2 || s.factors == 6) {
            s.v.row(r).normalize();
            s.u.row(r) = -(s.factors == 6 ? 2 : 2 * draws.uniform()) * s.v.row(r);
        }
        if (s.factors == 4)
            s.u.row(r) *= std::pow(10, -12 * draws.uniform());
        if (r > 0 && draws.uniform() < 0.3) {
            s.u.row(r) = s.u.row(0);
            s.v.row(r) = s.v.row(0);
        }
    }
    if (draws.whole(0, 1) == 1)
        s.v = s.v * s.d.asDiagonal();
    if (draws.whole(0, 19) == 0) { // squares leave the range of numbers
        s.d *= 1e-170;
        s.u *= 1e-120;
        s.v *= 1e-50;
    }
    return s;
}

} // namespace

TEST_CASE("the norm of any low-rank step is the largest singular value of its matrix", "[system]") {
    Draws draws(9);
    for (int k = 0; k < 5000; ++k) {
        const Step s = draw(draws);
        const Eigen::MatrixXd a = Eigen::MatrixXd(s.d.asDiagonal()) + s.u.transpose() * s.v;
        const double expected = Eigen::JacobiSVD<Eigen::MatrixXd>(a).singularValues()[0];
        CAPTURE(k, s.d.size(), s.u.rows(), s.decays, s.factors);
        REQUIRE(std::abs(low_rank_norm(s.d, s.u, s.v) - expected) <= 1e-11 * expected);
    }
}

TEST_CASE("the norm of nothing is 0, of what is not a number none", "[system]") {
    const Vector none = Vector::Zero(9);
    const Matrix zeros = Matrix::Zero(2, 9);
    CHECK(low_rank_norm(none, zeros, zeros) == 0);
    CHECK(low_rank_norm(Vector::Constant(9, -0.5), zeros, zeros) == 0.5);
    Vector bad = none;
    bad[3] = std::numeric_limits<double>::infinity();
    CHECK(std::isnan(low_rank_norm(bad, zeros, zeros)));
}
