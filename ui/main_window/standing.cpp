// What the window says of the picture it shows: whether it is that of what is written, and what is wrong if not.
#include "core/scene/source_file.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/compute/window_words.hpp"
#include "ui/editor/design_editor.hpp"
#include "ui/editor/design_form.hpp"
#include "ui/editor/equation_view.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/editor/preset_picker.hpp"
#include "ui/editor/refused_numbers.hpp"
#include "ui/editor/scene_form.hpp"
#include "ui/main_window/board.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/remark_badges.hpp"
#include "ui/main_window/status_line.hpp"
#include "ui/main_window/window_keys.hpp"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>

namespace alphascope::ui {

namespace {

QString sentence(Error error) {
    return QString::fromStdString(sentence_of(std::move(error)));
}

/// Why no figure can be made of the views; empty where one can.
QString no_figure_because(PictureState::Shows shows) {
    switch (shows) {
    case PictureState::Shows::present: return {};
    case PictureState::Shows::nothing: return QObject::tr("there is no picture");
    case PictureState::Shows::earlier: return QObject::tr("the picture is not that of the design");
    }
    return {};
}

} // namespace

void MainWindow::show_standing() {
    NoticeText words;
    for (const Error& error : state_.problems())
        words.lines << sentence(error);
    QStringList listed = words.lines;
    for (const NumberField* field : refused_numbers())
        listed << field->message();
    if (!file_problem_.isEmpty())
        listed << file_problem_;
    status_->set_problems(listed);
    if (state_.is_stopped()) {
        words.lines << tr("The work on what is written now was stopped.");
        words.offers.push_back({"again", tr("Go on"), [this] { request(); }});
    }
    const bool nothing = state_.shows() == PictureState::Shows::nothing;
    words.title = nothing ? tr("There is no picture of this document") : tr("Shown: the last design that worked");
    if (nothing)
        status_->clear_picture();
    add_source_offers(words);
    board_->set_standing(state_.shows(), words);
    auto* action = findChild<QAction*>("actionExport");
    const QString why_not = no_figure_because(state_.shows());
    action->setEnabled(why_not.isEmpty());
    action->setText(why_not.isEmpty() ? tr("&Export figure…") : tr("&Export figure… (%1)").arg(why_not));
    set_refusal(*action, why_not.isEmpty() ? QString() : tr("Nothing is exported: %1.").arg(why_not));
    show_use_of_design();
    update_title();
}

// Whether what the editors hold is what the picture rests on.
void MainWindow::show_use_of_design() {
    const bool given = is_given_map(*document_.scene());
    const QString unused = given ? tr("α is an array of the file: the design is not used. Other tokens use it again.")
                           : state_.never_valid()
                               ? tr("The text never was a design. These fields are those of the document before.")
                               : QString();
    editor_->form().say_unused(unused);
    presets_->set_unused(given || state_.never_valid());
    equations_->show_equations_of(given                         ? EquationsOf::given_map
                                  : state_.never_valid()        ? EquationsOf::nothing
                                  : document_.text_has_errors() ? EquationsOf::earlier
                                                                : EquationsOf::written);
}

// Where the scene's file is what is missing, another one or none at all would do.
void MainWindow::add_source_offers(NoticeText& words) {
    const TensorSource* source = file_of(document_.scene()->source);
    const auto problems = state_.problems();
    const bool about_file = std::any_of(problems.begin(), problems.end(), [&](const Error& error) {
        return source && (error.code == ErrorCode::io || error.code == ErrorCode::invalid_data);
    });
    if (!about_file)
        return;
    if (source->make_up)
        words.offers.push_back({"makeUp", tr("Make &up what the file lacks"), [this] { make_up_what_is_missing(); },
                                tr("Random numbers take the place of missing signals, and the picture says so")});
    words.offers.push_back({"locate", tr("&Locate…"), [this] { locate_source(); },
                            tr("Choose the file that this document was made with")});
    words.offers.push_back({"generate", tr("Use &made-up tokens"), [this] { use_generated_scene(); },
                            tr("The same design on random tokens; can be undone")});
}

void MainWindow::locate_source() {
    const TensorSource* source = file_of(document_.scene()->source);
    const QString chosen = QFileDialog::getOpenFileName(
        this, tr("Locate %1").arg(QFileInfo(QString::fromStdString(source->path)).fileName()), {},
        tr("Tensors (*.npz *.npy *.safetensors)"));
    if (!chosen.isEmpty())
        locate_source_at(chosen);
}

void MainWindow::locate_source_at(const QString& path) {
    Scene scene = *document_.scene();
    TensorSource* source = file_of(scene.source);
    if (!source)
        return;
    const auto found = relocate(*source, path.toStdString());
    if (!found)
        return show_trouble(found.error());
    *source = found->source;
    const QString name = QFileInfo(path).fileName();
    document_.set_scene(std::move(scene), tr("locate %1").arg(name));
    if (!found->same)
        status_->show_note(tr("%1 is not the file that this document was saved with").arg(name));
}

void MainWindow::use_generated_scene() {
    Scene scene = *document_.scene();
    scene.source = GaussianSource{};
    document_.set_scene(std::move(scene), tr("use made-up tokens"));
}

// A guess of which dimension is which was wrong.
void MainWindow::take_reading(const std::map<std::string, AxisNames>& axes) {
    Scene scene = *document_.scene();
    auto* source = std::get_if<TensorSource>(&scene.source);
    if (!source)
        return;
    for (const auto& [array, names] : axes)
        source->axes[array] = names;
    document_.set_scene(std::move(scene), tr("read the axes the other way"));
}

// As the file itself tells, or is guessed from it.
void MainWindow::take_first_reading() {
    Scene scene = *document_.scene();
    auto* source = std::get_if<TensorSource>(&scene.source);
    if (!source)
        return;
    source->axes.clear();
    document_.set_scene(std::move(scene), tr("read the axes as at first"));
}

void MainWindow::take_entry(int entry) {
    Scene scene = *document_.scene();
    auto* source = std::get_if<TensorSource>(&scene.source);
    if (!source)
        return;
    source->entry = entry;
    document_.set_scene(std::move(scene), tr("show entry %1").arg(entry));
}

// The scene says what is made up on purpose, and this design needs more than that.
void MainWindow::make_up_what_is_missing() {
    Scene scene = *document_.scene();
    auto* source = std::get_if<TensorSource>(&scene.source);
    if (!source)
        return;
    source->make_up.reset();
    document_.set_scene(std::move(scene), tr("make up what the file lacks"));
}

void MainWindow::go_to_problem(int index) {
    const auto problems = state_.problems();
    auto at = static_cast<std::size_t>(index);
    if (at < problems.size()) {
        if (!editor_->go_to(problems[at]))
            status_->show_note(sentence(problems[at]));
        return;
    }
    at -= problems.size();
    if (const auto refused = refused_numbers(); at < refused.size())
        editor_->go_to(*refused[at]);
}

// Typed and not taken: the picture is that of the number before.
std::vector<NumberField*> MainWindow::refused_numbers() const {
    auto refused = ui::refused_numbers(*scene_);
    const auto in_form = ui::refused_numbers(editor_->form());
    const auto on_board = ui::refused_numbers(board_->remarks());
    refused.insert(refused.end(), in_form.begin(), in_form.end());
    refused.insert(refused.end(), on_board.begin(), on_board.end());
    return refused;
}

void MainWindow::show_file_problem(NoticeText words) {
    words.can_close = true;
    file_problem_ = words.title + (words.title.isEmpty() || words.lines.isEmpty() ? "" : ": ") + words.lines.join("; ");
    board_->file_notice().say(std::move(words));
    show_standing();
    Q_EMIT problemShown(file_problem_);
}

void MainWindow::end_file_problem() {
    if (file_problem_.isEmpty())
        return;
    file_problem_.clear();
    board_->file_notice().end();
    show_standing();
}

// A file cannot be read or written; the picture has nothing to do with it.
void MainWindow::show_trouble(const Error& error) {
    NoticeText words;
    words.lines = sentence(error).split("; ");
    show_file_problem(std::move(words));
}

} // namespace alphascope::ui
