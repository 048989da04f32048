#pragma once

#include "ui/editor/quiet_controls.hpp"

namespace alphascope::ui {

/// The kinds of step A. The list has each one's matrix beside its name and a sentence as tooltip; closed, the name is
/// enough. The data of an item is its id.
class KindCombo : public QuietCombo {
    Q_OBJECT
public:
    explicit KindCombo(QWidget* parent = nullptr);
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace alphascope::ui
