#pragma once

#include <QLabel>

namespace alphascope::ui {

/// A number in few digits that is copied with all of them, as programs read it: Ctrl+C with any part of it selected,
/// or a double click, which selects it whole.
class ExactLabel : public QLabel {
    Q_OBJECT
public:
    explicit ExactLabel(QWidget* parent = nullptr);
    void set(const QString& shown, const QString& exact);
    const QString& exact() const { return exact_; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void offer_selection() const;

    QString exact_;
};

/// "-0.41405": as short as `digits` allow, with a minus that programs read; "∞", "-∞", and "–" for not a number.
QString number_for_reading(double value, int digits);
/// With 17 digits.
QString number_for_copying(double value);

} // namespace alphascope::ui
