#include "core/engine/example_systems.hpp"

#include "core/base/random.hpp"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>

namespace alphascope {
namespace {

struct Source {
    Index length, state;
    Gates gates;
    std::uint64_t seed;

    Matrix normal(std::string_view label, Index rows, Index cols, double scale = 1) const {
        const RandomStream stream(seed, label);
        Matrix m(rows, cols);
        for (Index k = 0; k < m.size(); ++k)
            m.data()[k] = scale * stream.normal(k);
        return m;
    }
    Matrix unit(std::string_view label, Index rows, Index cols) const {
        Matrix m = normal(label, rows, cols);
        m.rowwise().normalize();
        return m;
    }
    Matrix uniform(std::string_view label, Index rows, Index cols) const {
        const RandomStream stream(seed, label);
        Matrix m(rows, cols);
        for (Index k = 0; k < m.size(); ++k)
            m.data()[k] = stream.uniform(k);
        return m;
    }
    Matrix log_decay(Index rows, Index cols) const {
        Matrix m = uniform("decay", rows, cols);
        for (Index k = 0; k < m.size(); ++k) {
            double& x = m.data()[k];
            if (gates == Gates::usual || x > 0.5)
                x = std::log(1 - 0.5 * x * x);
            else // mostly next to 1, so that something is left to compare
                x = x < 0.01 ? -std::numeric_limits<double>::infinity() : x < 0.05 ? std::log(1e-6) : std::log1p(-1e-7);
        }
        return m;
    }
    Matrix sign(Index rows, Index cols) const {
        return uniform("sign", rows, cols).unaryExpr([](double x) { return x < 0.1 ? -1.0 : 1.0; });
    }
    Matrix step_size() const { return uniform("beta", length, 1); }
};

Steps scalar(const Source& s) {
    return ScalarSteps{s.state, s.log_decay(s.length, 1), s.sign(s.length, 1)};
}
Steps diagonal(const Source& s, Index rows) {
    return DiagonalSteps{s.log_decay(rows, s.state), s.sign(rows, s.state)};
}
Steps rotation(const Source& s) {
    return RotationSteps{s.log_decay(s.length, s.state / 2), s.normal("angle", s.length, s.state / 2)};
}
Steps blocks(const Source& s) {
    // Contractions: a random 2×2 matrix over its Frobenius norm, times the decay.
    Matrix a = s.normal("blocks", s.length, 2 * s.state);
    const Matrix decay = s.log_decay(s.length, s.state / 2).array().exp();
    for (Index i = 0; i < a.rows(); ++i)
        for (Index m = 0; m < s.state / 2; ++m)
            a.row(i).segment(4 * m, 4) *= 1.2 * decay(i, m) / a.row(i).segment(4 * m, 4).norm();
    return BlockSteps{a};
}
/// diag(d) (I − β k kᵀ), read first.
Steps delta(const Source& s, const Matrix& gate) {
    const Matrix k = s.unit("key", s.length, s.state);
    const Vector scale = s.step_size().col(0).cwiseProduct(gate.col(0));
    return LowRankSteps{gate.replicate(1, s.state), -(scale.asDiagonal() * k), k, 1, false};
}
Steps low_rank(const Source& s) {
    const Matrix k = s.unit("key", s.length, s.state), a = s.uniform("rate", s.length, s.state);
    const Matrix decay = s.log_decay(s.length, s.state).array().exp();
    return LowRankSteps{decay, -k.cwiseProduct(a).cwiseProduct(decay), k, 1, false};
}
Steps low_rank_2(const Source& s) {
    Matrix u(s.length, 2 * s.state), v(s.length, 2 * s.state);
    v << s.unit("key", s.length, s.state), s.unit("key 2", s.length, s.state);
    u = -0.5 * v;
    return LowRankSteps{s.log_decay(s.length, s.state).array().exp(), u, v, 2, true};
}
Steps dense(const Source& s) {
    Matrix a = s.normal("dense", s.length, s.state * s.state, 0.45 / std::sqrt(s.state));
    const Matrix decay = s.log_decay(s.length, 1).array().exp();
    return DenseSteps{s.state, decay.col(0).asDiagonal() * a};
}
Steps convolution(const Source& s) {
    return ConvolutionSteps{s.state, s.normal("kernel", s.length, 1)};
}

Steps level_merge(const Source& s) {
    const Index levels = levels_of(s.length);
    return LevelMergeSteps{s.state * levels, levels, s.log_decay(s.length, 1).col(0)};
}

using Build = std::function<void(const Source&, System&)>;
Build with(Steps (*steps)(const Source&)) {
    return [steps](const Source& s, System& system) { system.steps = steps(s); };
}
void delayed(const Source& s, System& system, bool through) {
    system.steps = rotation(s);
    system.delay = Delay{s.normal("carry", s.length, s.state), through};
    system.b = s.normal("write", s.length, 2 * s.state, 1 / std::sqrt(2 * s.state));
    system.q = s.normal("read", s.length, 2 * s.state);
}

const std::vector<std::pair<std::string, Build>> builders{
    {"identity", [](const Source& s, System& system) { system.steps = IdentitySteps{s.state}; }},
    {"scalar", with(scalar)},
    {"diagonal", [](const Source& s, System& system) { system.steps = diagonal(s, s.length); }},
    {"complex_diagonal", with(rotation)},
    {"blocks", with(blocks)},
    {"low_rank", with(low_rank)},
    {"dense", with(dense)},
    {"convolution", with(convolution)},
    {"level_merge",
     [](const Source& s, System& system) {
         system.steps = level_merge(s);
         const Index n = inner_size(system.steps);
         system.b = s.normal("write", s.length, n, 1 / std::sqrt(n));
         system.q = s.normal("read", s.length, n);
     }},
    {"softmax",
     [](const Source& s, System& system) {
         system.steps = IdentitySteps{s.state};
         system.readout.kind = ReadoutKind::exp;
         system.normaliser.kind = NormaliserKind::sum;
     }},
    {"delta", [](const Source& s, System& system) { system.steps = delta(s, Matrix::Ones(s.length, 1)); }},
    {"gated_delta",
     [](const Source& s, System& system) { system.steps = delta(s, s.log_decay(s.length, 1).array().exp()); }},
    {"low_rank_2", with(low_rank_2)},
    {"constant_diagonal", [](const Source& s, System& system) { system.steps = diagonal(s, 1); }},
    {"sheared",
     [](const Source& s, System& system) {
         system.steps = IdentitySteps{s.state};
         system.shear = s.log_decay(s.length, 1);
     }},
    {"delayed", [](const Source& s, System& system) { delayed(s, system, false); }},
    {"delayed_through", [](const Source& s, System& system) { delayed(s, system, true); }},
};

} // namespace

const std::vector<std::string>& example_kinds() {
    static const std::vector<std::string> kinds = [] {
        std::vector<std::string> names;
        for (const auto& [name, build] : builders)
            names.push_back(name);
        return names;
    }();
    return kinds;
}

bool needs_even_state(std::string_view kind) {
    return kind == "complex_diagonal" || kind == "blocks" || kind == "delayed" || kind == "delayed_through";
}

System example_system(const std::string& kind, Index length, Index state, Gates gates, std::uint64_t seed) {
    const Source source{length, state, gates, seed};
    System system;
    system.b = source.normal("write", length, state, 1 / std::sqrt(static_cast<double>(state)));
    system.q = source.normal("read", length, state);
    for (const auto& [name, build] : builders)
        if (name == kind) {
            build(source, system);
            return system;
        }
    assert(!"kind is one of example_kinds()");
    return system;
}

} // namespace alphascope
