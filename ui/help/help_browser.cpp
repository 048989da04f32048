#include "ui/help/help_browser.hpp"

#include "ui/help/help_document.hpp"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>

#include <algorithm>
#include <utility>

namespace alphascope::ui {

namespace {

constexpr int widest_column = 860, narrowest_margin = 24, page_top = 24, page_bottom = 48;
const QColor found_colour(0xe0, 0xa0, 0x20, 110); // under text, on light and dark

} // namespace

HelpBrowser::HelpBrowser(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Help page"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
}

void HelpBrowser::show_markdown(const QString& markdown) {
    markdown_ = markdown;
    auto* page = new QTextDocument(this); // set while nothing shows it: laid out once, not after each step
    page->setUndoRedoEnabled(false);
    set_help_text(*page, markdown_, font(), palette());
    setDocument(page);
    delete std::exchange(page_, page);
    set_column();
    setExtraSelections({});
    moveCursor(QTextCursor::Start);
}

void HelpBrowser::set_column() {
    const int margin = std::max(narrowest_margin, (viewport()->width() - widest_column) / 2);
    QTextFrameFormat format = document()->rootFrame()->frameFormat();
    if (format.leftMargin() == margin)
        return;
    format.setMargin(0);
    format.setTopMargin(page_top);
    format.setBottomMargin(page_bottom);
    format.setLeftMargin(margin);
    format.setRightMargin(margin);
    document()->rootFrame()->setFrameFormat(format);
}

void HelpBrowser::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    set_column();
}

void HelpBrowser::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (markdown_.isEmpty() || (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange))
        return;
    const int at = verticalScrollBar()->value();
    show_markdown(markdown_);
    verticalScrollBar()->setValue(at);
}

void HelpBrowser::bring_to_top(const QTextCursor& cursor) {
    setTextCursor(cursor);
    const QRectF place = document()->documentLayout()->blockBoundingRect(cursor.block());
    verticalScrollBar()->setValue(static_cast<int>(place.top()) - page_top);
}

bool HelpBrowser::go_to_heading(const QString& heading) {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        if (block.blockFormat().headingLevel() > 0 && block.text() == heading) {
            bring_to_top(QTextCursor(block));
            return true;
        }
    return false;
}

bool HelpBrowser::go_to_name(const QString& name) {
    for (const QTextFrame* frame : document()->rootFrame()->childFrames())
        if (const auto* table = qobject_cast<const QTextTable*>(frame))
            for (int row = 1; row < table->rows(); ++row) {
                const QTextTableCell cell = table->cellAt(row, 0);
                const QString text = cell.firstCursorPosition().block().text();
                if (text != name && !text.startsWith(name + "("))
                    continue;
                QTextCursor cursor = cell.firstCursorPosition();
                bring_to_top(cursor);
                cursor.setPosition(cell.lastPosition(), QTextCursor::KeepAnchor);
                setTextCursor(cursor);
                return true;
            }
    return false;
}

QList<QTextCursor> HelpBrowser::places_of(const QString& text) const {
    QList<QTextCursor> places;
    if (!text.isEmpty())
        for (QTextCursor at = document()->find(text); !at.isNull(); at = document()->find(text, at))
            places.push_back(at);
    return places;
}

int HelpBrowser::mark_all(const QString& text) {
    QList<QTextEdit::ExtraSelection> selections;
    for (const QTextCursor& place : places_of(text)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = place;
        selection.format.setBackground(found_colour);
        selections.push_back(selection);
    }
    setExtraSelections(selections);
    return static_cast<int>(selections.size());
}

void HelpBrowser::select_nothing() {
    QTextCursor cursor = textCursor();
    cursor.clearSelection();
    setTextCursor(cursor);
}

int HelpBrowser::go_to_next(const QString& text, bool backward, bool stay_if_there) {
    const auto places = places_of(text);
    if (places.isEmpty())
        return 0;
    const QTextCursor now = textCursor();
    const auto count = places.size();
    // The first place after the selection, or the one it is at.
    auto next = std::find_if(places.begin(), places.end(),
                             [&](const QTextCursor& place) {
                                 return stay_if_there ? place.selectionStart() >= now.selectionStart()
                                                      : place.selectionStart() > now.selectionStart();
                             }) -
                places.begin();
    if (backward)
        next = std::find_if(places.begin(), places.end(),
                            [&](const QTextCursor& p) { return p.selectionStart() >= now.selectionStart(); }) -
               places.begin() + count - 1;
    const auto number = next % count;
    setTextCursor(places[number]);
    ensureCursorVisible();
    return static_cast<int>(number) + 1;
}

} // namespace alphascope::ui
