#include "ui/figure/export_formats.hpp"
#include "ui/figure/painter.hpp"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>

#include <cmath>

namespace alphascope::figure {

Result<QByteArray> encode_png(const Figure& figure, const Theme& theme, int dpi) {
    if (dpi < 36 || dpi > 2400)
        return failure(ErrorCode::usage, "dpi must be between 36 and 2400, got " + std::to_string(dpi));
    const QSizeF exact = figure.size_points * dpi / 72.0;
    const QSize pixels(static_cast<int>(std::lround(exact.width())), static_cast<int>(std::lround(exact.height())));
    QImage image(pixels, theme.background.alpha() == 255 ? QImage::Format_RGB32 : QImage::Format_ARGB32);
    if (image.isNull())
        return failure(ErrorCode::usage, "the picture does not fit into memory; choose a smaller dpi");
    image.fill(theme.background);
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    {
        QPainter painter(&image);
        painter.scale(dpi / 720.0, dpi / 720.0);
        paint_figure(&painter, figure, theme);
    }
    if (!figure.title.isEmpty())
        image.setText(QStringLiteral("Title"), figure.title);
    if (!figure.description.isEmpty())
        image.setText(QStringLiteral("Description"), figure.description);
    if (!figure.workspace.empty())
        image.setText(QString::fromLatin1(workspace_key), QString::fromStdString(figure.workspace));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (!writer.write(image))
        return failure(ErrorCode::io, "cannot write the picture: " + writer.errorString().toStdString());
    return bytes;
}

} // namespace alphascope::figure
