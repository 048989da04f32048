#pragma once
// Figures are documents: what they were made from can be taken out again.

#include "core/workspace/workspace.hpp"

#include <QByteArray>

#include <optional>
#include <string>

namespace alphascope::figure {

/// The workspace that export_figure put into a PDF, SVG or PNG; none when there is none, or the file is damaged or was
/// rewritten in a way that hides it. Reads any bytes safely; a workspace larger than 64 MiB is not taken.
std::optional<std::string> workspace_of_figure(const QByteArray& file);

/// By the name's ending: .pdf, .svg, .png.
bool is_figure_name(const std::filesystem::path& path);

/// Opens the workspace inside a figure. Errors: io, invalid_data where there is none, invalid_design, invalid_scene.
Result<Workspace> open_figure(const std::filesystem::path& path);

} // namespace alphascope::figure
