#include "ui/main_window/add_preset_dialog.hpp"

#include "ui/editor/message_label.hpp"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace alphascope::ui {

AddPresetDialog::AddPresetDialog(const Design& design, QWidget* parent)
    : QDialog(parent), entries_(preset_list()), name_(new QLineEdit), file_(new QLabel),
      message_(new MessageLabel("addPreset/message")) {
    setObjectName("addPreset");
    setWindowTitle(tr("Add to my presets"));
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("File"), file_);
    form->addRow(message_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    add_ = buttons->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    form->addRow(buttons);
    name_->setObjectName("addPreset/name");
    name_->setMinimumWidth(320);
    file_->setForegroundRole(QPalette::PlaceholderText);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(name_, &QLineEdit::textChanged, this, &AddPresetDialog::check);
    const bool shipped = std::any_of(entries_.begin(), entries_.end(), [&](const PresetEntry& entry) {
        return !entry.user && (entry.id == design.id || entry.name == design.name);
    });
    const QString name = QString::fromStdString(design.name);
    name_->setText(shipped ? tr("My %1").arg(name) : name);
    name_->selectAll();
    check();
}

QString AddPresetDialog::name() const {
    return name_->text().trimmed();
}

/// Small letters, digits and underscores, as in the names of the program's own files.
QString AddPresetDialog::id() const {
    QString id;
    for (const QChar c : name().toLower().normalized(QString::NormalizationForm_KD))
        if (c.unicode() < 128 && c.isLetterOrNumber())
            id += c;
        else if (!c.isMark() && !id.isEmpty() && !id.endsWith('_'))
            id += '_';
    while (id.endsWith('_'))
        id.chop(1);
    return id;
}

std::filesystem::path AddPresetDialog::path() const {
    const auto own = std::find_if(entries_.begin(), entries_.end(), [&](const PresetEntry& entry) {
        return entry.user && entry.id == id().toStdString();
    });
    return own != entries_.end() ? own->path : user_preset_folder() / (id().toStdString() + ".json");
}

void AddPresetDialog::check() {
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const PresetEntry& entry) { return entry.id == id().toStdString(); });
    const bool shipped = known != entries_.end() && !known->user;
    std::error_code none;
    const bool replaces = !shipped && !id().isEmpty() && std::filesystem::exists(path(), none);
    QString message;
    if (user_preset_folder().empty())
        message = tr("No folder for presets is known: set HOME or XDG_DATA_HOME.");
    else if (id().isEmpty())
        message = tr("Write a name with letters or digits.");
    else if (shipped)
        message = tr("“%1” is a preset of the program: choose another name.").arg(id());
    const bool possible = message.isEmpty();
    if (replaces)
        message = tr("You have a preset of this name: Replace overwrites its file.");
    file_->setText(id().isEmpty() ? QString() : QString::fromStdString(path().filename().string()));
    add_->setText(replaces ? tr("&Replace") : tr("&Add"));
    add_->setEnabled(possible);
    message_->say(message);
}

} // namespace alphascope::ui
