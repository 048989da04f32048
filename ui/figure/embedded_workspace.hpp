#pragma once
// Figures are documents: what they were made from can be taken out again.

#include <QByteArray>

#include <optional>
#include <string>

namespace alphascope::figure {

/// The workspace that export_figure put into a PDF, SVG or PNG; none when there is none, or the file is damaged or was
/// rewritten in a way that hides it. Reads any bytes safely; a workspace larger than 64 MiB is not taken.
std::optional<std::string> workspace_of_figure(const QByteArray& file);

} // namespace alphascope::figure
