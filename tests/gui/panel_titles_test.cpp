// Every panel says what it is, and F1 and its "?" lead to the section of the help about it.
#include "core/help/words.hpp"
#include "tests/gui/opened_window.hpp"
#include "ui/help/help_window.hpp"
#include "ui/main_window/window_palette.hpp"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>

#include <cmath>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

QString heading_in_help(Opened& test) {
    auto* help = test.find<HelpWindow>("helpWindow");
    CHECK(help->page() == "window");
    return help->findChild<QTextBrowser*>("helpPage")->textCursor().block().text();
}

} // namespace

TEST_CASE("every panel has a title with its word and an explanation", "[gui][window][titles]") {
    Opened test;
    for (const Word& word : words()) {
        if (!word.is_panel())
            continue;
        const QString id = QString::fromStdString(std::string(word.id));
        CAPTURE(id.toStdString());
        auto* title = test.find<QLabel>((id + "/title").toUtf8());
        CHECK(title->isVisible());
        CHECK(title->text().toStdString() == word.word);
        CHECK(title->toolTip().toStdString() == explanation(word));
        auto* why = test.find<QToolButton>((id + "/help").toUtf8());
        CHECK(why->isVisible());
        QTest::mouseClick(why, Qt::LeftButton);
        CHECK(heading_in_help(test).toStdString() == word.word);
    }
}

TEST_CASE("F1 goes to the section of the panel with the focus", "[gui][window][titles]") {
    Opened test;
    const std::pair<const char*, const char*> places[] = {{"map", "map"},
                                                          {"map/scale", "map"},
                                                          {"spectrum/chart", "plane"},
                                                          {"spectrum/position", "plane"},
                                                          {"impulse/chart", "impulse"},
                                                          {"impulse/scale", "impulse"},
                                                          {"stability/chart", "stability"},
                                                          {"readout", "readout"},
                                                          {"equation", "equations"}};
    for (const auto& [place, panel] : places) {
        CAPTURE(place);
        test.window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&test.window));
        auto* widget = test.find<QWidget>(place);
        widget->setFocus();
        REQUIRE(widget->hasFocus());
        QTest::keyClick(widget, Qt::Key_F1);
        CHECK(heading_in_help(test).toStdString() == word(panel).word);
    }
}

TEST_CASE("every control of the panels has a tooltip", "[gui][window][titles]") {
    Opened test;
    for (const char* name :
         {"map/which", "map/kind", "map/scale", "map/pooling", "map/lock", "spectrum/position", "spectrum/play",
          "spectrum/how", "spectrum/modes", "impulse/curve", "impulse/scale", "impulse/frozen", "impulse/halfLife",
          "stability/curve", "readout/effective", "readout/entropy", "stability/lyapunov", "stability/half_life"})
        CHECK(test.find<QWidget>(name)->toolTip().size() > 20);
    for (const char* name : {"impulse/curve", "stability/curve", "evolution/kind"}) {
        auto* box = test.find<QComboBox>(name);
        for (int k = 0; k < box->count(); ++k)
            CHECK_FALSE(box->itemData(k, Qt::ToolTipRole).toString().isEmpty());
    }
    const auto* kinds = test.find<QComboBox>("evolution/kind");
    CHECK(kinds->itemText(kinds->findData("scalar")).contains("a_i I")); // a kind with its formula
}

TEST_CASE("quiet text of the window can be read in both themes", "[gui][window][titles]") {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    for (const bool dark : {false, true}) {
        const QPalette palette = window_palette(dark);
        for (const auto below : {QPalette::Window, QPalette::Base}) {
            const double a = luminance(palette.color(QPalette::PlaceholderText)), b = luminance(palette.color(below));
            CHECK((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 4.5);
        }
    }
}
