#pragma once

#include "ui/compute/picture.hpp"

namespace alphascope::ui {

/// All that a picture wants said, in the order of the kinds; also of a picture refined since.
std::vector<Remark> picture_remarks(const Picture& picture);

} // namespace alphascope::ui
