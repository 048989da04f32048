#include "ui/figure/export_formats.hpp"
#include "ui/figure/painter.hpp"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

namespace alphascope::figure {
namespace {

// Any bytes survive XML as text once these are escaped; control characters are not allowed in XML at all.
QByteArray escaped(const QString& text) {
    return text.toHtmlEscaped().toUtf8();
}

} // namespace

Result<QByteArray> encode_svg(const Figure& figure, const Theme& theme) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setResolution(720); // a unit is 0.1 pt
        generator.setSize((figure.size_points * 10).toSize());
        generator.setViewBox(QRectF(QPointF(0, 0), figure.size_points * 10));
        QPainter painter;
        if (!painter.begin(&generator))
            return failure(ErrorCode::io, "the SVG writer could not start");
        paint_figure(&painter, figure, theme);
        painter.end();
    }
    bytes.replace("image-rendering=\"optimizeSpeed\"", "style=\"image-rendering:pixelated\"");
    bytes.replace("<svg ", "<svg role=\"img\" ");
    const QByteArray metadata = "<title>" + escaped(figure.title) + "</title>\n<desc>" + escaped(figure.description) +
                                "</desc>\n<metadata id=\"" + workspace_key + "\">" +
                                escaped(QString::fromStdString(figure.workspace)) + "</metadata>\n";
    for (const char* own : {"<title>Qt SVG Document</title>\n", "<desc>Generated with Qt</desc>\n"})
        bytes.replace(own, "");
    bytes.insert(bytes.indexOf('>', bytes.indexOf("<svg ")) + 1, "\n" + metadata);
    return bytes;
}

} // namespace alphascope::figure
