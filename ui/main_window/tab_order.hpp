#pragma once

#include <vector>

class QWidget;

namespace alphascope::ui {

/// What Tab stops at below `root`, as the eye reads: of widgets side by side the left one with all that is in it, then
/// the right one; of others the upper one first. Hidden and disabled ones are left out.
std::vector<QWidget*> stops_in_reading_order(const QWidget& root);

/// The stop after (before) the one that has the focus, around the ends; null where there is none.
QWidget* next_stop(const QWidget& root, const QWidget* from, bool forward);

} // namespace alphascope::ui
