#pragma once

#include "core/system/realise.hpp"

#include <QString>

namespace alphascope::ui {

/// The label of a token for one line of text; empty where the scene has none.
inline QString token_label(const Realised& realised, Index at) {
    const auto& labels = realised.labels;
    if (at < 0 || at >= static_cast<Index>(labels.size()))
        return {};
    return QString::fromStdString(labels[static_cast<std::size_t>(at)]).replace('\n', "⏎");
}

} // namespace alphascope::ui
