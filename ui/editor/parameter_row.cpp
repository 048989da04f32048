#include "ui/editor/parameter_row.hpp"

#include "ui/editor/elided_label.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/message_label.hpp"
#include "ui/editor/number_field.hpp"

#include <QGridLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {
constexpr int slider_steps = 1000;
}

ParameterSlider::ParameterSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(0, slider_steps);
    setSingleStep(slider_steps / 100);
    setPageStep(slider_steps / 10);
    setFocusPolicy(Qt::StrongFocus);
}

void ParameterSlider::mousePressEvent(QMouseEvent* event) {
    abandoned_ = false;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
    if (event->button() == Qt::LeftButton && !handle.adjusted(-6, -6, 6, 6).contains(event->pos())) {
        const int span = width() - handle.width();
        const int x = static_cast<int>(event->position().x()) - handle.width() / 2;
        setSliderDown(true); // the jump belongs to the drag that follows it
        setValue(QStyle::sliderValueFromPosition(minimum(), maximum(), x, span));
    }
    QSlider::mousePressEvent(event);
}

void ParameterSlider::mouseMoveEvent(QMouseEvent* event) {
    if (!abandoned_) // the button is still down, and the hand moves a little when it lets go
        QSlider::mouseMoveEvent(event);
}

void ParameterSlider::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isSliderDown()) {
        abandoned_ = true;
        Q_EMIT abandoned(); // still part of the drag: it leaves no step behind
        setSliderDown(false);
        return;
    }
    const int coarse = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const bool fine = event->modifiers().testFlag(Qt::ControlModifier);
    const int step = fine ? 1 : singleStep() * coarse;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        setValue(value() + (event->key() == Qt::Key_Right ? step : -step));
        return;
    }
    QSlider::keyPressEvent(event);
}

void ParameterSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QSlider::wheelEvent(event);
    else
        event->ignore();
}

ParameterRow::ParameterRow(const Parameter& parameter, QWidget* parent)
    : QWidget(parent), name_(new ElidedLabel), slider_(new ParameterSlider),
      number_(new NumberField(QString::fromStdString(parameter.name) + "/number")) {
    const QString name = QString::fromStdString(parameter.name);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(name_, 0, 0, 1, 2);
    grid->addWidget(number_, 0, 2);
    grid->addWidget(slider_, 1, 0, 1, 3);
    minimum_ = add_end(name + "/minimum", tr("least %1").arg(name));
    maximum_ = add_end(name + "/maximum", tr("greatest %1").arg(name));
    maximum_->setAlignment(Qt::AlignRight);
    message_ = new MessageLabel(name + "/refusal");
    grid->addWidget(minimum_, 2, 0, Qt::AlignLeft);
    grid->addWidget(maximum_, 2, 2, Qt::AlignRight);
    grid->addWidget(message_, 3, 0, 1, 3);
    grid->setColumnStretch(1, 1);

    slider_->setObjectName(name);
    slider_->setAccessibleName(tr("%1 slider").arg(name));
    number_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    number_->setAlignment(Qt::AlignRight);
    slider_->installEventFilter(this);
    name_->setBuddy(number_);
    set_parameter(parameter);

    connect(slider_, &QSlider::sliderPressed, this, [this] {
        at_press_ = parameter_.value;
        Q_EMIT gestureStarted();
    });
    connect(slider_, &QSlider::sliderReleased, this, &ParameterRow::gestureEnded);
    connect(slider_, &QSlider::valueChanged, this, [this](int steps) { Q_EMIT changed(value_of(steps)); });
    connect(slider_, &ParameterSlider::abandoned, this, [this] { Q_EMIT changed(at_press_); });
    connect(number_, &NumberField::taken, this, &ParameterRow::changed);
    connect(minimum_, &NumberField::taken, this, [this](double end) { Q_EMIT rangeChanged(end, parameter_.maximum); });
    connect(maximum_, &NumberField::taken, this, [this](double end) { Q_EMIT rangeChanged(parameter_.minimum, end); });
    const auto outside = [this] { return tr("the value %1 would lie outside").arg(number_text(parameter_.value)); };
    minimum_->set_objection([this, outside](double end) {
        return end <= parameter_.value && end < parameter_.maximum ? QString() : outside();
    });
    maximum_->set_objection([this, outside](double end) {
        return end >= parameter_.value && end > parameter_.minimum ? QString() : outside();
    });
    for (auto* field : {number_, minimum_, maximum_}) {
        connect(field, &NumberField::sessionStarted, this, &ParameterRow::gestureStarted);
        connect(field, &NumberField::messageChanged, this, &ParameterRow::say);
    }
}

NumberField* ParameterRow::add_end(const QString& name, const QString& label) {
    auto* end = new NumberField(name);
    end->setButtonSymbols(QAbstractSpinBox::NoButtons);
    end->setFrame(false);
    end->set_rule({.name = label});
    end->setToolTip(tr("An end of the slider's range: type another one"));
    QFont small = end->font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    end->setFont(small);
    end->line()->setFont(small);
    QPalette quiet = end->palette();
    quiet.setColor(QPalette::Base, Qt::transparent);
    end->setPalette(quiet);
    return end;
}

void ParameterRow::say() {
    QStringList lines;
    for (const auto* field : {number_, minimum_, maximum_})
        if (!field->message().isEmpty())
            lines << field->message();
    message_->say(lines.join("\n"));
    Q_EMIT checked();
}

void ParameterRow::set_parameter(const Parameter& parameter) {
    parameter_ = parameter;
    const QSignalBlocker quiet_slider(slider_);
    set_active(active_);
    const QString help = QString::fromStdString(parameter.help);
    slider_->setToolTip(help);
    number_->setToolTip(help);
    number_->set_rule(
        {.name = QString::fromStdString(parameter.name), .minimum = parameter.minimum, .maximum = parameter.maximum});
    number_->set_step((parameter.maximum - parameter.minimum) / 100);
    number_->set_value(parameter.value);
    minimum_->set_value(parameter.minimum);
    maximum_->set_value(parameter.maximum);
    for (auto* end : {minimum_, maximum_})
        end->set_step((parameter.maximum - parameter.minimum) / 10);
    if (slider_->value() != steps_of(parameter.value))
        slider_->setValue(steps_of(parameter.value));
}

void ParameterRow::set_active(bool active) {
    active_ = active;
    name_->setForegroundRole(active ? QPalette::WindowText : QPalette::PlaceholderText);
    const QString help = QString::fromStdString(parameter_.help);
    name_->setToolTip(active ? help : tr("No effect here: what it acts on is given by the tensor file. %1").arg(help));
    name_->setText(QString::fromStdString(parameter_.name) + (active ? QString() : tr("  (no effect on this scene)")));
}

bool ParameterRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        Q_EMIT gestureStarted();
    return QWidget::eventFilter(watched, event);
}

int ParameterRow::steps_of(double value) const {
    const double span = parameter_.maximum - parameter_.minimum;
    return span > 0 ? static_cast<int>(std::lround((value - parameter_.minimum) / span * slider_steps)) : 0;
}

double ParameterRow::value_of(int steps) const {
    const double span = parameter_.maximum - parameter_.minimum;
    if (steps == slider_->minimum() || steps == slider_->maximum())
        return steps == slider_->minimum() ? parameter_.minimum : parameter_.maximum;
    // As many decimals as tell one step from the next: the design is a text that people read.
    const int decimals = std::clamp(3 - static_cast<int>(std::floor(std::log10(std::max(span, 1e-12)))), 0, 15);
    const double value = parameter_.minimum + span * steps / slider_steps;
    return std::clamp(QString::number(value, 'f', decimals).toDouble(), parameter_.minimum, parameter_.maximum);
}

} // namespace alphascope::ui
