// Presets on inputs at the edges: closed and open gates, β at 0 and at its limit, repeated keys, scores of ±60.

#include "tests/catalogue/catalogue.hpp"
#include "tests/core/engine/naive_map.hpp"

#include <algorithm>
#include <cmath>

using namespace alphascope;
using namespace alphascope::test;

namespace {

constexpr Index length = 23;

// Edge values by what a signal is for, dealt out over the tokens between ordinary ones.
std::vector<double> edges_of(const Signal& signal) {
    switch (signal.role) {
    case Role::log_decay: return {std::log(1e-6), std::log1p(-1e-7), 0};
    case Role::decay: return {1e-6, 1 - 1e-7, 1};
    case Role::step: return {0, signal.range ? signal.range->second : 1, 1e-6};
    case Role::gate:
        if (signal.range)
            return {signal.range->first, signal.range->second};
        return {-15, 15};
    default: return {};
    }
}

TensorSet at_the_edges(const Design& design, const Realised& realised) {
    TensorSet tensors;
    for (const auto& signal : design.signals) {
        Tensor tensor = stored_as(signal.axes, realised.signals.at(signal.name));
        const auto edges = edges_of(signal);
        for (std::size_t at = 0; !edges.empty() && at < tensor.data.size(); ++at)
            if (at % 7 < edges.size())
                tensor.data[at] = edges[at % 7];
        const auto time = std::find(signal.axes.begin(), signal.axes.end(), "time");
        if (signal.role == Role::key && time != signal.axes.end()) { // the first token's key, five times
            Index inner = 1;
            for (auto k = static_cast<std::size_t>(time - signal.axes.begin()) + 1; k < tensor.shape.size(); ++k)
                inner *= tensor.shape[k];
            for (std::size_t at = 0; at < tensor.data.size(); ++at)
                if (const auto row = static_cast<Index>(at) / inner % length; row > 0 && row < 6)
                    tensor.data[at] = tensor.data[at - static_cast<std::size_t>(row * inner)];
        }
        tensors.tensors[signal.name] = std::move(tensor);
    }
    return tensors;
}

std::shared_ptr<const System> with_scores_of_60(const System& system) {
    auto scaled = std::make_shared<System>(system);
    const double largest = naive_scores(system).cwiseAbs().maxCoeff();
    if (largest > 0)
        scaled->q = 60 / largest * scaled->q;
    return scaled;
}

} // namespace

TEST_CASE("at the edges of its inputs every preset still is what its definition says", "[catalogue]") {
    const auto reference = make_reference_engine(), cpu = make_cpu_engine();
    for (const Design& design : shipped_presets()) {
        const auto usual = realise_on(design, small_scene(length, 2, 6));
        const auto realised = realise_on(design, given(at_the_edges(design, *usual), small_scene(length, 2, 6)));
        for (Index map = 0; map < realised->map_count(); ++map) {
            const auto system = *realised->system(map);
            if (!system->is_causal())
                continue; // the sum of two maps, each of which is covered
            for (const auto& tried : {system, with_scores_of_60(*system)}) {
                CAPTURE(design.id, realised->map_label(map), tried == system);
                const Matrix expected = naive_alpha(*tried);
                REQUIRE(expected.allFinite());
                CHECK(off(alpha_of(*reference, tried), expected) < 1e-11);
                CHECK(off(alpha_of(*cpu, tried), expected) < 1e-4);
            }
        }
    }
}
