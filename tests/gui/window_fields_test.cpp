// What is typed into the fields of the whole window, key by key.
#include "core/design/design_json.hpp"
#include "tests/gui/typing.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/parameter_row.hpp"

#include <QCheckBox>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>
#include <QUndoStack>

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("a parameter is typed digit by digit and keeps its text until it is left", "[gui][window]") {
    Opened test;
    auto* number = focused(test, "decay/number");
    QString so_far;
    for (const QChar c : QString("0.7500")) {
        QTest::keyClick(number, c.toLatin1());
        test.settle(); // pictures come and go meanwhile
        CHECK(number->text() == (so_far += c));
    }
    CHECK(decay(test) == 0.75);
    CHECK(test.window.picture()->request.design == test.window.document().design());
    QTest::keyClick(number, Qt::Key_Return);
    CHECK(number->text() == "0.75");
    CHECK(test.window.document().undo_stack().count() == 1);

    type(number, "1.25");
    CHECK(number->text() == "1.25");
    CHECK(number->is_wrong());
    CHECK(test.find<QLabel>("decay/refusal")->text() == "decay takes a number from 0 to 1, not 1.25");
    auto* end = focused(test, "decay/maximum"); // the sentence names the end: it is a number to type too
    type(end, "2");
    CHECK(test.window.document().design()->parameters[0].maximum == 2);
}

TEST_CASE("each Enter in a parameter is one step of undo", "[gui][window]") {
    Opened test;
    auto* number = focused(test, "decay/number");
    for (const char* text : {"0.9", "0.8", "0.7"}) {
        type(number, text);
        QTest::keyClick(number, Qt::Key_Return);
    }
    CHECK(test.window.document().undo_stack().count() == 3);
    for (const double before : {0.8, 0.9, 0.5}) {
        QTest::keyClick(number, Qt::Key_Z, Qt::ControlModifier);
        CHECK(decay(test) == before);
        CHECK(number->text().toDouble() == before);
    }
}

TEST_CASE("a slider writes numbers that people can read", "[gui][window]") {
    Opened test;
    auto* slider = test.find<ParameterSlider>("decay");
    for (int step = 1; step < 1000; step += 37) {
        slider->setValue(step);
        CHECK(QString::number(decay(test), 'g', 17).size() >= 1);
        CHECK(design_to_json(*test.window.document().design()).find("0000000") == std::string::npos);
    }
}

TEST_CASE("Escape in a drag gives the value back though the hand moves on", "[gui][window]") {
    Opened test;
    auto* slider = test.find<ParameterSlider>("decay");
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, y));
    QTest::mouseMove(slider, QPoint(slider->width() - 10, y));
    CHECK(decay(test) > 0.6);
    QTest::keyClick(slider, Qt::Key_Escape);
    QTest::mouseMove(slider, QPoint(slider->width() - 8, y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->width() - 8, y));
    CHECK(decay(test) == 0.5);
    CHECK(test.window.document().undo_stack().count() == 0);
}

TEST_CASE("a length that cannot be is refused with a sentence, one that can is taken", "[gui][window]") {
    Opened test;
    auto* length = focused(test, "scene/length");
    for (const char* text : {"-5", "1e9", "5.5", "abc"}) {
        CAPTURE(text);
        length->selectAll();
        type(length, text);
        QTest::keyClick(length, Qt::Key_Return);
        test.settle();
        CHECK(length->text() == text);
        CHECK(test.find<QLabel>("scene/length/refusal")->text().startsWith("length L takes a whole number from 1"));
        CHECK(test.window.document().scene()->length == 16);
    }
    length->selectAll();
    type(length, "24");
    CHECK(QTest::qWaitFor([&] { return test.window.document().scene()->length == 24; })); // without Enter
    length->selectAll();
    type(length, "1e3");
    QTest::keyClick(length, Qt::Key_Return);
    CHECK(length->text() == "1000");
    CHECK(test.window.document().scene()->length == 1000);
    CHECK(test.find<QLabel>("scene/length/refusal")->isHidden());

    length->selectAll();
    type(length, "10000000");
    CHECK(QTest::qWaitFor([&] { return length->is_wrong(); }));
    CHECK(length->message().startsWith("10000000 tokens need about "));
    CHECK(length->message().endsWith(" GB of memory: press Enter to begin"));
    CHECK(test.window.document().scene()->length == 1000);
    QTest::keyClick(length, Qt::Key_Escape);
    CHECK(length->text() == "1000");
}

TEST_CASE("a number that is refused is told in full under its field, and listed", "[gui][window]") {
    Opened test;
    for (const QSize size : {QSize(1440, 900), QSize(960, 600)})
        for (const char* name : {"scene/length", "scene/heads", "scene/state", "scene/seed", "decay/number"}) {
            CAPTURE(name);
            CAPTURE(size.width());
            test.window.resize(size);
            test.settle();
            auto* field = focused(test, name);
            type(field, "-"); // may become a number: nothing is said yet
            test.settle();
            const int height = field->height();
            type(field, "5 and more");
            test.settle();
            REQUIRE(QTest::qWaitFor([&] { return field->is_wrong(); }));
            QApplication::processEvents();
            const QString base = QString(name).startsWith("scene") ? QString(name) : QString("decay");
            auto* message = test.find<QLabel>((base + "/refusal").toUtf8().constData());
            CHECK(message->isVisible());
            CHECK(message->height() >= message->heightForWidth(message->width()));
            if (base != "decay") { // the form scrolls
                CHECK(message->visibleRegion().boundingRect().height() == message->height());
                auto* other = test.find<NumberField>(base == "scene/seed" ? "scene/heads" : "scene/seed");
                CHECK(field->width() == other->width()); // no wider and no narrower than those without a message
            }
            CHECK(field->height() == height);
            auto* listed = test.find<QToolButton>("status/problems");
            CHECK(listed->isVisible());
            CHECK(listed->accessibleName().contains(field->message()));
            test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
            Q_EMIT test.find<StatusLine>("status")->problemChosen(0);
            CHECK(QApplication::focusWidget() == field);
            CHECK(field->isVisible());
            test.find<QTabWidget>("designTabs")->setCurrentIndex(0);
            field->setFocus();
            QTest::keyClick(field, Qt::Key_Escape);
            CHECK_FALSE(listed->isVisible());
            CHECK_FALSE(message->isVisible());
        }
}

TEST_CASE("Escape gives a formula back, spaces stay while it is typed", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* read = test.find<FormulaLine>("read");
    read->setFocus();
    read->selectAll();
    type(read, "2 * q ");
    CHECK(read->text() == "2 * q ");
    CHECK(test.window.document().design()->read.text.find("2 * q") == 0);
    QTest::keyClick(read, Qt::Key_Escape);
    CHECK(read->text() == "q");
    CHECK(test.window.document().design()->read.text == "q");
    CHECK(test.window.document().undo_stack().count() == 0);
}

TEST_CASE("a wrong formula outlives changes elsewhere and is asked for", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* read = test.find<FormulaLine>("read");
    read->setFocus();
    read->selectAll();
    type(read, "q *");
    CHECK(read->is_marked());
    CHECK(test.window.isWindowModified());
    test.find<ParameterSlider>("decay")->setValue(900);
    test.settle();
    CHECK(read->text() == "q *");
    CHECK(read->is_marked());
    CHECK(decay(test) == 0.9);
    auto* text = text_tab(test);
    CHECK(text->toPlainText().contains("\"q *\""));
    CHECK(text->toPlainText().contains("\"value\": 0.9"));
    test.find<QTabWidget>("designTabs")->setCurrentIndex(0);
    read->setFocus();
    read->end(false);
    type(read, " 2");
    CHECK_FALSE(read->is_marked());
    CHECK(test.window.document().design()->read.text == "q * 2");
    CHECK_FALSE(test.window.document().text_has_errors());
}

TEST_CASE("a name typed into the other of log and factor takes its place", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* factor = test.find<FormulaLine>("evolution/factor");
    factor->setFocus();
    type(factor, "exp(-b)"); // wrong until its last letter
    CHECK_FALSE(factor->is_marked());
    const auto& kind = std::get<ScalarEvolution>(test.window.document().design()->evolution.kind);
    CHECK((kind.factor && kind.factor->text == "exp(-b)" && !kind.log));
}

TEST_CASE("any kind of A can stand inside a delay", "[gui][window]") {
    Opened test;
    auto* delay = test.find<QCheckBox>("evolution/delay");
    const DesignPtr before = test.window.document().design();
    delay->click();
    test.settle();
    CHECK(test.window.document().design()->evolution.delay.has_value());
    CHECK(test.window.picture()->request.design == test.window.document().design()); // it runs
    test.find<QCheckBox>("evolution/delay")->click();
    test.settle();
    CHECK(*test.window.document().design() == *before);
}

TEST_CASE("a form is as wide as its fields and its scroll bar", "[gui][window]") {
    Opened test(first_light());
    test.window.resize(1100, 560); // too low for the form
    test.settle();
    auto* form = test.find<QWidget>("designForm");
    auto* viewport = form->parentWidget();
    CHECK(form->width() <= viewport->width());
    for (auto* field : form->findChildren<QWidget*>()) {
        if (!field->isVisible() || field->objectName().isEmpty())
            continue;
        CAPTURE(field->objectName().toStdString());
        CHECK(field->mapTo(form, QPoint(field->width(), 0)).x() <= viewport->width());
        CHECK(field->width() >= field->minimumSizeHint().width());
    }
}
