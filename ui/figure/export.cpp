#include "ui/figure/export.hpp"

#include "core/io/tensors.hpp"
#include "ui/figure/export_formats.hpp"

#include <cmath>

namespace alphascope::figure {

Result<Format> format_of(const std::filesystem::path& path) {
    const std::string ending = path.extension().string();
    if (ending == ".pdf")
        return Format::pdf;
    if (ending == ".svg")
        return Format::svg;
    if (ending == ".png")
        return Format::png;
    return failure(ErrorCode::usage, "a figure's file name must end in .pdf, .svg or .png", path.string());
}

Result<QByteArray> encode_figure(const Figure& figure, const Theme& theme, Format format, int dpi) {
    const QSizeF size = figure.size_points;
    const auto sensible = [](double length) { return length >= 20 && length <= 14400; };
    if (!sensible(size.width()) || !sensible(size.height()))
        return failure(ErrorCode::usage, "a figure must be between 20 and 14400 points wide and high");
    if (figure.panels.empty())
        return failure(ErrorCode::usage, "a figure needs at least one panel");
    Figure whole = figure; // PDF pages are whole points; all formats agree
    whole.size_points = {std::round(size.width()), std::round(size.height())};
    switch (format) {
    case Format::pdf: return encode_pdf(whole, theme);
    case Format::svg: return encode_svg(whole, theme);
    case Format::png: return encode_png(whole, theme, dpi);
    }
    return failure(ErrorCode::usage, "unknown figure format");
}

Result<void> export_figure(const Figure& figure, const Theme& theme, const std::filesystem::path& path, Format format,
                           int dpi) {
    const auto bytes = encode_figure(figure, theme, format, dpi);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return write_file_atomically(path, {bytes->constData(), static_cast<std::size_t>(bytes->size())});
}

} // namespace alphascope::figure
