// What one change of a design costs: its numbers, its prepared map, and the whole picture of a slider step. Built with
// the tests, run by hand: it asserts nothing.
#include "app/engines.hpp"
#include "core/base/free_memory.hpp"
#include "core/design/presets.hpp"
#include "core/workspace/workspace.hpp"
#include "ui/compute/show.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

using namespace alphascope;

namespace {

double milliseconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

Expression expression(const char* text) {
    return parse_expression(text).value();
}

/// A preset in which one parameter each shapes φ, η, the read and the gate.
Design changeable(const char* id, const char* gate, const std::function<std::optional<Expression>&(Design&)>& field) {
    Design design = preset(id).value();
    for (const char* name : {"by_phi", "by_eta", "by_q", "by_gate"})
        design.parameters.push_back({.name = name, .value = 0.01, .minimum = 0, .maximum = 1, .help = {}});
    design.readout = {.id = "shrink", .values = {{"threshold", expression("by_phi")}}, .formula = {}};
    design.normaliser = {.id = "abs_sum", .values = {{"epsilon", expression("by_eta")}}, .formula = {}};
    design.read = expression("q * (1 + by_q)");
    design.let.push_back({"moved", expression(gate)});
    field(design) = expression("moved");
    return design;
}

void measure(const char* name, const Design& design, Index length) {
    Scene scene;
    scene.length = length;
    scene.heads = 2;
    scene.state = 32;
    const auto engines = std::make_shared<const EngineRegistry>(make_engines());
    ui::Stages stages(engines), dragged(engines);
    ui::ShowRequest request{snapshot(Design(design)), snapshot(std::move(scene))};
    request.width = request.height = 800;
    request.dragging = true;
    for (const char* change : {"colour", "by_phi", "by_eta", "by_q", "by_gate"}) {
        std::vector<double> numbers, ready, whole;
        for (int step = 0; step < 16; ++step) {
            Design next = *request.design;
            for (auto& parameter : next.parameters)
                if (parameter.name == change)
                    parameter.value = 0.02 + 0.01 * step;
            if (change == std::string("colour"))
                request.colours = figure::ColourScale{};
            else
                request.design = snapshot(std::move(next));
            ui::RealisedPtr realised;
            const double n = milliseconds([&] { realised = stages.realised(request.design, request.scene).value(); });
            const double p = milliseconds([&] { stages.prepared(realised, 0, "auto", {}).value(); });
            const double w = milliseconds([&] { ui::show(dragged, request, {}).value(); });
            if (step == 0)
                continue; // the first one finds other arrays in memory
            numbers.push_back(n);
            ready.push_back(p);
            whole.push_back(w);
        }
        const auto median = [](std::vector<double>& times) {
            std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
            return times[times.size() / 2];
        };
        std::printf("%-18s L %6td  %-8s numbers %8.3f  prepared %8.3f  picture of a drag %8.3f ms\n", name, length,
                    change, median(numbers), median(ready), median(whole));
    }
}

} // namespace

int main() {
    keep_freed_memory(); // as the program does
    const Design delta = changeable(
        "gated_delta_rule", "g - by_gate",
        [](Design & design) -> auto& { return std::get<HouseholderEvolution>(design.evolution.kind).log_gate; });
    const Design diagonal = changeable(
        "gla", "gk - by_gate",
        [](Design & design) -> auto& { return std::get<DiagonalEvolution>(design.evolution.kind).log; });
    for (const Index length : {512, 2048, 16384}) {
        measure("gated_delta_rule", delta, length);
        measure("gla", diagonal, length);
    }
    return 0;
}
