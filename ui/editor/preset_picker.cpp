#include "ui/editor/preset_picker.hpp"

#include "core/design/presets.hpp"
#include "ui/editor/quiet_controls.hpp"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>
#include <tuple>

namespace alphascope::ui {

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
    auto* completer = new QCompleter(combo_->model(), combo_);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    combo_->setCompleter(completer);
    connect(combo_, &QComboBox::activated, this, &PresetPicker::choose);
    connect(combo_->lineEdit(), &QLineEdit::returnPressed, this, &PresetPicker::choose_typed);
    connect(combo_->lineEdit(), &QLineEdit::editingFinished, this, &PresetPicker::refresh);
    connect(&document_, &DesignDocument::designChanged, this, &PresetPicker::refresh);
    refresh();
}

void PresetPicker::fill() {
    auto entries = preset_list();
    std::stable_sort(entries.begin(), entries.end(), [](const PresetEntry& a, const PresetEntry& b) {
        return std::tie(a.user, a.family, a.year, a.name) < std::tie(b.user, b.family, b.year, b.name);
    });
    auto* model = new QStandardItemModel(combo_);
    std::string family = "\n";
    for (const auto& entry : entries) {
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
    document_.set_design(std::move(*design), tr("choose %1").arg(name));
}

// Enter takes the first preset whose name or id has what was typed.
void PresetPicker::choose_typed() {
    const QString typed = combo_->lineEdit()->text().trimmed();
    if (!combo_->lineEdit()->isModified() || typed.isEmpty())
        return;
    combo_->completer()->popup()->hide();
    for (int index = 0; index < combo_->count(); ++index) {
        const QString id = combo_->itemData(index).toString();
        if (!id.isEmpty() &&
            (combo_->itemText(index).contains(typed, Qt::CaseInsensitive) || id.contains(typed, Qt::CaseInsensitive)))
            return choose(index);
    }
    Q_EMIT failed(tr("There is no preset with “%1” in its name.").arg(typed));
}

void PresetPicker::refresh() {
    if (combo_->lineEdit()->hasFocus() && combo_->lineEdit()->isModified() && combo_->view()->isVisible())
        return;
    // The name of what is shown, also when it is no preset.
    const QSignalBlocker quiet(combo_);
    const Design& design = *document_.design();
    combo_->setCurrentIndex(combo_->findData(QString::fromStdString(design.id)));
    combo_->setEditText(QString::fromStdString(design.name));
}

} // namespace alphascope::ui
