#include "ui/figure/embedded_workspace.hpp"

#include "core/io/tensors.hpp"
#include "ui/figure/export.hpp"

#include <QBuffer>
#include <QImageReader>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <zlib.h>

namespace alphascope::figure {
namespace {

constexpr std::size_t largest = std::size_t{64} << 20;

std::optional<std::string> inflated(QByteArrayView packed) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    int status = Z_OK;
    while (status == Z_OK && text.size() < largest) {
        char block[16384];
        stream.next_out = reinterpret_cast<Bytef*>(block);
        stream.avail_out = sizeof block;
        status = inflate(&stream, Z_NO_FLUSH);
        text.append(block, sizeof block - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? std::optional(std::move(text)) : std::nullopt;
}

// The PDF writer names the attachment's object in a file specification: /F (name) /EF <</F 38 0 R>>. The name is in
// Latin-1, or in UTF-16 with its mark in front (Qt 6.8).
std::optional<std::string> from_pdf(const QByteArray& file) {
    static const QRegularExpression specification = [] {
        const QString name = QString::fromLatin1(workspace_attachment);
        QString wide = QStringLiteral("\\xFE\\xFF");
        for (const QChar letter : name)
            wide += QStringLiteral("\\x00") + QRegularExpression::escape(QString(letter));
        return QRegularExpression(QStringLiteral("/F \\((?:%1|%2)\\)\\s*/EF\\s*<<\\s*/F (\\d{1,9}) 0 R")
                                      .arg(QRegularExpression::escape(name), wide));
    }();
    const auto match = specification.match(QString::fromLatin1(file));
    if (!match.hasMatch())
        return std::nullopt;
    const qsizetype object = file.indexOf("\n" + match.captured(1).toLatin1() + " 0 obj");
    const QByteArray opening = "stream\n";
    const qsizetype begin = object < 0 ? -1 : file.indexOf(opening, object);
    const qsizetype end = begin < 0 ? -1 : file.indexOf("endstream", begin);
    if (end < 0)
        return std::nullopt;
    const QByteArrayView bytes(file);
    const QByteArrayView content = bytes.sliced(begin + opening.size(), end - begin - opening.size());
    if (file.mid(object, begin - object).contains("/FlateDecode"))
        return inflated(content);
    return std::string(content.data(), static_cast<std::size_t>(content.size()));
}

std::optional<std::string> from_png(const QByteArray& file) {
    QBuffer buffer;
    buffer.setData(file);
    QImageReader reader(&buffer, "png");
    const QString text = reader.text(QString::fromLatin1(workspace_key));
    return text.isEmpty() ? std::nullopt : std::optional(text.toStdString());
}

std::optional<std::string> from_svg(const QByteArray& file) {
    QXmlStreamReader xml(file);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("metadata") &&
            xml.attributes().value(QLatin1String("id")) == QLatin1String(workspace_key)) {
            const QString text = xml.readElementText(QXmlStreamReader::SkipChildElements);
            return text.isEmpty() || xml.hasError() ? std::nullopt : std::optional(text.toStdString());
        }
    return std::nullopt;
}

} // namespace

std::optional<std::string> workspace_of_figure(const QByteArray& file) {
    if (file.startsWith("%PDF-"))
        return from_pdf(file);
    if (file.startsWith("\x89PNG"))
        return from_png(file);
    return from_svg(file);
}

bool is_figure_name(const std::filesystem::path& path) {
    return format_of(path).has_value();
}

Result<Workspace> open_figure(const std::filesystem::path& path) {
    const auto bytes = read_file(path, largest);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto text = workspace_of_figure(QByteArray::fromRawData(bytes->data(), qsizetype(bytes->size())));
    if (!text)
        return failure(ErrorCode::invalid_data,
                       "there is no workspace in this figure: it was not exported by Alphascope, or another program "
                       "has rewritten it since",
                       path.string());
    auto workspace = workspace_from_json(*text, path.parent_path());
    if (!workspace) {
        Error error = in_file(std::move(workspace.error()), path.string());
        error.message = "the workspace in this figure cannot be used: " + error.message;
        return tl::unexpected(std::move(error));
    }
    return workspace;
}

} // namespace alphascope::figure
