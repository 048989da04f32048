#pragma once

#include <QLabel>

namespace alphascope::ui {

/// One line that ends in "…" where there is no room, and never asks for more. A shorter wording is taken first.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void set(const QString& text, const QString& shorter = {});
    QSize minimumSizeHint() const override;
    /// As much of it as is seen.
    QString shown() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString shorter_; ///< empty: none
};

} // namespace alphascope::ui
