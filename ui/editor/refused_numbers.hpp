#pragma once

#include <vector>

class QWidget;

namespace alphascope::ui {

class NumberField;

/// The fields below `root` that hold a number which is not taken, with their message, from top to bottom as they were
/// made; those of hidden rows do not count.
std::vector<NumberField*> refused_numbers(const QWidget& root);

} // namespace alphascope::ui
