// A scripted drag: moves a decay slider 120 times and prints how long until each picture was painted. Built with the
// tests, run by hand: it asserts nothing.
#include "app/engines.hpp"
#include "core/base/free_memory.hpp"
#include "core/design/presets.hpp"
#include "ui/editor/parameter_row.hpp"
#include "ui/main_window/main_window.hpp"

#include <QApplication>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace alphascope;

namespace {

/// A gated delta rule whose gate a parameter shifts, on 512 random tokens with 32 state numbers.
Workspace dragged_workspace() {
    Design design = preset("gated_delta_rule").value();
    design.parameters.push_back({.name = "shift_by", .value = 0, .minimum = -2, .maximum = 0, .help = {}});
    design.let.push_back({"shifted", parse_expression("g + shift_by").value()});
    std::get<HouseholderEvolution>(design.evolution.kind).log_gate = parse_expression("shifted").value();
    Scene scene;
    scene.length = 512;
    scene.state = 32;
    return {snapshot(std::move(design)), snapshot(std::move(scene)), {}};
}

} // namespace

int main(int argc, char** argv) {
    keep_freed_memory(); // as the program does
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setStyle("Fusion");
    ui::MainWindow window(dragged_workspace(), std::make_shared<const EngineRegistry>(make_engines()));
    window.show();
    if (!QTest::qWaitForWindowExposed(&window) || !QTest::qWaitFor([&] { return window.is_settled(); }, 60000))
        return 1;
    auto* slider = window.findChild<ui::ParameterSlider*>("shift_by");
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(20, y));
    std::vector<double> frames;
    for (int k = 0; k < 120; ++k) {
        const auto before = window.picture();
        const auto begin = std::chrono::steady_clock::now();
        slider->setValue(slider->minimum() + 8 * (k + 1));
        if (!QTest::qWaitFor([&] { return window.picture() != before; }, 10000))
            return 1;
        window.repaint();
        frames.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(200, y));
    window.document().undo_stack().setClean();
    std::sort(frames.begin(), frames.end());
    std::printf("L 512, n 32, engine %s: median %.1f ms, worst %.1f ms of %zu frames\n",
                window.picture()->engine.c_str(), frames[frames.size() / 2], frames.back(), frames.size());
    return 0;
}
