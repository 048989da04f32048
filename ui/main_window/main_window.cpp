#include "ui/main_window/main_window.hpp"
#include "core/system/given_map.hpp"

#include "ui/compute/picture_remarks.hpp"
#include "ui/compute/window_words.hpp"
#include "ui/editor/design_editor.hpp"
#include "ui/editor/design_form.hpp"
#include "ui/editor/equation_view.hpp"
#include "ui/editor/parameter_row.hpp"
#include "ui/editor/preset_picker.hpp"
#include "ui/editor/scene_form.hpp"
#include "ui/help/panel_title.hpp"
#include "ui/main_window/board.hpp"
#include "ui/main_window/hint.hpp"
#include "ui/main_window/remark_badges.hpp"
#include "ui/main_window/status_line.hpp"
#include "ui/main_window/tab_order.hpp"
#include "ui/main_window/window_keys.hpp"
#include "ui/main_window/window_palette.hpp"
#include "ui/main_window/window_place.hpp"
#include "ui/map_selector/map_selector.hpp"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace alphascope::ui {

namespace {
constexpr std::chrono::milliseconds opening_patience{0}; // a newer drop always wins
constexpr QSize usual_size{1440, 900};
constexpr int narrowest_form = 288; // with a scroll bar; a screen of 960 has room for it
constexpr const char* dismissed_hints = "dismissedHints";
} // namespace

MainWindow::MainWindow(Workspace start, std::shared_ptr<const EngineRegistry> engines, QWidget* parent)
    : QMainWindow(parent), document_(std::move(start)), compute_(engines), thumbnails_(engines),
      opening_([](const TensorRequest& request, std::stop_token) { return open_tensors(request); },
               [this](const OpenedTensors& workspace) { opened(workspace); }, opening_patience) {
    setObjectName("mainWindow");
    setAcceptDrops(true);
    build_layout();
    build_gallery(std::move(engines));
    build_menus();
    connect_parts();
    board_->restore(document_.workspace().view);
    auto* keys = new WindowKeys(*this);
    connect(keys, &WindowKeys::refused, status_, &StatusLine::show_note);
    update_title();
    if (!restore_place(*this))
        resize(first_size(usual_size, screen()->availableGeometry()));
    board_->focus_map(); // single keys are the map's
}

// The frame comes from the window manager, some time after the window is there.
void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    for (const int milliseconds : {0, 100, 400})
        QTimer::singleShot(milliseconds, this, [this] { keep_inside_screen(*this); });
}

void MainWindow::build_layout() {
    auto* left = new QSplitter(Qt::Vertical);
    left->setObjectName("leftSplitter");
    left->setChildrenCollapsible(false);

    auto* choose = new QWidget;
    auto* column = new QVBoxLayout(choose);
    column->setContentsMargins(8, 10, 8, 6);
    column->setSpacing(8);
    presets_ = new PresetPicker(document_);
    scene_ = new SceneForm(document_);
    auto* gallery = new QToolButton;
    gallery->setObjectName("openGallery");
    gallery->setText(tr("Gallery"));
    gallery->setToolTip(tr("All designs as pictures on these tokens (Ctrl+G)"));
    connect(gallery, &QToolButton::clicked, this, [this] { show_gallery(true); });
    auto* top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(presets_, 1);
    top->addWidget(gallery);
    column->addLayout(top);
    column->addWidget(scene_);
    choose->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    editor_ = new DesignEditor(document_);
    equations_ = new EquationView(document_);
    left->addWidget(choose);
    left->addWidget(editor_);
    left->addWidget(titled("equations", equations_));
    left->setStretchFactor(0, 0);
    left->setStretchFactor(1, 1);
    left->setStretchFactor(2, 0);
    left->setSizes({150, 450, 200});
    left->setMinimumWidth(narrowest_form);

    board_ = new Board;
    auto* split = new QSplitter(Qt::Horizontal);
    split->setObjectName("mainSplitter");
    split->setChildrenCollapsible(false);
    split->addWidget(left);
    split->addWidget(board_);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({310, 1130});
    pages_ = new QStackedWidget;
    pages_->addWidget(split);
    setCentralWidget(pages_);
    status_ = new StatusLine;
    setStatusBar(status_);

    connect(presets_, &PresetPicker::failed, status_, &StatusLine::show_note);
    connect(scene_, &SceneForm::tensorsChosen, this, &MainWindow::open);
    connect(scene_, &SceneForm::openTensorsRequested, this, [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("Open tensors"), {}, tr("Tensors (*.npz *.npy *.safetensors)"));
        if (!path.isEmpty())
            open(path);
    });
}

void MainWindow::connect_parts() {
    auto& form = editor_->form();
    connect(&form, &DesignForm::numbersChecked, this, &MainWindow::show_standing);
    connect(scene_, &SceneForm::numbersChecked, this, &MainWindow::show_standing);
    connect(&form, &DesignForm::dragStarted, this, [this] { dragging_ = true; });
    connect(&form, &DesignForm::dragEnded, this, [this] {
        dragging_ = false;
        request();
    });
    for (const auto changed : {&DesignDocument::designChanged, &DesignDocument::sceneChanged}) {
        connect(&document_, changed, this, &MainWindow::end_file_problem);
        connect(&document_, changed, this, &MainWindow::request);
    }
    connect(&document_, &DesignDocument::designChanged, this, &MainWindow::update_title);
    connect(&document_, &DesignDocument::pathChanged, this, &MainWindow::update_title);
    connect(&document_, &DesignDocument::pathChanged, this, &MainWindow::request); // what the file says is known anew
    connect(&document_, &DesignDocument::designChanged, this, [this] {
        if (is_given_map(*document_.scene()))
            status_->show_note(tr("α is an array of the file: no design is used. Choose other tokens to see one."));
    });
    connect(&document_, &DesignDocument::documentReplaced, this, [this] {
        compute_.cancel(); // a picture of the last document would place the cross-hair of this one
        status_->end_progress();
        state_.opened_another(editor_->typed_errors());
        board_->restore(document_.workspace().view);
        show_standing();
    });
    connect(editor_, &DesignEditor::typedErrorsChanged, this, [this] {
        state_.typed(editor_->typed_errors());
        show_standing();
        if (!state_.picture() && !state_.never_valid())
            request(); // a text that had errors from the start is whole, perhaps as a design that was there before
    });
    connect(&board_->file_notice(), &Notice::closed, this, &MainWindow::end_file_problem);
    connect(&board_->remarks(), &RemarkBadges::otherReadingWanted, this, &MainWindow::take_reading);
    connect(&board_->remarks(), &RemarkBadges::firstReadingWanted, this, &MainWindow::take_first_reading);
    connect(&board_->remarks(), &RemarkBadges::locateWanted, this, &MainWindow::locate_source);
    connect(&board_->remarks(), &RemarkBadges::numbersChecked, this, &MainWindow::show_standing);
    connect(&board_->remarks(), &RemarkBadges::generatedSceneWanted, this, &MainWindow::use_generated_scene);
    connect(&board_->remarks(), &RemarkBadges::entryWanted, this, &MainWindow::take_entry);
    connect(status_, &StatusLine::problemChosen, this, &MainWindow::go_to_problem);
    connect(&document_.undo_stack(), &QUndoStack::cleanChanged, this, [this] { update_title(); });
    connect(&document_.undo_stack(), &QUndoStack::indexChanged, this, [this] { update_title(); });
    connect(board_, &Board::asked, this, &MainWindow::request);
    connect(&compute_, &ComputeService::shown, this, &MainWindow::show_picture);
    connect(&compute_, &ComputeService::failed, this, &MainWindow::show_error);
    connect(&compute_, &ComputeService::refiningFailed, this, [this](const Error& error) {
        state_.lacks(error);
        show_standing();
    });
    const auto work = [this] { return tr("computing %L1 tokens").arg(document_.scene()->length); };
    connect(&compute_, &ComputeService::slow, this, [this, work] { status_->show_waiting(work()); });
    connect(&compute_, &ComputeService::progressed, this,
            [this, work](double share) { status_->show_progress(share, work()); });
    connect(&compute_, &ComputeService::idle, status_, &StatusLine::end_progress);
    connect(&compute_, &ComputeService::idle, &thumbnails_, &ThumbnailService::resume);
    board_->maps().set_service(thumbnails_);
    connect(status_, &StatusLine::cancelRequested, this, &MainWindow::stop);
}

void MainWindow::stop() {
    compute_.cancel();
    status_->end_progress();
    status_->show_note(tr("Stopped. The picture shows the last finished result."));
    const PicturePtr& picture = state_.picture();
    if (!picture || picture->request.design != document_.design() || picture->request.scene != document_.scene())
        state_.stopped();
    show_standing();
}

void MainWindow::request() {
    if (state_.never_valid())
        return; // there is nothing to draw
    ShowRequest request;
    request.design = document_.design();
    request.scene = document_.scene();
    request.dragging = dragging_;
    request.dark = dark_;
    request.scene_of_document = document_.scene_is_as_opened();
    board_->ask(request);
    thumbnails_.pause(); // the map comes first
    compute_.request(std::move(request));
}

void MainWindow::show_picture(const PicturePtr& picture) {
    if (state_.never_valid())
        return; // it is of the design that was there before
    state_.made(picture);
    auto& form = editor_->form();
    editor_->clear_computed_errors();
    const auto& realised = *picture->realised;
    form.set_inactive_parameters({realised.inactive_parameters.begin(), realised.inactive_parameters.end()});
    form.set_given_signals({realised.given.begin(), realised.given.end()});
    board_->show_picture(picture);
    status_->show_picture(*picture);
    show_standing();
    Q_EMIT pictureShown();
}

// The picture cannot be made.
void MainWindow::show_error(const Error& error) {
    editor_->show_computed_error(error);
    state_.failed(error);
    show_standing();
    Q_EMIT problemShown(QString::fromStdString(one_line(error)));
}

// The views go before the document they look at: a field that loses the focus still reads it.
MainWindow::~MainWindow() {
    document_.undo_stack().disconnect(this); // it tells of its end, when the picture is gone
    hide();
    delete takeCentralWidget();
}

void MainWindow::update_title() {
    const QString name = document_.path().isEmpty()
                             ? QString::fromStdString(title_of(*document_.design(), *document_.scene()))
                             : QFileInfo(document_.path()).completeBaseName();
    const QString made_up = state_.picture() ? made_up_text(picture_remarks(*state_.picture())) : QString();
    setWindowTitle(name + (made_up.isEmpty() ? QString() : " — " + made_up) + "[*] — Alphascope");
    setWindowModified(document_.is_modified());
}

void MainWindow::show_hint(const QString& text, const std::string& parameter) {
    const auto* row = editor_->form().parameter_row(parameter);
    if (!row || QSettings().value(dismissed_hints).toStringList().contains(text))
        return;
    delete hint_;
    hint_ = new Hint(text, row->slider(), editor_, this);
    connect(hint_, &Hint::dismissed, this, [text] {
        QSettings settings;
        settings.setValue(dismissed_hints, settings.value(dismissed_hints).toStringList() << text);
    });
    hint_->show();
}

void MainWindow::set_dark(bool dark) {
    dark_ = dark;
    QApplication::setPalette(window_palette(dark));
    board_->set_dark(dark);
    findChild<QAction*>("actionDark")->setChecked(dark);
    request();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->setAccepted(may_close());
    if (event->isAccepted())
        remember_place(*this);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    open(event->mimeData()->urls().front().toLocalFile());
}

bool MainWindow::focusNextPrevChild(bool next) {
    QWidget* stop = next_stop(*this, focusWidget(), next);
    if (!stop)
        return false;
    stop->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace alphascope::ui
