#include "ui/help/help_window.hpp"

#include "ui/help/help_browser.hpp"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {

constexpr QSize usual_size{1080, 760};
constexpr int contents_width = 240;

QToolButton* arrow(const QString& sign, const QString& text, const QKeySequence& keys, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(sign);
    QFont font = button->font();
    font.setPointSizeF(1.3 * font.pointSizeF());
    button->setFont(font);
    button->setAutoRaise(true);
    button->setShortcut(keys);
    button->setAccessibleName(text);
    button->setToolTip(QString("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    return button;
}

} // namespace

HelpWindow::HelpWindow(std::vector<HelpTopic> topics, QWidget* parent)
    : QWidget(parent, Qt::Window), topics_(std::move(topics)), contents_(new HelpContents(topics_)),
      browser_(new HelpBrowser) {
    setObjectName("helpWindow");
    setWindowTitle(tr("Help — Alphascope"));
    browser_->setObjectName("helpPage");
    auto* split = new QSplitter;
    split->addWidget(contents_);
    split->addWidget(browser_);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    split->setSizes({contents_width, usual_size.width() - contents_width});
    split->setHandleWidth(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tool_row());
    layout->addWidget(split, 1);
    connect(contents_, &HelpContents::chosen, this, &HelpWindow::go);
    connect(browser_, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    const auto on = [this](const QKeySequence& keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    on(QKeySequence::Find, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    on(QKeySequence(Qt::Key_F3), [this] { search_next(false); });
    on(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { search_next(true); });
    resize(usual_size.boundedTo(screen()->availableSize()));
}

QWidget* HelpWindow::tool_row() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 6, 8, 6);
    back_button_ = arrow("←", tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left), row);
    forward_button_ = arrow("→", tr("Forward"), QKeySequence(Qt::ALT | Qt::Key_Right), row);
    back_button_->setObjectName("helpBack");
    forward_button_->setObjectName("helpForward");
    search_ = new QLineEdit;
    search_->setObjectName("helpSearch");
    search_->setAccessibleName(tr("Find in the help"));
    search_->setPlaceholderText(tr("Find in the help"));
    search_->setToolTip(tr("Ctrl+F. Enter goes on, Shift+Enter back."));
    search_->setClearButtonEnabled(true);
    search_->setFixedWidth(240);
    found_ = new QLabel;
    found_->setObjectName("helpFound");
    found_->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(back_button_);
    layout->addWidget(forward_button_);
    layout->addStretch(1);
    layout->addWidget(found_);
    layout->addWidget(search_);
    connect(back_button_, &QToolButton::clicked, this, [this] { step(back_, forward_); });
    connect(forward_button_, &QToolButton::clicked, this, [this] { step(forward_, back_); });
    connect(search_, &QLineEdit::textChanged, this, &HelpWindow::search);
    return row;
}

void HelpWindow::open(const QString& page, const QString& place) {
    show(); // first: a page is laid out in the width it is shown with
    raise();
    activateWindow();
    browser_->setFocus();
    go(page, place);
}

void HelpWindow::go(const QString& page, const QString& place) {
    if (!place_.page.isEmpty()) {
        back_.push_back({place_.page, browser_->verticalScrollBar()->value()});
        forward_.clear();
    }
    show_page(page);
    if (place.isEmpty() || !(browser_->go_to_name(place) || browser_->go_to_heading(place))) {
        browser_->moveCursor(QTextCursor::Start);
        browser_->verticalScrollBar()->setValue(0);
    }
    update_buttons();
}

void HelpWindow::show_page(const QString& page) {
    const auto topic = std::ranges::find(topics_, page, &HelpTopic::id);
    if (topic == topics_.end() || page == place_.page)
        return;
    place_.page = page;
    browser_->show_markdown(topic->markdown());
    contents_->show_current(page);
    browser_->mark_all(search_->text());
}

void HelpWindow::step(std::vector<Place>& from, std::vector<Place>& to) {
    if (from.empty())
        return;
    to.push_back({place_.page, browser_->verticalScrollBar()->value()});
    const Place place = from.back();
    from.pop_back();
    show_page(place.page);
    browser_->verticalScrollBar()->setValue(place.scroll);
    update_buttons();
}

/// "help:fit" is a page; all else is for the desktop.
void HelpWindow::follow(const QUrl& link) {
    if (link.scheme() == "help")
        go(link.path(), link.fragment());
    else
        QDesktopServices::openUrl(link);
}

void HelpWindow::search() {
    const QString text = search_->text();
    if (browser_->mark_all(text) > 0 || text.isEmpty())
        return show_found(browser_->go_to_next(text, false, true));
    // Not here: on the first page that has it.
    for (const HelpTopic& topic : topics_)
        if (topic.id != place_.page && topic.markdown().contains(text, Qt::CaseInsensitive)) {
            go(topic.id, {});
            if (browser_->mark_all(text) > 0)
                return show_found(browser_->go_to_next(text, false, true));
        }
    browser_->select_nothing(); // not what was found of an earlier, shorter text
    show_found(0);
}

void HelpWindow::search_next(bool backward) {
    show_found(browser_->go_to_next(search_->text(), backward, false));
}

void HelpWindow::show_found(int number) {
    if (search_->text().isEmpty())
        found_->clear();
    else if (number == 0)
        found_->setText(tr("found nowhere"));
    else {
        const QString here = tr("%1 of %2 on this page").arg(number).arg(browser_->extraSelections().size());
        const bool elsewhere = std::ranges::any_of(topics_, [&](const HelpTopic& topic) {
            return topic.id != place_.page && topic.markdown().contains(search_->text(), Qt::CaseInsensitive);
        });
        found_->setText(elsewhere ? tr("%1, more on others").arg(here) : here);
    }
}

void HelpWindow::update_buttons() {
    back_button_->setEnabled(!back_.empty());
    forward_button_->setEnabled(!forward_.empty());
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    const bool searching = search_->hasFocus();
    if (searching && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return search_next(event->modifiers().testFlag(Qt::ShiftModifier));
    if (event->key() == Qt::Key_Escape) {
        if (searching && !search_->text().isEmpty())
            return search_->clear();
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace alphascope::ui
