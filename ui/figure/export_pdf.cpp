#include "ui/figure/export_formats.hpp"
#include "ui/figure/painter.hpp"

#include <QBuffer>
#include <QDateTime>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTimeZone>
#include <QUuid>

#include <optional>

namespace alphascope::figure {
namespace {

std::optional<QDateTime> pinned_date() {
    bool set = false;
    const qlonglong epoch = qEnvironmentVariable("SOURCE_DATE_EPOCH").toLongLong(&set);
    return set ? std::optional(QDateTime::fromSecsSinceEpoch(epoch, QTimeZone::utc())) : std::nullopt;
}

/// What stands between `key` and `last` becomes `text`, filled up with `rest` or cut to the length it had: the
/// cross-reference table stays right.
void overwrite(QByteArray& pdf, const QByteArray& key, char last, QByteArray text, const QByteArray& rest) {
    const qsizetype at = pdf.indexOf(key), end = pdf.indexOf(last, at + key.size());
    if (at < 0 || end < 0)
        return;
    const qsizetype from = at + key.size();
    pdf.replace(from, end - from, (text + rest).left(end - from));
}

// Dates are all that differs between two runs (the document's number is set before writing).
void pin_dates(QByteArray& pdf, const QDateTime& date) {
    const qsizetype key = pdf.indexOf("/CreationDate (D:");
    const bool offset = key >= 0 && pdf.indexOf(')', key) - key > 32; // "+02'00'" instead of "Z"
    overwrite(pdf, "/CreationDate (D:", ')', date.toString("yyyyMMddHHmmss").toLatin1(), offset ? "+00'00'" : "Z");
    for (const char* name : {"xmp:CreateDate=\"", "xmp:ModifyDate=\"", "xmp:MetadataDate=\""})
        overwrite(pdf, name, '"', date.toString("yyyy-MM-ddTHH:mm:ss").toLatin1(), "+00:00");
}

} // namespace

Result<QByteArray> encode_pdf(const Figure& figure, const Theme& theme) {
    const auto date = pinned_date();
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
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        if (date)
            writer.setDocumentId(QUuid::createUuidV5(QUuid(), QByteArray::fromStdString(figure.workspace)));
#endif
        QPainter painter;
        if (!painter.begin(&writer))
            return failure(ErrorCode::io, "the PDF writer could not start");
        paint_figure(&painter, figure, theme);
        painter.end();
    }
    if (date)
        pin_dates(bytes, *date);
    return bytes;
}

} // namespace alphascope::figure
