#include "ui/editor/design_text.hpp"

#include "core/design/design_json.hpp"
#include "ui/editor/code_edit.hpp"
#include "ui/editor/json_place.hpp"
#include "ui/editor/name_completion.hpp"
#include "ui/editor/wrong_colour.hpp"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QToolTip>
#include <QVBoxLayout>

namespace alphascope::ui {

namespace {
const QColor wrong_background(0xd3, 0x3f, 0x49, 36); // under letters, on light and dark
constexpr int messages_shown = 3;
} // namespace

DesignText::DesignText(DesignDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), edit_(new CodeEdit), message_(new QLabel) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(edit_, 1);
    layout->addWidget(message_);
    setFocusProxy(edit_);
    edit_->setObjectName("designText");
    edit_->setAccessibleName(tr("Design as text"));
    edit_->setTabChangesFocus(true);
    edit_->setUndoRedoEnabled(false); // the document's undo holds every state
    edit_->setFrameShape(QFrame::NoFrame);
    auto* completion = new NameCompletion(edited_text(edit_), [this] { return words_at_cursor(); });
    connect(edit_, &QPlainTextEdit::textChanged, completion, &NameCompletion::text_changed);
    edit_->installEventFilter(this);
    edit_->viewport()->installEventFilter(this);
    message_->setObjectName("designTextMessage");
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::RichText);
    message_->setContentsMargins(8, 0, 8, 6);
    message_->hide();
    settle_.setSingleShot(true);
    settle_.setInterval(120);
    connect(&settle_, &QTimer::timeout, this, &DesignText::check);
    pause_.setSingleShot(true);
    pause_.setInterval(1500);
    connect(&pause_, &QTimer::timeout, this, [this] { gesture_ = document_.begin_gesture(); });
    connect(edit_, &QPlainTextEdit::textChanged, this, &DesignText::take);
    connect(message_, &QLabel::linkActivated, this, [this](const QString& place) { edit_->go_to(place.toInt()); });
    connect(&document_, &DesignDocument::designChanged, this, &DesignText::refresh);
    connect(&document_, &DesignDocument::textChanged, this, &DesignText::refresh);
    refresh();
}

void DesignText::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    const auto error = computed_error_;
    refresh();
    if (error)
        show_computed_error(*error);
}

bool DesignText::eventFilter(QObject* watched, QEvent* event) {
    if (watched == edit_->viewport()) {
        if (event->type() != QEvent::ToolTip)
            return false;
        const auto* help = static_cast<QHelpEvent*>(event);
        show_tool_tip(help->pos(), help->globalPos());
        return true;
    }
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
    computed_error_.reset();
    if (!isVisible() && !edit_->document()->isEmpty())
        return; // a drag would write the text 60 times a second for nobody
    if (const QString text = QString::fromStdString(document_.text()); text != edit_->toPlainText()) {
        const QSignalBlocker quiet(edit_);
        edit_->change_to(text);
        settle_.stop();
    }
    if (!settle_.isActive())
        check();
}

/// What is typed is the document's, right or wrong.
void DesignText::take() {
    settle_.start();
    pause_.start();
    document_.set_text(edit_->toPlainText().toStdString(), tr("edit the text"), gesture_);
}

void DesignText::check() {
    if (document_.text_has_errors())
        mark(design_problems(edit_->toPlainText().toStdString()));
    else
        clear_marks();
}

void DesignText::show_computed_error(const Error& error) {
    computed_error_ = error;
    if (isVisible() && !settle_.isActive() && marks_.empty() && error.where.starts_with('/'))
        mark({error});
}

void DesignText::clear_computed_error() {
    if (computed_error_ && isVisible() && !settle_.isActive())
        clear_marks();
    computed_error_.reset();
}

void DesignText::mark(const std::vector<Error>& errors) {
    clear_marks();
    const std::string text = edit_->toPlainText().toStdString();
    const auto characters = [&](std::size_t bytes) {
        return static_cast<int>(QString::fromUtf8(text.data(), static_cast<qsizetype>(bytes)).size());
    };
    QList<QTextEdit::ExtraSelection> selections;
    QStringList messages, links;
    for (const Error& error : errors) {
        const TextRange range = place_of_error(text, error);
        const int from = characters(range.begin), to = characters(range.end);
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(edit_->document());
        selection.cursor.setPosition(from);
        const int line = selection.cursor.blockNumber() + 1;
        selection.cursor.setPosition(to, QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(wrong_colour(palette()));
        selection.format.setBackground(wrong_background);
        selections.push_back(selection);
        QString message = QString::fromStdString(one_line(error));
        if (message.startsWith("line ")) // JSON's own reader says it too
            message = message.section(": ", 1);
        message = tr("Line %1: %2").arg(line).arg(message);
        marks_.push_back({from, to, message});
        messages << message;
        links << QString("<a href='%1'>%2</a>%3")
                     .arg(from)
                     .arg(message.section(':', 0, 0).toHtmlEscaped(), (":" + message.section(':', 1)).toHtmlEscaped());
    }
    edit_->setExtraSelections(selections);
    edit_->setAccessibleDescription(messages.join("\n"));
    QString html = QStringList(links.mid(0, messages_shown)).join("<br>");
    if (links.size() > messages_shown)
        html += "<br>" + tr("and %1 more").arg(links.size() - messages_shown);
    message_->setText(html);
    message_->show();
}

void DesignText::clear_marks() {
    marks_.clear();
    edit_->setExtraSelections({});
    edit_->setAccessibleDescription({});
    message_->hide();
}

void DesignText::show_tool_tip(const QPoint& at, const QPoint& global) {
    const int position = edit_->cursorForPosition(at).position();
    for (const Mark& mark : marks_)
        if (position >= mark.from && position <= mark.to)
            return QToolTip::showText(global, mark.message, edit_);
    QToolTip::hideText();
}

std::vector<Completion> DesignText::words_at_cursor() const {
    const QString text = edit_->toPlainText();
    const auto bytes = static_cast<std::size_t>(text.left(edit_->textCursor().position()).toUtf8().size());
    const std::string written = text.toStdString();
    if (const auto pointer = json_text_pointer(written, bytes))
        return document_words(*document_.design(), *pointer);
    const auto object = json_key_object(written, bytes);
    return object ? document_keys_at(*document_.design(), *object) : std::vector<Completion>{};
}

} // namespace alphascope::ui
