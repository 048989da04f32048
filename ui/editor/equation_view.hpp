#pragma once

#include "ui/document/design_document.hpp"

#include <QScrollArea>

class QLabel;

namespace alphascope::ui {

/// The equations of the current design, rewritten whenever it changes.
class EquationView : public QScrollArea {
    Q_OBJECT
public:
    explicit EquationView(DesignDocument& document, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void refresh();
    DesignDocument& document_;
    QLabel* label_;
};

} // namespace alphascope::ui
