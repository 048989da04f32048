// Oracle: A_i written out as a dense matrix from the definitions in system.hpp, entry by entry.
#include "core/engine/example_systems.hpp"
#include "core/system/step_algebra.hpp"
#include "core/system/step_eigenvalues.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/SVD>

using namespace alphascope;

namespace {

Matrix dense_inner(const Steps& steps, Index i) {
    const Index n = inner_size(steps);
    Matrix a = Matrix::Zero(n, n);
    const auto row = [i](const auto& m) { return m.rows() == 1 ? Index{0} : i; };
    if (std::holds_alternative<IdentitySteps>(steps))
        a.setIdentity();
    else if (const auto* s = std::get_if<ScalarSteps>(&steps))
        for (Index m = 0; m < n; ++m)
            a(m, m) = s->sign[row(s->sign)] * std::exp(s->log_a[row(s->log_a)]);
    else if (const auto* d = std::get_if<DiagonalSteps>(&steps))
        for (Index m = 0; m < n; ++m)
            a(m, m) = d->sign(row(d->sign), m) * std::exp(d->log_a(row(d->log_a), m));
    else if (const auto* r = std::get_if<RotationSteps>(&steps))
        for (Index m = 0; m < n / 2; ++m) {
            const Complex mode = std::exp(Complex(r->log_modulus(row(r->angle), m), r->angle(row(r->angle), m)));
            a(2 * m, 2 * m) = a(2 * m + 1, 2 * m + 1) = mode.real(); // (x + iy) mode
            a(2 * m, 2 * m + 1) = -mode.imag();
            a(2 * m + 1, 2 * m) = mode.imag();
        }
    else if (const auto* b = std::get_if<BlockSteps>(&steps))
        for (Index m = 0; m < n / 2; ++m)
            for (Index e = 0; e < 4; ++e)
                a(2 * m + e / 2, 2 * m + e % 2) = b->a(row(b->a), 4 * m + e);
    else if (const auto* l = std::get_if<LowRankSteps>(&steps))
        for (Index x = 0; x < n; ++x)
            for (Index y = 0; y < n; ++y) {
                double uv = 0;
                for (Index k = 0; k < l->rank; ++k)
                    uv += l->u(row(l->u), k * n + x) * l->v(row(l->v), k * n + y);
                const double decay = l->d(row(l->d), y);
                a(x, y) = l->decay_first ? ((x == y) + uv) * decay : (x == y) * decay + uv;
            }
    else if (const auto* full = std::get_if<DenseSteps>(&steps))
        for (Index e = 0; e < n * n; ++e)
            a(e / n, e % n) = full->a(row(full->a), e);
    else if (const auto* merge = std::get_if<LevelMergeSteps>(&steps)) {
        // Row by row: which levels does each level take over at step i (i > 0: bits of i below its lowest set one)?
        Index lowest = 0;
        while (i > 0 && (i >> lowest) % 2 == 0)
            ++lowest;
        for (Index x = 0; x < n; ++x)
            for (Index y = 0; y < n; ++y) {
                const Index to = x / merge->part(), from = y / merge->part();
                const bool kept = i == 0 || from > lowest;
                a(x, y) = x % merge->part() != y % merge->part() ? 0.0 : to == (kept ? from : lowest + 1);
            }
        a *= std::exp(merge->log_a[merge->log_a.size() == 1 ? 0 : i]);
    }
    return a;
}

Matrix dense_of(const System& system, Index i) {
    const Matrix p = dense_inner(system.steps, i);
    if (!system.delay)
        return p;
    const Index n = p.rows();
    Matrix a = Matrix::Zero(2 * n, 2 * n), carry = Matrix::Zero(n, n);
    for (Index m = 0; m < n; ++m)
        carry(m, m) =
            system.delay->carry(system.delay->carry.rows() == 1 ? 0 : i, system.delay->carry.cols() == 1 ? 0 : m);
    a.topLeftCorner(n, n) = p;
    a.topRightCorner(n, n) = system.delay->through_inner ? Matrix(carry * p) : carry;
    return a;
}

System with_delay(System system, bool through, Index carry_columns) {
    const Index n = inner_size(system.steps), length = system.length();
    system.delay = Delay{Matrix::Random(length, carry_columns == 1 ? 1 : n), through};
    system.b = Matrix::Random(length, 2 * n);
    system.q = Matrix::Random(length, 2 * n);
    return system;
}

void check_against(const System& system, Index i) {
    const Matrix a = dense_of(system, i);
    const Index n = a.rows();
    const Matrix h = Matrix::Random(n, 5);
    Matrix applied = h, transposed = h;
    apply_step(system, i, applied);
    apply_step_transposed(system, i, transposed);
    CHECK((applied - a * h).cwiseAbs().maxCoeff() < 1e-14);
    CHECK((transposed - a.transpose() * h).cwiseAbs().maxCoeff() < 1e-14);
    CHECK((step_matrix(system, i) - a).cwiseAbs().maxCoeff() < 1e-15);

    const ComplexVector values = step_eigenvalues(system, i);
    REQUIRE(values.size() == n);
    Matrix power = Matrix::Identity(n, n);
    for (int k = 1; k <= 3; ++k) {
        power = power * a;
        const Complex sum = values.array().pow(k).sum();
        CHECK(std::abs(sum - power.trace()) < 1e-12 * static_cast<double>(n));
    }
    const double norm = Eigen::JacobiSVD<Eigen::MatrixXd>(a).singularValues()[0];
    CHECK(step_norm(system, i) == Approx(norm).epsilon(1e-12));
}

} // namespace

TEST_CASE("applying, transposing, eigenvalues and norm of a step agree with its dense matrix", "[system]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    if (kind == "convolution")
        return; // its state is the lag; see below
    const Gates gates = GENERATE(Gates::usual, Gates::extreme);
    const Index n = GENERATE(2, 8);
    CAPTURE(kind, n);
    const System system = example_system(kind, 6, n, gates, 3);
    for (const Index i : {1, 2, 5})
        check_against(system, i);
    if (!system.delay)
        for (const bool through : {false, true})
            for (const Index columns : {1, 2})
                check_against(with_delay(system, through, columns), 4);
}

TEST_CASE("steps of one coordinate work", "[system]") {
    const std::string kind = GENERATE("identity", "scalar", "diagonal", "low_rank", "delta", "dense");
    CAPTURE(kind);
    check_against(example_system(kind, 3, 1), 2);
}

TEST_CASE("isotropic decay with more factors than a step has coordinates", "[system]") {
    System system = example_system("identity", 3, 2);
    system.steps =
        LowRankSteps{Matrix::Constant(1, 2, 0.9), Matrix::Random(3, 6), Matrix::Random(3, 6), 3, GENERATE(false, true)};
    check_against(system, 1);
}

TEST_CASE("I − β k kᵀ has the eigenvalue 1 (n − 1 times) and 1 − β, norm max(1, |1 − β|)", "[system]") {
    const double beta = GENERATE(0.0, 0.5, 1.0, 2.0, 2.5);
    const Vector k = Vector::Random(5).normalized();
    System system = example_system("identity", 2, 5);
    system.steps = LowRankSteps{Matrix::Ones(1, 5), -beta * k.transpose(), k.transpose(), 1, false};
    CHECK(eigenvalue_form(system).method == EigenvalueForm::Method::closed_form);
    const ComplexVector values = step_eigenvalues(system, 1);
    int others = 0;
    for (Index m = 0; m < 5; ++m)
        if (std::abs(values[m] - 1.0) > 1e-12) {
            ++others;
            CHECK(std::abs(values[m] - (1 - beta)) < 1e-12);
        }
    CHECK(others == (beta == 0 ? 0 : 1));
    CHECK(step_norm(system, 1) == Approx(std::max(1.0, std::abs(1 - beta))));
}

TEST_CASE("two reflections at 60° are a rotation by ±120° whose cube is I", "[system]") {
    const double pi = std::acos(-1.0);
    const Eigen::Vector2d k1(1, 0), k2(std::cos(pi / 3), std::sin(pi / 3));
    // H2 H1 = I − 2 k1 k1ᵀ − 2 k2 k2ᵀ + 4 (k2·k1) k2 k1ᵀ = I + U Vᵀ with V = (k1, k2).
    Matrix u(1, 4), v(1, 4);
    v << k1.transpose(), k2.transpose();
    u << (-2 * k1 + 4 * k2.dot(k1) * k2).transpose(), -2 * k2.transpose();
    System system = example_system("identity", 2, 2);
    system.steps = LowRankSteps{Matrix::Ones(1, 2), u, v, 2, false};
    const ComplexVector values = step_eigenvalues(system, 1);
    for (Index m = 0; m < 2; ++m)
        CHECK(std::abs(std::abs(std::arg(values[m])) - 2 * pi / 3) < 1e-12);
    const Matrix a = step_matrix(system, 1);
    CHECK((a * a * a - Matrix::Identity(2, 2)).cwiseAbs().maxCoeff() < 1e-14);
}

TEST_CASE("per-channel decay with a rank-one erase of one sign has exactly real eigenvalues", "[system]") {
    System system = example_system("low_rank", 4, 8);
    CHECK(eigenvalue_form(system).method == EigenvalueForm::Method::secular);
    CHECK(step_eigenvalues(system, 2).imag().cwiseAbs().maxCoeff() == 0);
    check_against(system, 2);
}

TEST_CASE("a convolution is nilpotent: eigenvalues 0, norm 1", "[system]") {
    const System system = example_system("convolution", 5, 3);
    CHECK(step_eigenvalues(system, 1).cwiseAbs().maxCoeff() == 0);
    CHECK(step_norm(system, 1) == 1);
}

TEST_CASE("a step that is not finite has eigenvalues and norm that say so", "[system]") {
    System system = example_system("dense", 3, 3);
    std::get<DenseSteps>(system.steps).a(1, 4) = std::numeric_limits<double>::infinity();
    CHECK(std::isnan(step_eigenvalues(system, 1)[0].real()));
    CHECK(std::isnan(step_norm(system, 1)));
}
