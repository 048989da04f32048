#pragma once
// One encoder per file format; export.hpp is the door.

#include "ui/figure/export.hpp"

namespace alphascope::figure {

Result<QByteArray> encode_pdf(const Figure& figure, const Theme& theme);
Result<QByteArray> encode_svg(const Figure& figure, const Theme& theme);
Result<QByteArray> encode_png(const Figure& figure, const Theme& theme, int dpi);

} // namespace alphascope::figure
