#include "ui/main_window/export_dialog.hpp"

#include "core/engine/given.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/editor/quiet_controls.hpp"
#include "ui/figure/export.hpp"
#include "ui/figure/figures.hpp"
#include "ui/figure/page_presets.hpp"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

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

ExportDialog::ExportDialog(PicturePtr picture, Workspace workspace, const QString& name, QWidget* parent)
    : QDialog(parent), picture_(std::move(picture)), workspace_(std::move(workspace)), figure_(new QuietCombo),
      page_(new QuietCombo), dpi_(new QuietSpin), footer_(new QCheckBox(tr("S&mall print with remarks"))),
      path_(new QLineEdit), preview_(new QLabel), size_(new QLabel), message_(new QLabel) {
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
    for (const auto& preset : figure::page_presets())
        page_->addItem(QString("%1  (%2 in)")
                           .arg(QString::fromUtf8(preset.name.data(), qsizetype(preset.name.size())))
                           .arg(preset.width_inches));
    dpi_->setObjectName("export/dpi");
    dpi_->setRange(72, 1200);
    dpi_->setValue(300);
    dpi_->setSuffix(tr(" dpi"));
    footer_->setObjectName("export/footer");
    footer_->setChecked(true);
    footer_->setToolTip(tr("What was made up, guessed, pooled or not reproduced, under the panels"));
    footer_->setVisible(!picture_remarks(*picture_).empty());
    path_->setObjectName("export/path");
    path_->setText(QDir::home().filePath(name + ".pdf"));
    auto* browse = new QPushButton(tr("Browse…"));
    auto* file = new QHBoxLayout;
    file->addWidget(path_, 1);
    file->addWidget(browse);

    auto* form = new QFormLayout;
    form->addRow(tr("&Figure"), figure_);
    form->addRow(tr("&Page"), page_);
    form->addRow(tr("&Resolution"), dpi_);
    form->addRow(tr("F&ile"), file);
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
    preview_->setAlignment(Qt::AlignCenter);

    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(figure_, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(page_, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(path_, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(footer_, &QCheckBox::toggled, this, &ExportDialog::refresh);
    refresh();
}

void ExportDialog::set_path(const QString& path) {
    path_->setText(path);
}

QString ExportDialog::path() const {
    return path_->text();
}

figure::Theme ExportDialog::theme() const {
    return figure::page_presets()[static_cast<std::size_t>(page_->currentIndex())].theme();
}

figure::Figure ExportDialog::current() const {
    const auto& page = figure::page_presets()[static_cast<std::size_t>(page_->currentIndex())];
    auto result =
        paper_figure(*picture_, static_cast<FigureChoice>(figure_->currentIndex()), page.width_points(), theme());
    if (footer_->isChecked())
        figure::set_footer(result, picture_remarks(*picture_), theme());
    result.workspace = workspace_to_json(workspace_, std::filesystem::path(path().toStdString()).parent_path(),
                                         picture_remarks(*picture_));
    result.title = QString::fromStdString(picture_->request.design->name);
    return result;
}

void ExportDialog::refresh() {
    message_->hide();
    dpi_->setEnabled(path_->text().endsWith(".png", Qt::CaseInsensitive));
    const auto shown = current();
    size_->setText(tr("%1 × %2 pt").arg(shown.size_points.width()).arg(shown.size_points.height()));
    const qreal ratio = devicePixelRatioF();
    const auto bytes = figure::encode_figure(shown, theme(), figure::Format::png, static_cast<int>(110 * ratio));
    QPixmap pixmap;
    if (bytes && pixmap.loadFromData(*bytes, "PNG")) {
        pixmap.setDevicePixelRatio(ratio);
        preview_->setPixmap(pixmap);
    }
}

void ExportDialog::browse() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export figure"), path_->text(), tr("Figures (*.pdf *.svg *.png)"));
    if (!path.isEmpty())
        path_->setText(path);
}

void ExportDialog::accept() {
    const std::string path = path_->text().toStdString();
    const auto format = figure::format_of(path);
    const auto written = format ? figure::export_figure(current(), theme(), path, *format, dpi_->value())
                                : Result<void>(tl::unexpected(format.error()));
    if (written)
        return QDialog::accept();
    message_->setText(QString::fromStdString(one_line(written.error())));
    message_->show();
}

} // namespace alphascope::ui
