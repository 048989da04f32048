#pragma once

#include "core/design/design.hpp"

#include <QDialog>

namespace alphascope::ui {

/// Two designs side by side, choice by choice. Does not block the window.
class WhatChanged : public QDialog {
    Q_OBJECT
public:
    WhatChanged(const Design& before, const Design& now, QWidget* parent = nullptr);
};

} // namespace alphascope::ui
