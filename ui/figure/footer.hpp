#pragma once
// What a result wants said, in small print under the panels.

#include "core/base/remark.hpp"

#include <QString>
#include <QStringList>

#include <vector>

namespace alphascope::figure {

/// The remarks as items of a footer: warnings first, each begun with "warning:".
QStringList footer_items(const std::vector<Remark>& remarks);

/// The items one after the other in lines not wider than `width`; where they need more than three, the last items give
/// way to "and 2 more", and a first one that is too long by itself ends in an ellipsis. Plain text: no mathematics.
std::vector<QString> footer_lines(const QStringList& items, double points, double width);

} // namespace alphascope::figure
