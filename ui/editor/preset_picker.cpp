#include "ui/editor/preset_picker.hpp"

#include "ui/editor/expression_field.hpp"
#include "ui/editor/matching_presets.hpp"
#include "ui/editor/quiet_controls.hpp"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>
#include <tuple>

namespace alphascope::ui {

namespace {
constexpr int most_rows = 14;
}

PresetPicker::PresetPicker(DesignDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), combo_(new QuietCombo) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(combo_);
    setFocusProxy(combo_);
    combo_->setObjectName("preset");
    combo_->setAccessibleName(tr("Preset"));
    combo_->setToolTip(tr("Architectures shipped with Alphascope. Type a part of a name and press Enter."));
    combo_->setEditable(true);
    combo_->setInsertPolicy(QComboBox::NoInsert);
    combo_->setMaxVisibleItems(24);
    combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo_->setMinimumContentsLength(16);
    fill();
    combo_->setCompleter(nullptr);
    connect(combo_, &QComboBox::activated, this, &PresetPicker::choose);
    connect(combo_->lineEdit(), &QLineEdit::textEdited, this, &PresetPicker::search);
    combo_->lineEdit()->installEventFilter(this);
    combo_->installEventFilter(this); // which gets the keys for its line
    connect(&document_, &DesignDocument::designChanged, this, &PresetPicker::refresh);
    refresh();
}

void PresetPicker::fill() {
    entries_ = preset_list();
    std::stable_sort(entries_.begin(), entries_.end(), [](const PresetEntry& a, const PresetEntry& b) {
        return std::tie(a.user, a.family, a.year, a.name) < std::tie(b.user, b.family, b.year, b.name);
    });
    auto* model = new QStandardItemModel(combo_);
    std::string family = "\n";
    for (const auto& entry : entries_) {
        const std::string group = entry.user ? "your own" : entry.family;
        if (group != family) {
            auto* title = new QStandardItem(QString::fromStdString(group).toUpper());
            title->setFlags(Qt::NoItemFlags);
            QFont font = combo_->font();
            font.setPointSizeF(font.pointSizeF() * 0.85);
            font.setBold(true);
            title->setFont(font);
            model->appendRow(title);
            family = group;
        }
        auto* item = new QStandardItem(QString::fromStdString(entry.name));
        item->setData(QString::fromStdString(entry.id), Qt::UserRole);
        item->setToolTip(QString("%1 (%2)").arg(QString::fromStdString(entry.title)).arg(entry.year));
        model->appendRow(item);
    }
    combo_->setModel(model);
}

void PresetPicker::choose(int index) {
    choose_preset(combo_->itemData(index).toString());
}

void PresetPicker::choose_preset(const QString& id) {
    if (id.isEmpty())
        return refresh();
    auto design = preset(id.toStdString());
    if (!design) {
        Q_EMIT failed(QString::fromStdString(one_line(design.error())));
        return refresh();
    }
    const QString name = QString::fromStdString(design->name);
    document_.choose_design(std::move(*design), tr("choose %1").arg(name));
}

void PresetPicker::set_unused(bool unused) {
    if (unused == unused_)
        return;
    unused_ = unused;
    refresh();
}

void PresetPicker::reload() {
    const QSignalBlocker quiet(combo_);
    fill();
    refresh();
}

/// The list of what fits the typed text, best first and highlighted.
void PresetPicker::search() {
    const QString typed = combo_->lineEdit()->text().trimmed();
    const auto found = matching_presets(entries_, typed);
    if (typed.isEmpty() || found.empty())
        return close_search();
    if (!found_) {
        found_ = new QListWidget(this);
        found_->setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint); // above all, and never active
        found_->setAttribute(Qt::WA_ShowWithoutActivating);
        found_->setFocusPolicy(Qt::NoFocus);
        found_->setObjectName("preset/found");
        found_->setAccessibleName(tr("Presets that fit"));
        connect(found_, &QListWidget::itemClicked, this, [this] { choose_typed(); });
    }
    found_->clear();
    for (const auto* entry : found) {
        auto* item = new QListWidgetItem(QString::fromStdString(entry->name), found_);
        item->setData(Qt::UserRole, QString::fromStdString(entry->id));
        item->setToolTip(QString("%1 (%2)").arg(QString::fromStdString(entry->title)).arg(entry->year));
    }
    found_->setCurrentRow(0);
    const int rows = std::min(found_->count(), most_rows);
    const int height = rows * found_->sizeHintForRow(0) + 2 * found_->frameWidth();
    found_->setGeometry(QRect(combo_->mapToGlobal(QPoint(0, combo_->height())),
                              QSize(std::max(combo_->width(), found_->sizeHintForColumn(0) + 24), height)));
    found_->show();
}

void PresetPicker::close_search() {
    if (found_)
        found_->hide();
}

/// A key of the search; false where it is an ordinary one.
bool PresetPicker::press(const QKeyEvent& key) {
    const bool open = found_ && found_->isVisible();
    const auto go = [&](int by) {
        found_->setCurrentRow(std::clamp(found_->currentRow() + by, 0, found_->count() - 1));
        return true;
    };
    switch (key.key()) {
    case Qt::Key_Down: return open && go(1);
    case Qt::Key_Up: return open && go(-1);
    case Qt::Key_PageDown: return open && go(most_rows);
    case Qt::Key_PageUp: return open && go(-most_rows);
    case Qt::Key_Return:
    case Qt::Key_Enter: choose_typed(); return true;
    case Qt::Key_Escape:
        if (!combo_->lineEdit()->isModified())
            return false;
        close_search();
        combo_->lineEdit()->setModified(false);
        refresh();
        combo_->lineEdit()->selectAll();
        return true;
    default: return false;
    }
}

bool PresetPicker::eventFilter(QObject* watched, QEvent* event) {
    const auto is_documents = [this](const QEvent& key) { // its letters are undone until they are taken
        return is_undo_or_redo(static_cast<const QKeyEvent&>(key)) && !combo_->lineEdit()->isModified();
    };
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (!is_documents(*event))
            break;
        event->ignore();
        return true;
    case QEvent::KeyPress:
        if (is_documents(*event))
            return true; // the document has no step left
        if (press(*static_cast<QKeyEvent*>(event)))
            return true;
        break;
    case QEvent::FocusOut:
        close_search();
        if (watched == combo_ && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason &&
            static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            QMetaObject::invokeMethod(this, &PresetPicker::refresh, Qt::QueuedConnection);
        break;
    case QEvent::Hide:
    case QEvent::Wheel: close_search(); break;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

/// Takes the highlighted entry, or says that nothing fits; the text stays then.
void PresetPicker::choose_typed() {
    if (!combo_->lineEdit()->isModified())
        return;
    const QString typed = combo_->lineEdit()->text().trimmed();
    if (!found_ || !found_->isVisible() || !found_->currentItem()) {
        if (!typed.isEmpty())
            Q_EMIT failed(tr("There is no preset with “%1” in its name.").arg(typed));
        return;
    }
    const QString id = found_->currentItem()->data(Qt::UserRole).toString();
    close_search();
    combo_->lineEdit()->setModified(false); // taken: the field is the document's again
    choose_preset(id);
    refresh();
}

void PresetPicker::refresh() {
    if (combo_->lineEdit()->hasFocus() && combo_->lineEdit()->isModified())
        return;
    // The name of what is shown, also when it is no preset.
    const QSignalBlocker quiet(combo_);
    const Design& design = *document_.design();
    combo_->setCurrentIndex(combo_->findData(QString::fromStdString(design.id)));
    combo_->setEditText(unused_ ? QString() : QString::fromStdString(design.name));
    combo_->lineEdit()->setCursorPosition(0); // a long name is seen from its beginning
    combo_->lineEdit()->setPlaceholderText(unused_ ? tr("no design is used") : QString());
    combo_->lineEdit()->setModified(false);
    combo_->lineEdit()->home(false); // a long name is read from its beginning
}

} // namespace alphascope::ui
