#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;

namespace alphascope::ui {

/// A small bubble that points at a control until it is used or the bubble is closed, while it is seen. Never modal,
/// never takes the focus, never leaves the column that the control stands in.
class Hint : public QFrame {
    Q_OBJECT
public:
    Hint(const QString& text, QWidget* target, QWidget* column, QWidget* parent);

Q_SIGNALS:
    void dismissed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    QPointer<QWidget> target_, column_;
    QLabel* text_;
    bool dismissed_ = false;
};

} // namespace alphascope::ui
