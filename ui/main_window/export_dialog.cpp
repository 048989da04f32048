#include "ui/main_window/export_dialog.hpp"

#include "core/engine/given.hpp"
#include "core/system/given_map.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/editor/quiet_controls.hpp"
#include "ui/figure/export.hpp"
#include "ui/figure/figures.hpp"
#include "ui/figure/page_presets.hpp"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include <algorithm>

namespace alphascope::ui {

figure::Figure paper_figure(const Picture& picture, FigureChoice choice, double width_points,
                            const figure::Theme& theme) {
    const auto map = [&] {
        return figure::map_panel(*picture.view, picture.colours,
                                 QString::fromStdString(picture.realised->map_label(picture.request.map)));
    };
    const auto impulse = [&] { return figure::impulse_panel(*picture.impulse); };
    const auto spectrum = [&] { return figure::spectrum_panel(picture.spectrum, picture.request.i); };
    const auto stability = [&] { return figure::stability_panel(*picture.stability); };
    switch (choice) {
    case FigureChoice::map: return figure::single(map(), width_points, theme);
    case FigureChoice::impulse: return figure::single(impulse(), width_points, theme);
    case FigureChoice::spectrum: return figure::single(spectrum(), width_points, theme);
    case FigureChoice::stability: return figure::single(stability(), width_points, theme);
    case FigureChoice::board: break;
    }
    return figure::board(map(), impulse(), spectrum(), stability(), width_points, theme);
}

namespace {

constexpr int preview_dpi = 110;
constexpr const char *figure_key = "export/figure", *page_key = "export/page", *dpi_key = "export/dpi",
                     *folder_key = "export/folder", *ending_key = "export/ending";

/// Presets of the same page under two names are offered once.
std::vector<figure::PagePreset> offered_pages() {
    std::vector<figure::PagePreset> pages;
    for (const auto& preset : figure::page_presets())
        if (std::none_of(pages.begin(), pages.end(), [&](const auto& page) { return page.name == preset.name; }))
            pages.push_back(preset);
    return pages;
}

/// "ICML, one column (3.25 in)"; a name that says its width keeps its own unit.
QString page_text(const figure::PagePreset& page) {
    const QString name = QString::fromUtf8(page.name.data(), qsizetype(page.name.size()));
    return name.endsWith(')') ? name : QString("%1 (%2 in)").arg(name, QString::number(page.width_inches, 'g', 4));
}

} // namespace

ExportDialog::ExportDialog(PicturePtr picture, Workspace workspace, const QString& name, QWidget* parent)
    : QDialog(parent), picture_(std::move(picture)), workspace_(std::move(workspace)), figure_(new QuietCombo),
      page_(new QuietCombo), dpi_(new NumberField("export/dpi")),
      footer_(new QCheckBox(tr("S&mall print with remarks"))), path_(new QLineEdit), preview_(new QLabel),
      size_(new QLabel), message_(new QLabel) {
    setWindowTitle(tr("Export figure"));
    setObjectName("exportDialog");
    figure_->setObjectName("export/figure");
    for (const QString& label : {tr("Coefficient map"), tr("Impulse response"), tr("Eigenvalue plane"),
                                 tr("Stability over time"), tr("Board of four")})
        figure_->addItem(label);
    if (is_given(*picture_->prepared)) // the others need A, b and q
        while (figure_->count() > 1)
            figure_->removeItem(1);
    page_->setObjectName("export/page");
    for (const auto& page : offered_pages())
        page_->addItem(page_text(page), QString::fromUtf8(page.id.data(), qsizetype(page.id.size())));
    dpi_->set_rule({.name = tr("the resolution"), .minimum = 72, .maximum = 1200, .whole = true});
    dpi_->set_step(50);
    footer_->setObjectName("export/footer");
    footer_->setChecked(true);
    footer_->setToolTip(tr("What was made up, guessed, pooled or not reproduced, under the panels"));
    footer_->setVisible(!picture_remarks(*picture_).empty());
    path_->setObjectName("export/path");
    restore(name);
    auto* browse = new QPushButton(tr("Browse…"));
    auto* file = new QHBoxLayout;
    file->addWidget(path_, 1);
    file->addWidget(browse);

    auto* form = new QFormLayout;
    form->addRow(tr("&Figure"), figure_);
    form->addRow(tr("&Page"), page_);
    auto* resolution = new QHBoxLayout;
    resolution->addWidget(dpi_, 1);
    resolution->addWidget(new QLabel(tr("dpi")));
    auto* resolution_label = new QLabel(tr("&Resolution"));
    resolution_label->setBuddy(dpi_);
    form->addRow(resolution_label, resolution);
    auto* file_label = new QLabel(tr("F&ile")); // a row of two controls has no letter of its own
    file_label->setBuddy(path_);
    form->addRow(file_label, file);
    form->addRow(QString(), footer_);
    form->addRow(QString(), size_);
    form->addRow(message_);
    message_->setWordWrap(true);
    message_->setObjectName("export/message");
    message_->hide();
    size_->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    auto* left = new QVBoxLayout;
    left->addLayout(form);
    left->addStretch(1);
    left->addWidget(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setSpacing(18);
    layout->addLayout(left);
    layout->addWidget(preview_, 1);
    preview_->setObjectName("export/preview");
    preview_->setAccessibleName(tr("Preview"));
    preview_->setMinimumSize(420, 380);
    preview_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // what is drawn fits the room, not the reverse
    preview_->setAlignment(Qt::AlignCenter);

    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(figure_, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(page_, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(path_, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(dpi_, &NumberField::messageChanged, this, &ExportDialog::say);
    connect(footer_, &QCheckBox::toggled, this, &ExportDialog::refresh);
    resize(920, 520);
    refresh();
}

void ExportDialog::set_path(const QString& path) {
    path_->setText(path);
}

QString ExportDialog::path() const {
    return path_->text();
}

// As the last figure was made, the file's name aside.
void ExportDialog::restore(const QString& name) {
    const QSettings settings;
    figure_->setCurrentIndex(std::clamp(settings.value(figure_key).toInt(), 0, figure_->count() - 1));
    page_->setCurrentIndex(std::max(0, page_->findData(settings.value(page_key).toString())));
    dpi_->set_value(std::clamp(settings.value(dpi_key, 300).toInt(), 72, 1200));
    const QString folder = settings.value(folder_key).toString();
    const QDir place = QDir(folder).exists() && !folder.isEmpty() ? QDir(folder) : QDir::home();
    path_->setText(place.filePath(name + "." + settings.value(ending_key, "pdf").toString()));
}

void ExportDialog::remember() const {
    QSettings settings;
    settings.setValue(figure_key, figure_->currentIndex());
    settings.setValue(page_key, page_->currentData());
    settings.setValue(dpi_key, static_cast<int>(dpi_->value()));
    settings.setValue(folder_key, QFileInfo(path()).absolutePath());
    settings.setValue(ending_key, QFileInfo(path()).suffix());
}

const figure::PagePreset& ExportDialog::page() const {
    const std::string id = page_->currentData().toString().toStdString();
    const auto pages = figure::page_presets();
    return *std::find_if(pages.begin(), pages.end(), [&](const auto& preset) { return preset.id == id; });
}

figure::Theme ExportDialog::theme() const {
    return page().theme();
}

figure::Figure ExportDialog::current() const {
    auto result =
        paper_figure(*picture_, static_cast<FigureChoice>(figure_->currentIndex()), page().width_points(), theme());
    if (footer_->isChecked())
        figure::set_footer(result, picture_remarks(*picture_), theme());
    result.workspace = workspace_to_json(workspace_, std::filesystem::path(path().toStdString()).parent_path(),
                                         picture_remarks(*picture_));
    result.title = QString::fromStdString(title_of(*picture_->request.design, *picture_->request.scene));
    return result;
}

void ExportDialog::refresh() {
    say(dpi_->message());
    dpi_->setEnabled(path_->text().endsWith(".png", Qt::CaseInsensitive));
    const auto shown = current();
    size_->setText(tr("%1 × %2 in")
                       .arg(shown.size_points.width() / 72, 0, 'f', 2)
                       .arg(shown.size_points.height() / 72, 0, 'f', 2));
    const auto bytes =
        figure::encode_figure(shown, theme(), figure::Format::png, static_cast<int>(preview_dpi * devicePixelRatioF()));
    drawn_ = {};
    if (bytes)
        drawn_.loadFromData(*bytes, "PNG");
    fit_preview();
}

// All of the figure, however tall it is.
void ExportDialog::fit_preview() {
    if (drawn_.isNull())
        return preview_->clear();
    const qreal ratio = devicePixelRatioF();
    const QSize room = (QSizeF(preview_->contentsRect().size()) * ratio).toSize();
    QPixmap shown = drawn_.width() > room.width() || drawn_.height() > room.height()
                        ? drawn_.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                        : drawn_;
    shown.setDevicePixelRatio(ratio);
    preview_->setPixmap(shown);
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    layout()->activate();
    fit_preview();
}

void ExportDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    layout()->activate();
    fit_preview();
}

void ExportDialog::browse() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export figure"), path_->text(), tr("Figures (*.pdf *.svg *.png)"));
    if (path.isEmpty())
        return;
    agreed_ = path; // the file dialog has asked
    path_->setText(path);
}

bool ExportDialog::may_overwrite() {
    const QFileInfo file(path_->text());
    if (!file.exists() || path_->text() == agreed_)
        return true;
    QMessageBox question(QMessageBox::Question, tr("Export figure"),
                         tr("%1 is there already. Replace it?").arg(file.fileName()), QMessageBox::NoButton, this);
    auto* replace = question.addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    auto* cancel = question.addButton(tr("&Cancel"), QMessageBox::RejectRole);
    question.setDefaultButton(cancel);
    question.setEscapeButton(cancel);
    question.exec();
    return question.clickedButton() == replace;
}

void ExportDialog::accept() {
    dpi_->take_now();
    if (dpi_->isEnabled() && dpi_->is_wrong())
        return dpi_->setFocus();
    if (!may_overwrite())
        return;
    const std::string path = path_->text().toStdString();
    const auto format = figure::format_of(path);
    const auto written = format
                             ? figure::export_figure(current(), theme(), path, *format, static_cast<int>(dpi_->value()))
                             : Result<void>(tl::unexpected(format.error()));
    if (written) {
        remember();
        return QDialog::accept();
    }
    say(QString::fromStdString(one_line(written.error())));
}

void ExportDialog::say(const QString& message) {
    message_->setText(message);
    message_->setVisible(!message.isEmpty());
}

} // namespace alphascope::ui
