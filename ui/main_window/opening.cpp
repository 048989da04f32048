// How files come into the window.
#include "core/system/given_map.hpp"
#include "ui/compute/window_words.hpp"
#include "ui/document/document_file.hpp"
#include "ui/editor/design_editor.hpp"
#include "ui/figure/embedded_workspace.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/status_line.hpp"

#include <QFileInfo>

namespace alphascope::ui {

namespace {

QString name_of(const std::string& path) {
    const QString name = QString::fromStdString(path);
    return name.startsWith("sample:") ? name.mid(7) : QFileInfo(name).fileName();
}

QString names_text(const std::vector<std::string>& names) {
    QStringList list;
    for (const auto& name : names)
        list << QString::fromStdString(name);
    return list.join(", ");
}

} // namespace

void MainWindow::open(const QString& path) {
    const std::string name = path.toStdString();
    if (path.startsWith("sample:") || is_tensor_name(name)) {
        TensorSource source;
        source.path = name;
        return open_tensor_file({std::move(source), document_.workspace(), nullptr});
    }
    if (!may_close())
        return;
    if (figure::is_figure_name(name)) {
        auto workspace = figure::open_figure(name);
        if (!workspace)
            return show_trouble(workspace.error());
        end_file_problem();
        document_.replace(std::move(*workspace), {}); // saving must not overwrite the figure
    } else {
        auto file = read_document_file(name, document_.workspace());
        if (!file)
            return show_trouble(file.error());
        end_file_problem();
        document_.replace(std::move(file->workspace), path, file->kind, std::move(file->text));
        if (document_.text_has_errors())
            editor_->show_text(); // for repair
    }
    remember(path);
}

void MainWindow::open_tensor_file(TensorRequest request) {
    opening_path_ = QString::fromStdString(request.source.path);
    opening_.submit(std::move(request));
}

void MainWindow::opened(const OpenedTensors& workspace) {
    if (!workspace)
        return show_misfit(workspace.error());
    const QString name = name_of(opening_path_.toStdString());
    end_file_problem();
    document_.set_both(*workspace->design, *workspace->scene, tr("open %1").arg(name));
    remember(opening_path_);
    status_->show_note(is_given_map(*workspace->scene)
                           ? tr("%1, shown as it is: no design is used")
                                 .arg(QString::fromStdString(title_of(*workspace->design, *workspace->scene)))
                           : tr("%1, shown with %2").arg(name, QString::fromStdString(workspace->design->name)));
}

// All that is wrong with a file, and a button for each thing that would help.
void MainWindow::show_misfit(const TensorMisfit& misfit) {
    const QString name = name_of(misfit.request.source.path);
    NoticeText words;
    words.title = misfit.design
                      ? tr("%1 cannot be shown with %2").arg(name, QString::fromStdString(misfit.design->name))
                      : tr("%1 cannot be read").arg(name);
    words.lines = QString::fromStdString(without_options(misfit.error.message)).split("; ");
    const auto again = [this](const TensorRequest& request) { return [this, request] { open_tensor_file(request); }; };
    if (!misfit.missing.empty()) {
        TensorRequest request = misfit.request;
        request.source.make_up = misfit.missing;
        request.design = misfit.design;
        words.offers.push_back({"makeUp", tr("Make up %1").arg(names_text(misfit.missing)), again(request),
                                tr("Random numbers take their place, and the picture says so")});
    }
    for (const DesignPtr& design : misfit.fitting) {
        if (misfit.design && design->id == misfit.design->id)
            continue;
        TensorRequest request = misfit.request;
        request.design = design;
        words.offers.push_back({"design/" + QString::fromStdString(design->id),
                                tr("Show with %1").arg(QString::fromStdString(design->name)), again(request)});
    }
    show_file_problem(std::move(words));
}

} // namespace alphascope::ui
