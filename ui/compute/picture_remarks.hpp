#pragma once

#include "ui/compute/picture.hpp"

#include <QString>

namespace alphascope::ui {

/// All that a picture wants said, in the order of the kinds; also of a picture refined since.
std::vector<Remark> picture_remarks(const Picture& picture);

/// "made up: w_raw, kappa", of the signals that α rests on; many are counted. Empty where nothing is.
QString made_up_text(const std::vector<Remark>& remarks);

/// The names in a line of text; more than a few are counted.
QString few_names(const std::vector<std::string>& names);

} // namespace alphascope::ui
