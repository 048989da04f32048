#pragma once

#include <QLabel>

namespace alphascope::ui {

/// One line that ends in "…" where there is no room, and never asks for more.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace alphascope::ui
