#include "core/design/evolution_fields.hpp"

#include "core/base/types.hpp"

#include <algorithm>

namespace alphascope {

std::vector<EvolutionField> evolution_fields(EvolutionKind& kind) {
    using Fields = std::vector<EvolutionField>;
    return std::visit(
        Overloaded{
            [](IdentityEvolution&) { return Fields{}; },
            [](ScalarEvolution& e) {
                return Fields{{"log", "log a_i, 0 keeps, negative forgets", nullptr, &e.log},
                              {"factor", "a_i itself, any sign", nullptr, &e.factor}};
            },
            [](DiagonalEvolution& e) {
                return Fields{{"log", "log of each channel's factor; complex for oscillating modes", nullptr, &e.log},
                              {"factor", "each channel's factor itself, any sign", nullptr, &e.factor}};
            },
            [](RotationEvolution& e) {
                return Fields{{"angle", "angle per pair in radians, over axis pair", &e.angle},
                              {"log_modulus", "log of the common factor", nullptr, &e.log_modulus}};
            },
            [](BlocksEvolution& e) {
                return Fields{
                    {"a", "x to x", &e.a}, {"b", "y to x", &e.b}, {"c", "x to y", &e.c}, {"d", "y to y", &e.d}};
            },
            [](HouseholderEvolution& e) {
                return Fields{{"log_gate", "log of the decay, scalar or per channel", nullptr, &e.log_gate},
                              {"beta", "strength: 0 keeps, 1 erases, 2 reflects", &e.beta},
                              {"key", "direction that is erased and written", &e.key},
                              {"read", "direction that is read; the key when left out", nullptr, &e.read}};
            },
            [](LowRankEvolution& e) {
                return Fields{{"d", "diagonal part", &e.d},
                              {"u", "where the rank-one part writes", &e.u},
                              {"v", "what the rank-one part reads", &e.v}};
            },
            [](DenseEvolution& e) {
                return Fields{{"matrix", "over axes state (row) and from (column)", &e.matrix}};
            },
            [](ConvolutionEvolution& e) {
                return Fields{{"kernel", "over axis time: entry l is lag l", &e.kernel}};
            },
            [](LevelMergeEvolution& e) {
                return Fields{{"log", "log of the common decay", nullptr, &e.log},
                              {"levels", "how many parts the state is a stack of", &e.levels}};
            },
        },
        kind);
}

std::optional<EvolutionKind> make_evolution_kind(std::string_view id) {
    static const std::array<EvolutionKind, evolution_kind_ids.size()> kinds{
        IdentityEvolution{},    ScalarEvolution{},  DiagonalEvolution{}, RotationEvolution{},    BlocksEvolution{},
        HouseholderEvolution{}, LowRankEvolution{}, DenseEvolution{},    ConvolutionEvolution{}, LevelMergeEvolution{}};
    const auto found = std::find(evolution_kind_ids.begin(), evolution_kind_ids.end(), id);
    if (found == evolution_kind_ids.end())
        return std::nullopt;
    return kinds[static_cast<std::size_t>(found - evolution_kind_ids.begin())];
}

} // namespace alphascope
