#pragma once
// Figures as files: PDF for papers, SVG for editing, PNG for slides.

#include "ui/figure/figure.hpp"

#include "core/base/error.hpp"

#include <QByteArray>

#include <filesystem>

namespace alphascope::figure {

enum class Format { pdf, svg, png };

/// By the file name's ending. Error usage names the formats there are.
Result<Format> format_of(const std::filesystem::path& path);

/// Name of the PDF attachment and key of the PNG text that carry Figure::workspace.
inline constexpr const char* workspace_attachment = "alphascope-workspace.json";
inline constexpr const char* workspace_key = "alphascope-workspace";

/// The bytes of the file. Sizes are exact: a PDF page is figure.size_points rounded to whole points, an SVG has its
/// size in millimetres, a PNG its resolution. Text stays text in PDF (fonts embedded), becomes paths in SVG; maps are
/// never lossy. With SOURCE_DATE_EPOCH set, equal figures give equal bytes. Needs a QGuiApplication. Errors: usage
/// (size or dpi out of range), io (the writer failed).
Result<QByteArray> encode_figure(const Figure& figure, const Theme& theme, Format format, int dpi = 300);

/// Writes the file whole or not at all: beside it first, then renamed. `dpi` concerns PNG only. Errors also: io.
Result<void> export_figure(const Figure& figure, const Theme& theme, const std::filesystem::path& path, Format format,
                           int dpi = 300);

} // namespace alphascope::figure
