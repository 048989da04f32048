// The menus of the main window. Every action has a shortcut or a mnemonic; the help's page of shortcuts is made from
// them.
#include "core/base/resources.hpp"
#include "core/engine/given.hpp"
#include "ui/editor/design_editor.hpp"
#include "ui/editor/preset_picker.hpp"
#include "ui/main_window/board.hpp"
#include "ui/main_window/export_dialog.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/shown_workspace.hpp"
#include "ui/main_window/status_line.hpp"
#include "ui/map_selector/map_selector.hpp"
#include "ui/relaxations/relaxation_window.hpp"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTabWidget>

namespace alphascope::ui {

namespace {

constexpr const char* recent_key = "recent";
constexpr int recent_most = 9;

template <class Context, class Slot>
QAction* add(QMenu* menu, const QString& text, const QList<QKeySequence>& shortcuts, Context* context, Slot slot) {
    auto* action = menu->addAction(text);
    action->setShortcuts(shortcuts);
    QObject::connect(action, &QAction::triggered, context, slot);
    return action;
}

} // namespace

void MainWindow::build_menus() {
    build_file_menu();
    auto* edit = menuBar()->addMenu(tr("&Edit"));
    auto* undo = document_.undo_stack().createUndoAction(this, tr("&Undo"));
    auto* redo = document_.undo_stack().createRedoAction(this, tr("&Redo"));
    undo->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Z)});
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    edit->addActions({undo, redo});

    auto* design = menuBar()->addMenu(tr("&Design"));
    add(design, tr("Choose a &preset"), {QKeySequence(Qt::CTRL | Qt::Key_P)}, this, [this] {
        auto* field = findChild<QComboBox*>("preset");
        field->setFocus(Qt::ShortcutFocusReason);
        field->lineEdit()->selectAll(); // the next letter replaces the name
    });
    add(design, tr("&Gallery"), {QKeySequence(Qt::CTRL | Qt::Key_G)}, this,
        [this] { show_gallery(pages_->currentIndex() == 0); });
    add(design, tr("&What changed"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G)}, this,
        &MainWindow::show_what_changed);
    add(design, tr("&Add to my presets…"), {}, this, &MainWindow::add_to_presets)->setObjectName("actionAddPreset");
    add(design, tr("Edit as &form"), {QKeySequence(Qt::CTRL | Qt::Key_1)}, this,
        [this] { findChild<QTabWidget*>("designTabs")->setCurrentIndex(0); });
    add(design, tr("Edit as &text"), {QKeySequence(Qt::CTRL | Qt::Key_2)}, this, [this] { editor_->show_text(); });
    design->addSeparator();
    add(design, tr("&Relaxation map"), {QKeySequence(Qt::CTRL | Qt::Key_R)}, this, &MainWindow::show_relaxations)
        ->setObjectName("actionRelaxations");
    build_view_menu();

    build_help_menu();
}

void MainWindow::build_file_menu() {
    auto* file = menuBar()->addMenu(tr("&File"));
    add(file, tr("&New"), {QKeySequence::New}, this, &MainWindow::new_design);
    add(file, tr("&Open…"), {QKeySequence::Open}, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open"), {},
                                                          tr("Workspaces, designs, tensors and exported figures "
                                                             "(*.json *.npz *.npy *.safetensors *.pdf *.svg *.png)"));
        if (!path.isEmpty())
            open(path);
    });
    recent_ = file->addMenu(tr("Open &recent"));
    connect(recent_, &QMenu::aboutToShow, this, &MainWindow::fill_recent);
    file->addSeparator();
    add(file, tr("&Save"), {QKeySequence::Save}, this, &MainWindow::save);
    add(file, tr("Save &As…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}, this,
        [this] { save_as(document_.path().isEmpty() ? FileKind::workspace : document_.kind()); });
    add(file, tr("Save &design as…"), {}, this, [this] {
        save_as(FileKind::design);
    })->setObjectName("actionSaveDesign");
    file->addSeparator();
    add(file, tr("&Export figure…"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, this, &MainWindow::export_figure)
        ->setObjectName("actionExport");
    file->addSeparator();
    add(file, tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, this, &QWidget::close);
}

void MainWindow::build_view_menu() {
    auto* view = menuBar()->addMenu(tr("&View"));
    add(view, tr("&Reset view"), {QKeySequence(Qt::Key_0)}, this, [this] { board_->reset_view(); });
    add(view, tr("Next colour &scale (auto, linear, log, symlog)"), {QKeySequence(Qt::Key_L)}, this,
        [this] { board_->next_scale(); });
    add(view, tr("&Next panel"), {QKeySequence(Qt::Key_F6)}, this, [this] { board_->focus_next_panel(); });
    auto* strip = add(view, tr("Map &thumbnails"), {QKeySequence(Qt::Key_T)}, this,
                      [this](bool on) { board_->maps().set_strip_wanted(on); });
    strip->setObjectName("actionThumbnails");
    strip->setCheckable(true);
    strip->setChecked(true);
    view->addSeparator();
    auto* dark = add(view, tr("&Dark theme"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}, this,
                     [this](bool on) { set_dark(on); });
    dark->setObjectName("actionDark");
    dark->setCheckable(true);
}

void MainWindow::new_design() {
    if (!may_close())
        return;
    if (const auto text = resource("examples/first_light.json"))
        if (auto workspace = workspace_from_json(*text))
            document_.replace(std::move(*workspace), {});
}

// Beside the window, so that what a choice changes is seen.
void MainWindow::show_relaxations() {
    const auto follow = [this] {
        const Design& design = *document_.design();
        relaxations_->set_design(QString::fromStdString(design.id), QString::fromStdString(design.name));
    };
    if (!relaxations_) {
        const auto edges = relaxations();
        if (!edges)
            return show_trouble(edges.error());
        relaxations_ = new RelaxationWindow(relaxation_graph(preset_list(), *edges), this);
        connect(relaxations_, &RelaxationWindow::presetChosen, presets_, &PresetPicker::choose_preset);
        connect(&document_, &DesignDocument::designChanged, relaxations_, follow);
        follow();
    }
    relaxations_->show();
    relaxations_->raise();
    relaxations_->activateWindow();
}

void MainWindow::export_figure() {
    const PicturePtr picture = state_.picture();
    if (!picture || !picture->view || !(picture->stability || is_given(*picture->prepared)) || picture->is_coarse())
        return status_->show_note(tr("Nothing to export yet: wait for the picture."));
    ExportDialog dialog(picture, workspace_of(*picture), proposed_file(), this);
    if (dialog.exec() == QDialog::Accepted)
        status_->show_note(tr("Written: %1").arg(dialog.path()));
}

void MainWindow::remember(const QString& path) {
    if (path.startsWith("sample:"))
        return;
    QSettings settings;
    QStringList paths = settings.value(recent_key).toStringList();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    settings.setValue(recent_key, QStringList(paths.mid(0, recent_most)));
}

void MainWindow::fill_recent() {
    recent_->clear();
    int number = 1;
    for (const QString& path : QSettings().value(recent_key).toStringList()) {
        const QFileInfo info(path);
        auto* action = recent_->addAction(QString("&%1  %2").arg(number++).arg(info.fileName()));
        action->setToolTip(path);
        action->setEnabled(info.exists());
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (recent_->isEmpty())
        recent_->addAction(tr("nothing yet"))->setEnabled(false);
}

} // namespace alphascope::ui
