// Keys of the whole window: commands, the order of Tab, the preset field.
#include "core/design/presets.hpp"
#include "tests/gui/typing.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QUndoStack>

#include <algorithm>

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("the preset field takes the highlighted entry, names and word beginnings first", "[gui][window]") {
    Opened test;
    auto* presets = test.find<QComboBox>("preset");
    test.window.activateWindow();
    const auto search = [&](const QString& text) {
        QTest::keyClick(&test.window, Qt::Key_P, Qt::ControlModifier);
        QTest::qWait(1);
        CHECK(presets->lineEdit()->hasSelectedText());
        QString so_far;
        for (const QChar c : text) {
            QTest::keyClick(presets, c.toLatin1());
            CHECK(presets->lineEdit()->text() == (so_far += c)); // nobody completes it
        }
    };
    search("LRU");
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(test.window.document().design()->id == "lru");
    search("Gated linear");
    auto* found = test.find<QListWidget>("preset/found");
    CHECK(found->isVisible());
    CHECK(found->currentRow() == 0);
    const QString first = found->currentItem()->data(Qt::UserRole).toString();
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(QString::fromStdString(test.window.document().design()->id) == first);
    CHECK_FALSE(found->isVisible());
    search("softmax");
    QTest::keyClick(presets, Qt::Key_Down);
    CHECK(found->currentRow() == 1);
    const QString second = found->currentItem()->data(Qt::UserRole).toString();
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(QString::fromStdString(test.window.document().design()->id) == second);
    search("nothing like it");
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(presets->lineEdit()->text() == "nothing like it");
    QTest::keyClick(presets, Qt::Key_Escape);
    CHECK(presets->lineEdit()->text().toStdString() == test.window.document().design()->name);
}

TEST_CASE("commands of the window are commands in every field", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* exports = test.find<QAction>("actionExport");
    int asked = 0;
    exports->disconnect();
    QObject::connect(exports, &QAction::triggered, &test.window, [&] { ++asked; });
    const auto check = [&](QWidget* field, const std::function<QString()>& text) {
        field->setFocus();
        const QString before = text();
        asked = 0;
        QTest::keyClick(field, Qt::Key_E, Qt::ControlModifier);
        CHECK(asked == 1);
        for (const auto key : {Qt::Key_K, Qt::Key_U, Qt::Key_3, Qt::Key_9})
            QTest::keyClick(field, key, Qt::ControlModifier);
        CHECK(text() == before);
    };
    auto* write = test.find<FormulaLine>("write");
    check(write, [&] { return write->text(); });
    auto* number = test.find<NumberField>("decay/number");
    check(number, [&] { return number->text(); });
    auto* presets = test.find<QComboBox>("preset");
    check(presets, [&] { return presets->currentText(); });
    auto* text = text_tab(test);
    put_cursor_after(text, "\"read\": ");
    check(text, [&] { return text->toPlainText(); });
    QTest::keyClick(text, Qt::Key_1, Qt::ControlModifier);
    CHECK(test.find<QTabWidget>("designTabs")->currentIndex() == 0);
}

TEST_CASE("the window starts with the focus on the map", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    CHECK(test.window.focusWidget()->objectName() == "map");
    QTest::keyClick(test.window.focusWidget(), Qt::Key_L);
    CHECK(test.find<QComboBox>("map/scale")->currentIndex() == 1);
}

namespace {

/// Where Tab (or Shift+Tab) leads from the preset field until it is there again, as names of stops.
QStringList round_of(Qt::Key key) {
    QStringList order;
    for (QWidget* at = QApplication::focusWidget(); order.isEmpty() || at->objectName() != "preset";
         at = QApplication::focusWidget()) {
        CAPTURE(order.join(" ").toStdString());
        REQUIRE(at != nullptr);
        REQUIRE(order.size() < 200);
        CHECK_FALSE(at->objectName().isEmpty());
        QRegion seen = at->visibleRegion(); // of the stop, or of what covers it from inside
        for (const auto* part : at->findChildren<QWidget*>())
            seen += part->visibleRegion();
        CAPTURE(at->objectName().toStdString());
        CHECK_FALSE(seen.isEmpty());
        CHECK_FALSE(order.contains(at->objectName()));
        order << at->objectName();
        QTest::keyClick(at, key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
        if (QApplication::focusWidget() == at)
            FAIL("the key does not lead on");
    }
    return order;
}

/// The order of Tab is that of the eye: left from top to bottom, the map, the right side.
void check_order(Opened& test, const QStringList& order) {
    CAPTURE(order.join(" ").toStdString());
    auto* left = test.find<QWidget>("leftSplitter");
    auto* form = test.find<QWidget>("designForm");
    const auto stop = [&](int k) { return test.find<QWidget>(order[k].toUtf8().constData()); };
    int last_left = -1, last_y = -1;
    for (int k = 0; k < order.size(); ++k) {
        if (left->isAncestorOf(stop(k)))
            last_left = k;
        if (!form->isAncestorOf(stop(k)))
            continue;
        const int y = stop(k)->mapTo(form, QPoint(0, stop(k)->height() / 2)).y();
        CHECK(y >= last_y - 12); // beside or below the one before
        last_y = y;
    }
    for (int k = 0; k <= last_left; ++k) // all of the left side comes first
        CHECK(left->isAncestorOf(stop(k)));
    int before = -1;
    for (const char* name : {"preset", "scene/source", "scene/seed", "evolution/kind", "write", "read", "equation",
                             "map/kind", "map", "spectrum/chart", "impulse/chart", "stability/chart"}) {
        CAPTURE(name);
        CHECK(order.indexOf(name) > before);
        before = static_cast<int>(order.indexOf(name));
    }
}

void check_rounds(Opened& test) {
    test.settle();
    test.window.activateWindow();
    test.find<QComboBox>("preset")->setFocus();
    const QStringList order = round_of(Qt::Key_Tab);
    check_order(test, order);
    CHECK(round_of(Qt::Key_Tab) == order);
    QStringList back = round_of(Qt::Key_Backtab);
    back.append(back.takeFirst()); // both begin at the preset
    std::reverse(back.begin(), back.end());
    CHECK(back == order);
}

} // namespace

TEST_CASE("Tab goes as the eye reads, round after round, every stop can be seen", "[gui][window]") {
    Opened test(first_light());
    check_rounds(test);
    for (const char* id : {"lru", "softmax", "gla", "mamba2", "rwkv7"}) {
        CAPTURE(id);
        test.window.document().choose_design(*preset(id), "choose");
        check_rounds(test);
    }
    test.window.document().undo_stack().undo();
    check_rounds(test);
}

TEST_CASE("Tab goes on from the control that rebuilt the form", "[gui][window]") {
    Opened test(first_light());
    test.window.activateWindow();
    for (int round = 0; round < 3; ++round) {
        auto* kind = test.find<QComboBox>("evolution/kind");
        kind->setFocus();
        QTest::keyClick(kind, round == 1 ? Qt::Key_Up : Qt::Key_Down);
        test.settle();
        CHECK(test.window.focusWidget()->objectName() == "evolution/kind"); // of the new form
        check_rounds(test);
    }
    test.find<QComboBox>("evolution/kind")->setFocus();
    QTest::keyClick(test.window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    check_rounds(test);
    test.find<QCheckBox>("evolution/delay")->setFocus();
    QTest::keyClick(test.window.focusWidget(), Qt::Key_Space);
    check_rounds(test);
}
