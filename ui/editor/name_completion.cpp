#include "ui/editor/name_completion.hpp"

#include <QFontDatabase>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollBar>
#include <QTreeWidget>

#include <algorithm>

namespace alphascope::ui {

namespace {

constexpr int letters_before_opening = 2, rows_shown = 9, widest_name = 240, width = 480, row_spacing = 6;

bool is_list_key(int key) {
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown ||
           key == Qt::Key_Tab || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape;
}

bool asks_for_list(const QKeyEvent& key) {
    return key.key() == Qt::Key_Space && key.modifiers() == Qt::ControlModifier;
}

/// Those that begin with the letters, then those that have them inside; capitals count for the order only.
std::vector<Completion> matching(const std::vector<Completion>& names, const QString& letters) {
    std::vector<Completion> exact, begin, inside;
    for (const Completion& completion : names) {
        const QString name = QString::fromStdString(completion.name);
        if (name.startsWith(letters))
            exact.push_back(completion);
        else if (name.startsWith(letters, Qt::CaseInsensitive))
            begin.push_back(completion);
        else if (name.contains(letters, Qt::CaseInsensitive))
            inside.push_back(completion);
    }
    exact.insert(exact.end(), begin.begin(), begin.end());
    exact.insert(exact.end(), inside.begin(), inside.end());
    return exact;
}

} // namespace

NameCompletion::NameCompletion(EditedText edited, Names names)
    : QObject(edited.widget), edited_(std::move(edited)), names_(std::move(names)) {
    edited_.widget->installEventFilter(this);
    if (edited_.surface != edited_.widget)
        edited_.surface->installEventFilter(this);
}

void NameCompletion::build() {
    list_ = new QTreeWidget(edited_.widget);
    list_->setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint); // above all, and never active
    list_->setAttribute(Qt::WA_ShowWithoutActivating);
    list_->setObjectName("completions");
    list_->setAccessibleName(tr("Names that fit"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setColumnCount(2);
    list_->setHeaderHidden(true);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setFrameShape(QFrame::Box);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->header()->setStretchLastSection(true);
    connect(list_, &QTreeWidget::itemClicked, this, [this] { accept(); });
    connect(list_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item) // it never has the focus: its description speaks for it
            list_->setAccessibleDescription(item->text(0) + ": " + item->text(1));
    });
}

bool NameCompletion::is_open() const {
    return list_ && list_->isVisible();
}

bool NameCompletion::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ShortcutOverride: { // these keys are the list's, not some shortcut's
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (asks_for_list(key) || (is_open() && is_list_key(key.key()) && key.modifiers() == Qt::NoModifier)) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::KeyPress: {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (asks_for_list(key)) {
            open(true);
            return true;
        }
        if (is_open() && press(key.key(), key.modifiers()))
            return true;
        typing_ = key.key() == Qt::Key_Backspace || (!key.text().isEmpty() && key.text().front().isPrint());
        break;
    }
    case QEvent::KeyRelease: typing_ = false; break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel: close(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

/// A key while the list is open; true when it was for the list.
bool NameCompletion::press(int key, Qt::KeyboardModifiers modifiers) {
    if (is_list_key(key) && modifiers == Qt::NoModifier) {
        const int count = list_->topLevelItemCount(), row = list_->indexOfTopLevelItem(list_->currentItem());
        const auto go = [&](int to) { list_->setCurrentItem(list_->topLevelItem(std::clamp(to, 0, count - 1))); };
        switch (key) {
        case Qt::Key_Up: go(row == 0 ? count - 1 : row - 1); break;
        case Qt::Key_Down: go(row == count - 1 ? 0 : row + 1); break;
        case Qt::Key_PageUp: go(row - rows_shown); break;
        case Qt::Key_PageDown: go(row + rows_shown); break;
        case Qt::Key_Escape: close(); break;
        default: accept();
        }
        return true;
    }
    if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End)
        close(); // and the cursor moves
    return false;
}

void NameCompletion::text_changed() {
    if (std::exchange(typing_, false))
        open(asked_for_ && is_open());
    else
        close();
}

void NameCompletion::open(bool asked_for) {
    const QString text = edited_.text();
    const NameAt name = name_at(text, edited_.cursor());
    const QString letters = text.mid(name.from, name.written);
    if (!asked_for && letters.size() < letters_before_opening)
        return close();
    const auto matches = matching(names_(), letters);
    const bool nothing_to_add =
        matches.size() == 1 && QString::fromStdString(matches[0].name) == text.mid(name.from, name.length);
    if (matches.empty() || (nothing_to_add && !asked_for))
        return close();
    asked_for_ = asked_for;
    if (!list_)
        build();
    fill(matches);
    place();
    list_->show();
}

void NameCompletion::fill(const std::vector<Completion>& matches) {
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    list_->clear();
    for (const Completion& completion : matches) {
        const QString help = QString::fromStdString(completion.help);
        auto* item = new QTreeWidgetItem(list_, {QString::fromStdString(completion.label), help});
        item->setData(0, Qt::UserRole, QString::fromStdString(completion.name) + (completion.function ? "(" : ""));
        item->setFont(0, fixed);
        item->setSizeHint(1, QSize(0, list_->fontMetrics().height() + row_spacing));
        item->setForeground(1, list_->palette().placeholderText());
        for (int column = 0; column < 2; ++column)
            item->setToolTip(column, help);
    }
    list_->setCurrentItem(list_->topLevelItem(0));
    list_->resizeColumnToContents(0);
    list_->setColumnWidth(0, std::min(list_->columnWidth(0) + 12, widest_name));
}

/// Under the name that is being written, or above it where the screen ends.
void NameCompletion::place() {
    const int rows = std::min(list_->topLevelItemCount(), rows_shown);
    const int height = rows * list_->sizeHintForRow(0) + 2 * list_->frameWidth();
    const QRect caret = edited_.caret();
    const NameAt name = name_at(edited_.text(), edited_.cursor());
    const int back = edited_.widget->fontMetrics().horizontalAdvance(edited_.text().mid(name.from, name.written));
    const QPoint below = edited_.widget->mapToGlobal(caret.bottomLeft() + QPoint(-back, 4));
    const QPoint above = edited_.widget->mapToGlobal(caret.topLeft() - QPoint(back, 4 + height));
    const QRect screen = edited_.widget->screen()->availableGeometry();
    const bool fits = below.y() + height <= screen.bottom();
    list_->setGeometry(std::max(screen.left(), std::min(below.x(), screen.right() - width)),
                       fits ? below.y() : above.y(), width, height);
}

void NameCompletion::accept() {
    const auto* item = list_->currentItem();
    QString name = item->data(0, Qt::UserRole).toString();
    const QString text = edited_.text();
    const NameAt at = name_at(text, edited_.cursor());
    if (name.endsWith('(') && at.from + at.length < text.size() && text[at.from + at.length] == '(')
        name.chop(1); // its bracket is there already
    close();
    edited_.replace(at.from, at.length, name);
}

void NameCompletion::close() {
    asked_for_ = false;
    if (list_)
        list_->hide();
}

} // namespace alphascope::ui
