// Files of the main window: what is saved where, and what is asked before anything is lost.
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "ui/document/document_file.hpp"
#include "ui/editor/preset_picker.hpp"
#include "ui/main_window/add_preset_dialog.hpp"
#include "ui/main_window/board.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/shown_workspace.hpp"
#include "ui/main_window/status_line.hpp"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace alphascope::ui {

namespace {

QString name_of(const Design& design) {
    return design.id.empty() ? QObject::tr("design") : QString::fromStdString(design.id);
}

} // namespace

/// Where a file of this document would lie, without its ending.
QString MainWindow::proposed_file() const {
    if (!document_.path().isEmpty())
        return QFileInfo(document_.path()).absoluteDir().filePath(QFileInfo(document_.path()).completeBaseName());
    return QDir::home().filePath(name_of(*document_.design()));
}

bool MainWindow::write(const QString& path, FileKind kind) {
    const std::filesystem::path file = path.toStdString();
    const PicturePtr shown = state_.picture();
    const bool of_now =
        shown && shown->request.design == document_.design() && shown->request.scene == document_.scene();
    const auto written =
        write_file_atomically(file, document_file_text(document_, kind, board_->view(), file.parent_path(),
                                                       of_now ? scene_of(*shown) : nullptr));
    if (!written) {
        show_trouble(written.error());
        return false;
    }
    remember(path);
    const QString name = QFileInfo(path).fileName();
    if (document_.text_has_errors())
        status_->show_note(tr("Saved %1 as it is typed, with the errors in its text.").arg(name));
    else if (kind == FileKind::design)
        status_->show_note(tr("Saved %1: the design. Tokens and view are part of a workspace (Save As).").arg(name));
    else
        status_->show_note(tr("Saved %1.").arg(name));
    return true;
}

bool MainWindow::save_to(const QString& path, FileKind kind) {
    if (!write(path, kind))
        return false;
    document_.mark_saved(path, kind);
    return true;
}

bool MainWindow::save() {
    return document_.path().isEmpty() ? save_as(FileKind::workspace) : save_to(document_.path(), document_.kind());
}

bool MainWindow::save_as(FileKind kind) {
    QFileDialog dialog(this, kind == FileKind::design ? tr("Save design") : tr("Save workspace"));
    dialog.setAcceptMode(QFileDialog::AcceptSave); // which asks before it overwrites
    dialog.setNameFilter(kind == FileKind::design ? tr("Designs (*.json)")
                                                  : tr("Workspaces: design, tokens, view (*.json)"));
    dialog.setDefaultSuffix("json");
    const QFileInfo proposed(proposed_file() + ".json");
    dialog.setDirectory(proposed.absolutePath());
    dialog.selectFile(proposed.fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return false;
    const QString path = dialog.selectedFiles().front();
    const bool copy =
        kind == FileKind::design && document_.kind() == FileKind::workspace && !document_.path().isEmpty();
    return copy ? write(path, kind) : save_to(path, kind); // a workspace stays the document of its window
}

void MainWindow::add_to_presets() {
    if (document_.text_has_errors())
        return show_trouble(
            {ErrorCode::invalid_design, "the design's text has errors: mend them, then it can be a preset", {}});
    AddPresetDialog dialog(*document_.design(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    Design design = *document_.design();
    design.id = dialog.id().toStdString();
    design.name = dialog.name().toStdString();
    const auto text = design_rewritten(document_.text(), *document_.design(), design);
    std::error_code failed;
    std::filesystem::create_directories(dialog.path().parent_path(), failed);
    const auto written = write_file_atomically(dialog.path(), text ? *text : design_to_json(design));
    if (!written)
        return show_trouble(written.error());
    presets_->reload();
    document_.choose_design(std::move(design), tr("add %1 to the presets").arg(dialog.name()));
    if (document_.path().isEmpty())
        document_.undo_stack().setClean(); // it can be had again from the list
    status_->show_note(tr("%1 is one of your presets: %2")
                           .arg(dialog.name(), QString::fromStdString(dialog.path().filename().string())));
}

bool MainWindow::may_close() {
    if (!document_.is_modified()) // as the title says it
        return true;
    QMessageBox question(
        QMessageBox::Question, tr("Unsaved changes"),
        document_.text_has_errors()
            ? tr("The design was changed, and its text has errors. Saving keeps the text as it is typed.")
            : tr("The design was changed. Save it first?"),
        QMessageBox::NoButton, this);
    auto* save_it = question.addButton(tr("&Save"), QMessageBox::AcceptRole);
    auto* discard = question.addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    auto* cancel = question.addButton(tr("&Cancel"), QMessageBox::RejectRole);
    question.setDefaultButton(save_it);
    question.setEscapeButton(cancel);
    question.exec();
    return question.clickedButton() == discard || (question.clickedButton() == save_it && save());
}

} // namespace alphascope::ui
