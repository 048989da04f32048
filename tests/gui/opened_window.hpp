#pragma once
// The whole window, opened and settled.

#include "app/engines.hpp"
#include "core/base/resources.hpp"
#include "core/workspace/workspace.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/status_line.hpp"

#include <QApplication>
#include <QTest>

namespace alphascope::ui {

/// What the program starts with.
inline Workspace first_light() {
    return workspace_from_json(resource("examples/first_light.json").value()).value();
}

/// A window on the small design, with its first picture.
struct Opened {
    MainWindow window;
    explicit Opened(Workspace start = small_workspace())
        : window(std::move(start), std::make_shared<const EngineRegistry>(make_engines())) {
        window.show();
        REQUIRE(QTest::qWaitForWindowExposed(&window));
        settle();
        REQUIRE(window.picture() != nullptr);
    }
    ~Opened() { window.document().undo_stack().setClean(); } // no question on closing
    void settle() { // twice: a picture's texts may move a splitter, which asks for another size of map
        for (int round = 0; round < 2; ++round) {
            REQUIRE(QTest::qWaitFor([&] { return window.is_settled(); }, 30000));
            QApplication::processEvents();
        }
        REQUIRE(QTest::qWaitFor([&] { return window.is_settled(); }, 30000));
    }
    template <class Control> Control* find(const char* name) {
        auto* control = window.findChild<Control*>(name);
        REQUIRE(control != nullptr);
        return control;
    }
    QString message() { return window.findChild<StatusLine*>("status")->text(); }
};

} // namespace alphascope::ui
