#pragma once
// A small design with one parameter, on a small scene.

#include "core/base/resources.hpp"
#include "ui/document/design_document.hpp"

namespace alphascope::ui {

inline Workspace small_workspace() {
    const auto formula = [](const char* text) { return parse_expression(text).value(); };
    Design design;
    design.id = "small";
    design.name = "Small";
    design.parameters = {{.name = "decay", .value = 0.5, .minimum = 0, .maximum = 1, .help = "how fast it forgets"}};
    design.signals = {{.name = "q", .axes = {"head", "time", "state"}, .role = Role::query},
                      {.name = "k", .axes = {"head", "time", "state"}, .role = Role::key},
                      {.name = "v", .axes = {"head", "time", "value"}, .role = Role::value},
                      {.name = "b", .axes = {"head", "time"}, .role = Role::step}};
    design.evolution.kind = ScalarEvolution{.log = formula("-decay * b")};
    design.write = formula("k / sqrt(n)");
    design.read = formula("q");
    Scene scene;
    scene.length = 16;
    scene.heads = 2;
    scene.state = 4;
    return {snapshot(std::move(design)), snapshot(std::move(scene)), {}};
}

} // namespace alphascope::ui
