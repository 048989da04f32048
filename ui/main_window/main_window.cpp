#include "ui/main_window/main_window.hpp"

#include "ui/document/document_file.hpp"
#include "ui/editor/design_editor.hpp"
#include "ui/editor/design_form.hpp"
#include "ui/editor/equation_view.hpp"
#include "ui/editor/parameter_row.hpp"
#include "ui/editor/preset_picker.hpp"
#include "ui/editor/scene_form.hpp"
#include "ui/figure/embedded_workspace.hpp"
#include "ui/main_window/board.hpp"
#include "ui/main_window/hint.hpp"
#include "ui/main_window/status_line.hpp"
#include "ui/main_window/window_keys.hpp"
#include "ui/main_window/window_palette.hpp"
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
#include <QToolButton>
#include <QVBoxLayout>

namespace alphascope::ui {

namespace {
constexpr std::chrono::milliseconds opening_patience{0}; // a newer drop always wins
constexpr QSize usual_size{1440, 900};
constexpr const char* dismissed_hints = "dismissedHints";
} // namespace

MainWindow::MainWindow(Workspace start, std::shared_ptr<const EngineRegistry> engines, QWidget* parent)
    : QMainWindow(parent), document_(std::move(start)), compute_(engines), thumbnails_(engines),
      opening_([](const OpenRequest& request, std::stop_token) { return open_tensors(request.path, request.current); },
               [this](const Opened& workspace) { opened(workspace); }, opening_patience) {
    setObjectName("mainWindow");
    setAcceptDrops(true);
    build_layout();
    build_gallery(std::move(engines));
    build_menus();
    connect_parts();
    board_->restore(document_.workspace().view);
    new WindowKeys(*this);
    board_->focus_map(); // single keys are the map's
    update_title();
    resize(usual_size.boundedTo(screen()->availableSize()));
}

void MainWindow::build_layout() {
    auto* left = new QSplitter(Qt::Vertical);
    left->setObjectName("leftSplitter");
    left->setChildrenCollapsible(false);

    auto* choose = new QWidget;
    auto* column = new QVBoxLayout(choose);
    column->setContentsMargins(10, 10, 10, 6);
    column->setSpacing(8);
    presets_ = new PresetPicker(document_);
    auto* scene = new SceneForm(document_);
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
    column->addWidget(scene);
    choose->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    editor_ = new DesignEditor(document_);
    auto* equation = new EquationView(document_);
    left->addWidget(choose);
    left->addWidget(editor_);
    left->addWidget(equation);
    left->setStretchFactor(0, 0);
    left->setStretchFactor(1, 1);
    left->setStretchFactor(2, 0);
    left->setSizes({150, 450, 200});
    left->setMinimumWidth(270);

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

    connect(presets_, &PresetPicker::failed, status_, &StatusLine::show_trouble);
    connect(scene, &SceneForm::tensorsChosen, this, &MainWindow::open);
    connect(scene, &SceneForm::openTensorsRequested, this, [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("Open tensors"), {}, tr("Tensors (*.npz *.npy *.safetensors)"));
        if (!path.isEmpty())
            open(path);
    });
}

void MainWindow::connect_parts() {
    auto& form = editor_->form();
    connect(&form, &DesignForm::dragStarted, this, [this] { dragging_ = true; });
    connect(&form, &DesignForm::dragEnded, this, [this] {
        dragging_ = false;
        request();
    });
    for (const auto changed : {&DesignDocument::designChanged, &DesignDocument::sceneChanged}) {
        connect(&document_, changed, status_, &StatusLine::end_trouble);
        connect(&document_, changed, this, &MainWindow::request);
    }
    connect(&document_, &DesignDocument::designChanged, this, &MainWindow::update_title);
    connect(&document_, &DesignDocument::pathChanged, this, &MainWindow::update_title);
    connect(&document_, &DesignDocument::documentReplaced, this,
            [this] { board_->restore(document_.workspace().view); });
    connect(&document_.undo_stack(), &QUndoStack::cleanChanged, this, [this] { update_title(); });
    connect(&document_.undo_stack(), &QUndoStack::indexChanged, this, [this] { update_title(); });
    connect(board_, &Board::asked, this, &MainWindow::request);
    connect(&compute_, &ComputeService::shown, this, &MainWindow::show_picture);
    connect(&compute_, &ComputeService::failed, this, &MainWindow::show_error);
    connect(&compute_, &ComputeService::slow, status_, &StatusLine::show_waiting);
    connect(&compute_, &ComputeService::progressed, status_, &StatusLine::show_progress);
    connect(&compute_, &ComputeService::idle, status_, &StatusLine::end_progress);
    connect(&compute_, &ComputeService::idle, &thumbnails_, &ThumbnailService::resume);
    board_->maps().set_service(thumbnails_);
    connect(status_, &StatusLine::cancelRequested, this, [this] {
        compute_.cancel();
        status_->end_progress();
        status_->show_note(tr("Stopped. The picture shows the last finished result."));
    });
}

void MainWindow::request() {
    ShowRequest request;
    request.design = document_.design();
    request.scene = document_.scene();
    request.dragging = dragging_;
    request.dark = dark_;
    board_->ask(request);
    thumbnails_.pause(); // the map comes first
    compute_.request(std::move(request));
}

void MainWindow::show_picture(const PicturePtr& picture) {
    picture_ = picture;
    auto& form = editor_->form();
    editor_->clear_computed_errors();
    const auto& realised = *picture->realised;
    form.set_inactive_parameters({realised.inactive_parameters.begin(), realised.inactive_parameters.end()});
    form.set_given_signals({realised.given.begin(), realised.given.end()});
    board_->show_picture(picture);
    status_->show_picture(*picture);
    Q_EMIT pictureShown();
}

// The picture cannot be made.
void MainWindow::show_error(const Error& error) {
    editor_->show_computed_error(error);
    const QString message = QString::fromStdString(one_line(error));
    status_->show_problem(message);
    Q_EMIT problemShown(message);
}

// A file cannot be read or written; the picture has nothing to do with it.
void MainWindow::show_trouble(const Error& error) {
    const QString message = QString::fromStdString(one_line(error));
    status_->show_trouble(message);
    Q_EMIT problemShown(message);
}

// The views go before the document they look at: a field that loses the focus still reads it.
MainWindow::~MainWindow() {
    hide();
    delete takeCentralWidget();
}

void MainWindow::open(const QString& path) {
    const std::string name = path.toStdString();
    if (path.startsWith("sample:") || is_tensor_name(name)) {
        opening_path_ = path;
        return opening_.submit({name, document_.workspace()});
    }
    if (!may_close())
        return;
    if (figure::is_figure_name(name)) {
        auto workspace = figure::open_figure(name);
        if (!workspace)
            return show_trouble(workspace.error());
        document_.replace(std::move(*workspace), {}); // saving must not overwrite the figure
    } else {
        auto file = read_document_file(name, document_.workspace());
        if (!file)
            return show_trouble(file.error());
        document_.replace(std::move(file->workspace), path, file->kind, std::move(file->text));
        if (document_.text_has_errors())
            editor_->show_text(); // for repair
    }
    remember(path);
}

void MainWindow::opened(const Opened& workspace) {
    if (!workspace)
        return show_trouble(workspace.error());
    const QString name =
        opening_path_.startsWith("sample:") ? opening_path_.mid(7) : QFileInfo(opening_path_).fileName();
    document_.set_both(*workspace->design, *workspace->scene, tr("open %1").arg(name));
    remember(opening_path_);
    status_->show_note(tr("%1, shown with %2").arg(name, QString::fromStdString(workspace->design->name)));
}

void MainWindow::update_title() {
    const QString name = document_.path().isEmpty() ? QString::fromStdString(document_.design()->name)
                                                    : QFileInfo(document_.path()).completeBaseName();
    setWindowTitle(name + "[*] — Alphascope");
    setWindowModified(document_.is_modified());
}

void MainWindow::show_hint(const QString& text, const std::string& parameter) {
    const auto* row = editor_->form().parameter_row(parameter);
    if (!row || QSettings().value(dismissed_hints).toStringList().contains(text))
        return;
    delete hint_;
    hint_ = new Hint(text, row->slider(), this);
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
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    open(event->mimeData()->urls().front().toLocalFile());
}

} // namespace alphascope::ui
