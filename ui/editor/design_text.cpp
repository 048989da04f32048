#include "ui/editor/design_text.hpp"

#include "core/design/design_json.hpp"
#include "ui/editor/json_place.hpp"

#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

DesignText::DesignText(DesignDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), edit_(new QPlainTextEdit), message_(new QLabel) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(edit_, 1);
    layout->addWidget(message_);
    edit_->setObjectName("designText");
    edit_->setAccessibleName(tr("Design as text"));
    edit_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit_->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit_->setTabChangesFocus(true);
    edit_->setUndoRedoEnabled(false); // the document's undo holds every valid state
    edit_->setFrameShape(QFrame::NoFrame);
    edit_->installEventFilter(this);
    message_->setObjectName("designTextMessage");
    message_->setWordWrap(true);
    message_->setContentsMargins(8, 0, 8, 6);
    message_->hide();
    settle_.setSingleShot(true);
    settle_.setInterval(120);
    connect(&settle_, &QTimer::timeout, this, &DesignText::read);
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] { settle_.start(); });
    connect(&document_, &DesignDocument::designChanged, this, &DesignText::refresh);
    refresh();
}

void DesignText::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

bool DesignText::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        gesture_ = document_.begin_gesture();
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DesignText::refresh() {
    if (!isVisible() && !edit_->document()->isEmpty())
        return; // a drag would write the text 60 times a second for nobody
    const auto shown = design_from_json(edit_->toPlainText().toStdString());
    if (shown && *shown == *document_.design())
        return clear_mark(); // the user's own layout of the same design stays
    const QSignalBlocker quiet(edit_);
    edit_->setPlainText(QString::fromStdString(design_to_json(*document_.design())));
    settle_.stop();
    clear_mark();
}

void DesignText::read() {
    auto design = design_from_json(edit_->toPlainText().toStdString());
    if (!design)
        return mark(design.error());
    clear_mark();
    document_.set_design(std::move(*design), tr("edit the text"), gesture_);
}

void DesignText::mark(const Error& error) {
    const std::string text = edit_->toPlainText().toStdString();
    std::size_t at = 0;
    if (!error.where.empty()) {
        if (const auto place = find_json_value(text, error.where))
            at = place->begin + (error.offset >= 0 ? static_cast<std::size_t>(error.offset) + 1 : 0);
    } else if (error.offset >= 0)
        at = static_cast<std::size_t>(error.offset);
    const auto before = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(at, text.size())));
    const int line = static_cast<int>(before.count('\n'));
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(edit_->document()->findBlockByNumber(line));
    selection.format.setProperty(QTextFormat::FullWidthSelection, true);
    selection.format.setBackground(QColor(0xd3, 0x3f, 0x49, 60));
    edit_->setExtraSelections({selection});
    message_->setText(tr("Line %1: %2").arg(line + 1).arg(QString::fromStdString(one_line(error))));
    message_->show();
}

void DesignText::clear_mark() {
    edit_->setExtraSelections({});
    message_->hide();
}

} // namespace alphascope::ui
