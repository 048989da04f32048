// Numbers as they are typed, key by key.
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/number_field.hpp"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace alphascope::ui;

namespace {

/// A field among others, with the focus.
struct Typed {
    QWidget window;
    NumberField* field = new NumberField("x");
    QLineEdit* other = new QLineEdit;
    std::vector<double> taken;

    explicit Typed(double value, const NumberRule& rule) {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(field);
        column->addWidget(other);
        field->set_rule(rule);
        field->set_value(value);
        QObject::connect(field, &NumberField::taken, &window, [this](double number) {
            taken.push_back(number);
            field->set_value(number); // as the document answers
        });
        window.show();
        REQUIRE(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        field->setFocus();
        field->selectAll();
    }
    void type(const QString& text) {
        for (const QChar c : text)
            QTest::keyClick(field, c.toLatin1());
    }
};

const NumberRule unit{.name = "decay", .minimum = -1, .maximum = 2};
const NumberRule tokens{.name = "length L", .minimum = 1, .maximum = 1 << 24, .whole = true};

} // namespace

TEST_CASE("numbers are read as people write them", "[gui][editor]") {
    const NumberRule any{.name = "x"};
    for (const auto& [text, value] : std::vector<std::pair<QString, double>>{{"0.75", 0.75},
                                                                             {".5", 0.5},
                                                                             {"-1e-3", -1e-3},
                                                                             {"1e5", 100000},
                                                                             {"−2", -2},
                                                                             {"10 000", 10000},
                                                                             {"+3", 3}}) {
        CAPTURE(text.toStdString());
        CHECK(read_number(text, any).value == value);
    }
    for (const char* text : {"", "-", ".", "1e", "1e-", "+"}) {
        CAPTURE(text);
        const auto reading = read_number(text, any);
        CHECK((reading.unfinished && !reading.value && !reading.refusal.isEmpty()));
    }
    for (const char* text : {"abc", "1..2", "5e3e", "0x10", "1/2", "nan", "inf", "1e999"}) {
        CAPTURE(text);
        const auto reading = read_number(text, any);
        CHECK((!reading.unfinished && !reading.value && !reading.refusal.isEmpty()));
    }
    CHECK(read_number("0,75", any).refusal == "write a point instead of the comma: 0.75");
    CHECK(read_number("5.5", tokens).refusal == "length L takes a whole number from 1 to 16777216, not 5.5");
    CHECK(read_number("-5", tokens).refusal == "length L takes a whole number from 1 to 16777216, not -5");
    CHECK(read_number("1e9", tokens).refusal == "length L takes a whole number from 1 to 16777216, not 1e9");
    CHECK(read_number("0", {.name = "x", .minimum = 0.2, .maximum = 1}).unfinished); // 0.5 begins with it
}

TEST_CASE("a number is shown as short as it is exact", "[gui][editor]") {
    CHECK(number_text(0.9279) == "0.9279");
    CHECK(number_text(100000) == "100000");
    CHECK(number_text(-0.0) == "0");
    CHECK(number_text(1.0 / 3).toDouble() == 1.0 / 3);
    CHECK(number_text(1e-9).toDouble() == 1e-9);
}

TEST_CASE("what is typed digit by digit stays as it is typed and is taken live", "[gui][editor]") {
    for (const auto& [text, value] : std::vector<std::pair<QString, double>>{
             {"0.75", 0.75}, {"1.02", 1.02}, {"1.25", 1.25}, {"-0.35", -0.35}, {"0.700", 0.7}, {"1e-1", 0.1}}) {
        CAPTURE(text.toStdString());
        Typed test(0.5, unit);
        QString so_far;
        for (const QChar c : text) {
            QTest::keyClick(test.field, c.toLatin1());
            so_far += c;
            CHECK(test.field->text() == so_far);
        }
        CHECK_FALSE(test.field->is_wrong());
        CHECK(test.taken.back() == value);
        test.other->setFocus(); // leaving formats it
        CHECK(test.field->text() == number_text(value));
        CHECK(test.taken.back() == value);
    }
}

TEST_CASE("what cannot be taken stays, marked, with a sentence", "[gui][editor]") {
    for (const char* text : {"-5", "1e9", "5.5", "abc", "0", "17000000"}) {
        CAPTURE(text);
        Typed test(16, tokens);
        test.type(text);
        QTest::keyClick(test.field, Qt::Key_Return);
        CHECK(test.field->text() == text);
        CHECK(test.field->is_wrong());
        CHECK(test.field->message().startsWith("length L takes a whole number"));
        test.other->setFocus();
        CHECK(test.field->text() == text);
        CHECK(test.field->is_wrong());
        test.field->set_value(20); // from elsewhere
        CHECK(test.field->text() == "20");
        CHECK_FALSE(test.field->is_wrong());
        CHECK(test.field->message().isEmpty());
    }
    Typed test(16, tokens);
    test.type("1e5");
    QTest::keyClick(test.field, Qt::Key_Return);
    CHECK(test.taken.back() == 100000);
    CHECK(test.field->text() == "100000");
}

TEST_CASE("an unfinished number is not wrong before it is left", "[gui][editor]") {
    Typed test(0.5, unit);
    test.type("-");
    CHECK_FALSE(test.field->is_wrong());
    CHECK(test.taken.empty());
    test.other->setFocus();
    CHECK(test.field->text() == "-");
    CHECK(test.field->is_wrong());
}

TEST_CASE("Escape gives back what stood before the focus, Enter ends a step", "[gui][editor]") {
    Typed test(0.5, unit);
    QSignalSpy sessions(test.field, &NumberField::sessionStarted);
    test.type("1.5");
    QTest::keyClick(test.field, Qt::Key_Escape);
    CHECK(test.field->text() == "0.5");
    CHECK(test.taken.back() == 0.5);
    test.type("0.9");
    QTest::keyClick(test.field, Qt::Key_Return);
    CHECK(sessions.count() == 1);
    test.type("0.8"); // Enter has selected the text
    CHECK(test.taken.back() == 0.8);
    QTest::keyClick(test.field, Qt::Key_Escape);
    CHECK(test.taken.back() == 0.9);
}

TEST_CASE("nobody else writes in a field while it is typed in", "[gui][editor]") {
    Typed test(0.5, unit);
    test.type("0.70");
    test.field->set_value(0.7);
    CHECK(test.field->text() == "0.70");
    test.field->set_value(0.2); // undo: another number
    CHECK(test.field->text() == "0.2");
}

TEST_CASE("arrow keys step a number, a caution waits for Enter", "[gui][editor]") {
    Typed test(16, tokens);
    QTest::keyClick(test.field, Qt::Key_Up);
    CHECK(test.taken.back() == 17);
    test.field->set_caution([](double value) { return value > 1000 ? QString("large") : QString(); });
    test.type("2000");
    CHECK(test.taken.back() == 200);
    CHECK(test.field->message() == "large: press Enter to begin");
    QTest::keyClick(test.field, Qt::Key_Return);
    CHECK(test.taken.back() == 2000);
    CHECK(test.field->message().isEmpty());
}
