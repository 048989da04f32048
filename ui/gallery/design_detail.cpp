#include "ui/gallery/design_detail.hpp"

#include "ui/editor/equation_html.hpp"
#include "ui/gallery/difference_html.hpp"

namespace alphascope::ui {

namespace {

QString escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

QString reference_html(const Reference& reference) {
    QString html = escaped(reference.title);
    if (reference.year > 0)
        html += QString(", %1").arg(reference.year);
    if (!reference.arxiv.empty())
        html += QString("<br><a href='https://arxiv.org/abs/%1'>arXiv:%1</a>").arg(escaped(reference.arxiv));
    return html;
}

} // namespace

DesignDetail::DesignDetail(QWidget* parent) : QTextBrowser(parent) {
    setObjectName("gallery/detail");
    setAccessibleName(tr("About the design"));
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(true);
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(14);
}

void DesignDetail::show_entry(const GalleryEntry& entry, const DesignPtr& before, const QString& problem) {
    const Design& design = *entry.design;
    const QString faint = palette().color(QPalette::PlaceholderText).name();
    const auto heading = [&](const QString& text) {
        return "<p style='margin-top:14px; margin-bottom:4px; color:" + faint + "'>" + text.toHtmlEscaped() + "</p>";
    };
    QString html = "<p style='font-size:large; font-weight:600; margin-bottom:2px'>" + escaped(design.name) + "</p>";
    QStringList meta{escaped(design.family)};
    for (const QString& badge : entry.badges)
        meta << badge.toHtmlEscaped();
    meta.removeAll(QString());
    html += "<p style='color:" + faint + "; margin-top:0px'>" + meta.join(" · ") + "</p>";
    if (!problem.isEmpty())
        html += "<p><b>" + tr("Does not fit this scene") + "</b><br>" + problem.toHtmlEscaped().replace("; ", "<br>") +
                "</p>";
    html += "<p>" + escaped(design.note) + "</p>";
    if (before)
        html += heading(tr("What changes from %1").arg(QString::fromStdString(before->name))) +
                changes_html(*before, design, palette());
    html += heading(tr("Equations")) + equation_html(design);
    if (!design.reference.title.empty())
        html += heading(tr("Reference")) + "<p style='margin-top:0px'>" + reference_html(design.reference) + "</p>";
    setHtml(html);
}

} // namespace alphascope::ui
