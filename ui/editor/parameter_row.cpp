#include "ui/editor/parameter_row.hpp"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
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

void ParameterSlider::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isSliderDown()) {
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
    : QWidget(parent), name_(new QLabel), minimum_(new QLabel), maximum_(new QLabel), slider_(new ParameterSlider),
      number_(new QDoubleSpinBox) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(name_, 0, 0, 1, 2);
    grid->addWidget(number_, 0, 2);
    grid->addWidget(slider_, 1, 0, 1, 3);
    grid->addWidget(minimum_, 2, 0);
    grid->addWidget(maximum_, 2, 2, Qt::AlignRight);
    grid->setColumnStretch(1, 1);

    const QString name = QString::fromStdString(parameter.name);
    slider_->setObjectName(name);
    slider_->setAccessibleName(tr("%1 slider").arg(name));
    number_->setObjectName(name + "/number");
    number_->setAccessibleName(name);
    number_->setLocale(QLocale::c());
    number_->setDecimals(4);
    number_->setKeyboardTracking(true);
    number_->setFocusPolicy(Qt::StrongFocus);
    number_->setMinimumWidth(92);
    number_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    number_->setAlignment(Qt::AlignRight);
    number_->installEventFilter(this);
    slider_->installEventFilter(this);
    name_->setBuddy(number_);
    for (auto* label : {minimum_, maximum_}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        QFont small = label->font();
        small.setPointSizeF(small.pointSizeF() * 0.85);
        label->setFont(small);
    }
    set_parameter(parameter);

    connect(slider_, &QSlider::sliderPressed, this, [this] {
        at_press_ = parameter_.value;
        Q_EMIT gestureStarted();
    });
    connect(slider_, &QSlider::sliderReleased, this, &ParameterRow::gestureEnded);
    connect(slider_, &QSlider::valueChanged, this, [this](int steps) { Q_EMIT changed(value_of(steps)); });
    connect(slider_, &ParameterSlider::abandoned, this, [this] { Q_EMIT changed(at_press_); });
    connect(number_, &QDoubleSpinBox::valueChanged, this, &ParameterRow::changed);
}

void ParameterRow::set_parameter(const Parameter& parameter) {
    parameter_ = parameter;
    const QSignalBlocker quiet_slider(slider_), quiet_number(number_);
    name_->setText(QString::fromStdString(parameter.name));
    const QString help = QString::fromStdString(parameter.help);
    for (QWidget* widget :
         {static_cast<QWidget*>(name_), static_cast<QWidget*>(slider_), static_cast<QWidget*>(number_)})
        widget->setToolTip(help);
    minimum_->setText(QLocale::c().toString(parameter.minimum, 'g', 4).replace('-', u'−'));
    maximum_->setText(QLocale::c().toString(parameter.maximum, 'g', 4).replace('-', u'−'));
    const double span = parameter.maximum - parameter.minimum;
    number_->setDecimals(std::clamp(3 - static_cast<int>(std::floor(std::log10(std::max(span, 1e-12)))), 0, 12));
    number_->setRange(parameter.minimum, parameter.maximum);
    number_->setSingleStep(span / 100);
    if (std::abs(number_->value() - parameter.value) > 1e-12 * span)
        number_->setValue(parameter.value);
    if (slider_->value() != steps_of(parameter.value))
        slider_->setValue(steps_of(parameter.value));
}

void ParameterRow::set_active(bool active) {
    name_->setForegroundRole(active ? QPalette::WindowText : QPalette::PlaceholderText);
    const QString help = QString::fromStdString(parameter_.help);
    name_->setToolTip(active ? help : tr("No effect here: what it acts on is given by the tensor file. %1").arg(help));
    name_->setText(QString::fromStdString(parameter_.name) + (active ? QString() : tr("  (no effect on this scene)")));
}

bool ParameterRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        Q_EMIT gestureStarted();
    if (event->type() == QEvent::Wheel && watched == number_ && !number_->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

int ParameterRow::steps_of(double value) const {
    const double span = parameter_.maximum - parameter_.minimum;
    return span > 0 ? static_cast<int>(std::lround((value - parameter_.minimum) / span * slider_steps)) : 0;
}

double ParameterRow::value_of(int steps) const {
    const double span = parameter_.maximum - parameter_.minimum;
    return parameter_.minimum + span * steps / slider_steps;
}

} // namespace alphascope::ui
