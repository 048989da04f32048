// The document: snapshots and its undo steps.
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"

#include <QSignalSpy>

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("changes of one gesture are one undo step", "[gui][document]") {
    DesignDocument document(small_workspace());
    QSignalSpy changed(&document, &DesignDocument::designChanged);
    const DesignPtr before = document.design();
    const int drag = document.begin_gesture();
    for (int k = 1; k <= 20; ++k)
        document.set_parameter("decay", 0.5 + 0.01 * k, drag);
    CHECK(changed.count() == 20);
    CHECK(document.undo_stack().count() == 1);
    CHECK(document.undo_stack().undoText() == "set decay");
    CHECK(before->parameters[0].value == 0.5); // the old snapshot is untouched
    document.undo_stack().undo();
    CHECK(*document.design() == *before);
    document.undo_stack().redo();
    CHECK(document.design()->parameters[0].value == Approx(0.7));

    document.set_parameter("decay", 0.9, document.begin_gesture());
    CHECK(document.undo_stack().count() == 2);
}

TEST_CASE("a drag that ends where it began leaves no step", "[gui][document]") {
    DesignDocument document(small_workspace());
    const int drag = document.begin_gesture();
    document.set_parameter("decay", 0.8, drag);
    document.set_parameter("decay", 0.5, drag);
    CHECK(document.undo_stack().count() == 0);
    CHECK_FALSE(document.is_modified());
}

TEST_CASE("scene and design share one history", "[gui][document]") {
    DesignDocument document(small_workspace());
    Scene scene = *document.scene();
    scene.length = 33;
    document.set_scene(scene, "set the length");
    document.set_parameter("decay", 0.9);
    document.undo_stack().undo();
    CHECK(document.scene()->length == 33);
    CHECK(document.design()->parameters[0].value == 0.5);
    document.undo_stack().undo();
    CHECK(document.scene()->length == 16);
    CHECK_FALSE(document.is_modified());
}
