#pragma once

#include "ui/compute/compute_service.hpp"
#include "ui/document/design_document.hpp"
#include "ui/main_window/notice.hpp"
#include "ui/main_window/open_tensors.hpp"
#include "ui/main_window/picture_state.hpp"
#include "ui/map_selector/thumbnail_service.hpp"

#include <QMainWindow>
#include <QPointer>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace alphascope::ui {

class Board;
class DesignEditor;
class EquationView;
class Gallery;
class HelpWindow;
class Hint;
class NumberField;
class PresetPicker;
class PreviousDesign;
class RelaxationWindow;
class SceneForm;
class StatusLine;

/// The window: wiring between the document, its editors, the worker and the views.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Workspace start, std::shared_ptr<const EngineRegistry> engines, QWidget* parent = nullptr);
    ~MainWindow() override;

    DesignDocument& document() { return document_; }
    const PicturePtr& picture() const { return state_.picture(); } ///< that the views hold; null: none
    const PictureState& picture_state() const { return state_; }
    bool is_settled() const { return !compute_.busy() && !opening_.busy(); }

    /// Opens a workspace, a design, tensors or an exported figure, by name. Errors are shown, the last good picture
    /// stays.
    void open(const QString& path);
    /// Writes the document into a file, which is its own from then on.
    bool save_to(const QString& path, FileKind kind = FileKind::workspace);
    void set_dark(bool dark);
    /// Takes a file in place of the scene's own that was not found; one undoable step.
    void locate_source_at(const QString& path);
    /// Points at a parameter until it is used for the first time; once dismissed, the same text never comes again.
    void show_hint(const QString& text, const std::string& parameter);

Q_SIGNALS:
    void pictureShown();
    void problemShown(const QString& message);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    /// By place, not by the order in which widgets were made: forms and badges are made anew all the time.
    bool focusNextPrevChild(bool next) override;

private:
    void build_layout();
    void build_menus();
    void build_file_menu();
    void build_view_menu();
    void build_help_menu();
    void open_help(const QString& page, const QString& place = {});
    void connect_parts();
    void request();
    void show_picture(const PicturePtr& picture);
    void show_error(const Error& error);
    void show_trouble(const Error& error);
    void show_file_problem(NoticeText words); ///< until it is closed, another file opens or the document changes
    void end_file_problem();
    void show_misfit(const TensorMisfit& misfit);
    void show_standing();
    void show_use_of_design();
    void add_source_offers(NoticeText& words);
    void locate_source();
    void use_generated_scene();
    void take_reading(const std::map<std::string, AxisNames>& axes);
    void take_first_reading();
    void take_entry(int entry);
    void make_up_what_is_missing();
    void go_to_problem(int index);
    std::vector<NumberField*> refused_numbers() const;
    void stop();
    void open_tensor_file(TensorRequest request);
    void opened(const OpenedTensors& workspace);
    void update_title();
    void remember(const QString& path);
    void fill_recent();
    bool save();
    bool save_as(FileKind kind);
    bool write(const QString& path, FileKind kind);
    void add_to_presets();
    QString proposed_file() const;
    bool may_close();
    void export_figure();
    void new_design();
    void show_relaxations();
    void build_gallery(std::shared_ptr<const EngineRegistry> engines);
    void show_gallery(bool open);
    void show_what_changed();

    DesignDocument document_;
    ComputeService compute_;
    ThumbnailService thumbnails_;
    LatestWins<TensorRequest, OpenedTensors> opening_;
    DesignEditor* editor_ = nullptr;
    SceneForm* scene_ = nullptr;
    EquationView* equations_ = nullptr;
    Board* board_ = nullptr;
    QStackedWidget* pages_ = nullptr; ///< the design and what it does; the gallery
    Gallery* gallery_ = nullptr;
    PreviousDesign* previous_ = nullptr;
    QPointer<QWidget> focus_before_; ///< the gallery opened
    StatusLine* status_ = nullptr;
    PresetPicker* presets_ = nullptr;
    RelaxationWindow* relaxations_ = nullptr; ///< made when first asked for
    QMenu* recent_ = nullptr;
    QPointer<Hint> hint_;
    QPointer<HelpWindow> help_; ///< made when first asked for
    PictureState state_;
    QString opening_path_, file_problem_;
    bool dragging_ = false, dark_ = false;
};

} // namespace alphascope::ui
