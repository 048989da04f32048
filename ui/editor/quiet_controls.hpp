#pragma once
// Controls that leave the wheel to the panel they stand in unless they have the focus.

#include <QComboBox>
#include <QWheelEvent>

namespace alphascope::ui {

template <class Control> class Quiet : public Control {
public:
    explicit Quiet(QWidget* parent = nullptr) : Control(parent) { this->setFocusPolicy(Qt::StrongFocus); }

protected:
    void wheelEvent(QWheelEvent* event) override {
        if (this->hasFocus())
            Control::wheelEvent(event);
        else
            event->ignore();
    }
};

using QuietCombo = Quiet<QComboBox>;

} // namespace alphascope::ui
