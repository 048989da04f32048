#pragma once

#include "core/design/presets.hpp"

#include <QString>

#include <vector>

namespace alphascope::ui {

/// The presets that have a typed text in their name, id or title, best first: the id or name itself, one that begins
/// with it, a word that begins with it, a place inside; within each the order of `entries`.
std::vector<const PresetEntry*> matching_presets(const std::vector<PresetEntry>& entries, const QString& typed);

} // namespace alphascope::ui
