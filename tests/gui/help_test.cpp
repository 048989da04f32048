// The help window: pages, contents, search, history, and the way there from a formula.
#include "core/help/help_pages.hpp"
#include "tests/support/catch.hpp"
#include "ui/help/help_browser.hpp"
#include "ui/help/help_window.hpp"
#include "ui/help/shortcuts_page.hpp"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QToolButton>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

struct Help {
    HelpWindow window{topics()};
    HelpBrowser* browser = window.findChild<HelpBrowser*>("helpPage");
    QLineEdit* search = window.findChild<QLineEdit*>("helpSearch");
    QTreeWidget* contents = window.findChild<QTreeWidget*>("helpContents");

    explicit Help(const QString& page = "language", const QString& place = {}) {
        window.open(page, place);
        REQUIRE(QTest::qWaitForWindowExposed(&window));
    }
    static std::vector<HelpTopic> topics() {
        std::vector<HelpTopic> topics;
        for (const HelpPage& page : help_pages())
            topics.push_back({QString::fromStdString(std::string(page.id)),
                              QString::fromStdString(std::string(page.title)),
                              [&page] { return QString::fromStdString(page.markdown()); }});
        return topics;
    }
    QString text() const { return browser->document()->toPlainText(); }
    QString found() const { return window.findChild<QLabel*>("helpFound")->text(); }
};

} // namespace

TEST_CASE("a help page shows its tables, set in columns", "[gui][help]") {
    Help help;
    CHECK(help.window.page() == "language");
    CHECK(help.text().contains("cumsum(x)"));
    CHECK_FALSE(help.text().contains("|---"));
    CHECK_FALSE(help.text().contains("`cumsum"));
    CHECK(help.text().contains("|x|")); // bars in cells survive
}

TEST_CASE("help opens at a name", "[gui][help]") {
    Help help("language", "logcumsumexp");
    CHECK(help.browser->textCursor().selectedText() == "logcumsumexp(x)");
    CHECK(help.browser->verticalScrollBar()->value() > 500);
    help.window.open("language", "no_such_name");
    CHECK(help.browser->verticalScrollBar()->value() == 0);
}

TEST_CASE("the contents lead to pages and headings, back and forward return", "[gui][help]") {
    Help help;
    REQUIRE(help.contents->topLevelItemCount() == static_cast<int>(help_pages().size()));
    auto* functions = help.contents->findItems("Functions", Qt::MatchExactly | Qt::MatchRecursive).value(0);
    REQUIRE(functions != nullptr);
    CHECK(functions->childCount() > 5);
    help.contents->setCurrentItem(functions);
    CHECK(help.browser->textCursor().block().text() == "Functions");
    const int at_functions = help.browser->verticalScrollBar()->value();
    CHECK(at_functions > 0);
    help.contents->setCurrentItem(help.contents->topLevelItem(2));
    CHECK(help.window.page() == "fit");

    auto* back = help.window.findChild<QToolButton*>("helpBack");
    auto* forward = help.window.findChild<QToolButton*>("helpForward");
    CHECK_FALSE(forward->isEnabled());
    back->click();
    CHECK(help.window.page() == "language");
    CHECK(help.browser->verticalScrollBar()->value() == at_functions);
    forward->click();
    CHECK(help.window.page() == "fit");
}

TEST_CASE("the search finds the window's words, typed key by key, and leaves no fragment marked", "[gui][help]") {
    Help help;
    QTest::keyClick(&help.window, Qt::Key_F, Qt::ControlModifier);
    for (const char* text : {"N_eff", "frozen query", "eigenvalue", "half-life", "transient gain"}) {
        help.search->selectAll();
        QTest::keyClicks(help.search, text);
        CHECK(help.browser->textCursor().selectedText().toLower() == QString(text).toLower());
        CHECK(help.found() != "found nowhere");
    }
    help.search->selectAll();
    QTest::keyClicks(help.search, "eigenzzz");
    CHECK(help.found() == "found nowhere");
    CHECK_FALSE(help.browser->textCursor().hasSelection());
    CHECK(help.browser->extraSelections().isEmpty());
}

TEST_CASE("the search marks what it finds, goes on, and looks on other pages", "[gui][help]") {
    Help help;
    QTest::keyClick(&help.window, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(help.search, "softmax(");
    CHECK(help.browser->textCursor().selectedText().toLower() == "softmax(");
    CHECK(help.found().startsWith("1 of "));
    help.search->setText("axis");
    const QTextCursor first = help.browser->textCursor();
    CHECK(help.browser->extraSelections().size() > 5);
    QTest::keyClick(help.search, Qt::Key_Return);
    CHECK(help.browser->textCursor().selectionStart() > first.selectionStart());
    QTest::keyClick(help.search, Qt::Key_Return, Qt::ShiftModifier);
    CHECK(help.browser->textCursor().selectionStart() == first.selectionStart());

    help.search->setText("Stick-breaking"); // on the other page
    CHECK(help.window.page() == "fit");
    CHECK(help.found() == "1 of 1 on this page");
    help.search->setText("no such words");
    CHECK(help.found() == "found nowhere");
    help.search->setFocus();
    QTest::keyClick(help.search, Qt::Key_Escape); // first the search, then the window
    CHECK(help.search->text().isEmpty());
    CHECK(help.window.isVisible());
    QTest::keyClick(help.search, Qt::Key_Escape);
    CHECK_FALSE(help.window.isVisible());
}

TEST_CASE("lines of help are of readable width in a wide window", "[gui][help]") {
    Help help;
    for (const int width : {700, 1800}) {
        help.window.resize(width, 700);
        QApplication::processEvents();
        const auto format = help.browser->document()->rootFrame()->frameFormat();
        const double column = help.browser->viewport()->width() - format.leftMargin() - format.rightMargin();
        CAPTURE(width, column);
        CHECK(column <= 900);
        CHECK(column >= 300);
        CHECK(format.leftMargin() >= 20);
    }
}

TEST_CASE("the page of shortcuts has every action with keys", "[gui][help]") {
    QMenuBar bar;
    auto* file = bar.addMenu("&File");
    auto* open = file->addAction("&Open…");
    open->setShortcuts({QKeySequence("Ctrl+O"), QKeySequence("F4")});
    file->addAction("Without keys");
    file->addMenu("More")->addAction("&Inside")->setShortcut(QKeySequence("Ctrl+I"));
    const QString page = shortcuts_page(bar);
    CHECK(page.contains("## File"));
    CHECK(page.contains("| `Ctrl+O` or `F4` | Open |"));
    CHECK(page.contains("Inside"));
    CHECK_FALSE(page.contains("Without keys"));
}
