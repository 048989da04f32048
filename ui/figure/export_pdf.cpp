#include "ui/figure/export_formats.hpp"
#include "ui/figure/painter.hpp"

#include <QBuffer>
#include <QDateTime>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTimeZone>

namespace alphascope::figure {
namespace {

// The date is all that differs between two runs. It keeps its length, so that the cross-reference table stays right.
void pin_date(QByteArray& pdf) {
    bool set = false;
    const qlonglong epoch = qEnvironmentVariable("SOURCE_DATE_EPOCH").toLongLong(&set);
    const QByteArray key = "/CreationDate (D:";
    const qsizetype at = pdf.indexOf(key), end = pdf.indexOf(')', at);
    if (!set || at < 0 || end < 0)
        return;
    const QByteArray date = QDateTime::fromSecsSinceEpoch(epoch, Qt::UTC).toString("yyyyMMddHHmmss").toLatin1();
    const qsizetype from = at + key.size();
    const bool offset = end - from > date.size() + 1; // "+02'00'" instead of "Z"
    pdf.replace(from, end - from, (date + (offset ? "+00'00'" : "Z")).left(end - from));
}

} // namespace

Result<QByteArray> encode_pdf(const Figure& figure, const Theme& theme) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(figure.size_points, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        writer.setResolution(720); // a unit is 0.1 pt
        writer.setTitle(figure.title);
        writer.setCreator(QStringLiteral("Alphascope"));
        if (!figure.workspace.empty())
            writer.addFileAttachment(QString::fromLatin1(workspace_attachment),
                                     QByteArray::fromStdString(figure.workspace), QStringLiteral("application/json"));
        QPainter painter;
        if (!painter.begin(&writer))
            return failure(ErrorCode::io, "the PDF writer could not start");
        paint_figure(&painter, figure, theme);
        painter.end();
    }
    pin_date(bytes);
    return bytes;
}

} // namespace alphascope::figure
