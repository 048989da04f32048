#pragma once

#include "ui/document/design_document.hpp"

#include <QScrollArea>

class QLabel;

namespace alphascope::ui {

/// What the equations are those of.
enum class EquationsOf {
    written,   ///< the design as it is written
    earlier,   ///< the last design before the text had errors
    nothing,   ///< the text never was a design
    given_map, ///< α is an array: there is nothing to compute
};

/// The equations of the current design, rewritten whenever it changes; dimmed, with a sentence, where they are not
/// those of what is written.
class EquationView : public QScrollArea {
    Q_OBJECT
public:
    explicit EquationView(DesignDocument& document, QWidget* parent = nullptr);
    void show_equations_of(EquationsOf what);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void changeEvent(QEvent* event) override;
    void refresh();
    DesignDocument& document_;
    QLabel* label_;
    EquationsOf what_ = EquationsOf::written;
};

} // namespace alphascope::ui
