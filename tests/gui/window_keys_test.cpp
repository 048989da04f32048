// Keys of the whole window: commands, the order of Tab, the preset field.
#include "core/design/presets.hpp"
#include "tests/gui/typing.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"

#include <QAction>
#include <QComboBox>
#include <QListWidget>
#include <QUndoStack>

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

TEST_CASE("Tab goes as the eye reads, every stop can be seen", "[gui][window]") {
    Opened test(first_light());
    test.window.activateWindow();
    for (const bool rebuilt : {false, true}) {
        if (rebuilt) { // other fields
            test.window.document().choose_design(*preset("lru"), "choose");
            test.settle();
        }
        auto* left = test.find<QWidget>("leftSplitter");
        test.find<QComboBox>("preset")->setFocus();
        QStringList order;
        std::vector<QPoint> places;
        for (QWidget* at = QApplication::focusWidget();
             order.isEmpty() || (at->objectName() != "preset" && order.back() != "status/origin");
             at = QApplication::focusWidget()) {
            REQUIRE(order.size() < 200);
            CHECK_FALSE(at->objectName().isEmpty());
            QRegion seen = at->visibleRegion(); // of the stop, or of what covers it from inside
            for (const auto* part : at->findChildren<QWidget*>())
                seen += part->visibleRegion();
            CAPTURE(at->objectName().toStdString());
            CHECK_FALSE(seen.isEmpty());
            order << at->objectName();
            places.push_back(at->mapTo(&test.window, QPoint(0, 0)));
            QTest::keyClick(at, Qt::Key_Tab);
        }
        CAPTURE(order.join(" ").toStdString());
        int last_left = -1;
        for (int k = 0; k < order.size(); ++k)
            if (left->isAncestorOf(test.find<QWidget>(order[k].toUtf8().constData())))
                last_left = k;
        for (int k = 0; k <= last_left; ++k) // all of the left side comes first
            CHECK(left->isAncestorOf(test.find<QWidget>(order[k].toUtf8().constData())));
        const auto at = [&](const char* name) { return order.indexOf(name); };
        CHECK(at("preset") < at("scene/source"));
        CHECK(at("scene/source") < at("scene/seed"));
        CHECK(at("scene/seed") < at("evolution/kind"));
        CHECK(at("evolution/kind") < at("write"));
        CHECK(at("write") < at("read"));
        CHECK(at("read") < at("equation"));
        CHECK(at("equation") < at("map/kind"));
        CHECK(at("map/kind") < at("map"));
        CHECK(at("map") < at("spectrum/chart"));
        CHECK(at("spectrum/chart") < at("impulse/chart"));
        CHECK(at("impulse/chart") < at("stability/chart"));
    }
}
