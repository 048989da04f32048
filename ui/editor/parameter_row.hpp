#pragma once

#include "core/design/design.hpp"

#include <QSlider>
#include <QWidget>

class QLabel;

namespace alphascope::ui {

class ElidedLabel;
class MessageLabel;
class NumberField;

/// A slider that jumps to where it is clicked, ignores the wheel unless focused, and gives its value back on Escape.
class ParameterSlider : public QSlider {
    Q_OBJECT
public:
    explicit ParameterSlider(QWidget* parent = nullptr);

Q_SIGNALS:
    void abandoned(); ///< Escape during a drag

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    bool abandoned_ = false; ///< until the button is released and pressed again
};

/// One parameter: name, slider, number, and the ends of its range, which are numbers to type too.
class ParameterRow : public QWidget {
    Q_OBJECT
public:
    explicit ParameterRow(const Parameter& parameter, QWidget* parent = nullptr);
    void set_parameter(const Parameter& parameter); ///< from the document; emits nothing
    void set_active(bool active);                   ///< inactive: no effect on this scene, said in the tool tip
    bool is_dragging() const { return slider_->isSliderDown(); }
    ParameterSlider* slider() const { return slider_; }

Q_SIGNALS:
    void gestureStarted(); ///< a drag begins, or a control got the focus
    void gestureEnded();
    void changed(double value);
    void rangeChanged(double minimum, double maximum);
    void checked(); ///< a number is refused, or no longer

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    int steps_of(double value) const;
    double value_of(int steps) const;

    NumberField* add_end(const QString& name, const QString& label);
    void say();

    Parameter parameter_;
    double at_press_ = 0;
    bool active_ = true;
    ElidedLabel* name_;
    ParameterSlider* slider_;
    NumberField *number_, *minimum_, *maximum_;
    MessageLabel* message_;
};

} // namespace alphascope::ui
