#pragma once

#include <QString>

class QMenuBar;

namespace alphascope::ui {

/// The keys of every action in a menu bar, and those of formulas, as Markdown.
QString shortcuts_page(const QMenuBar& bar);

} // namespace alphascope::ui
