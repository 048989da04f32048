#include "ui/editor/equation_view.hpp"

#include "ui/editor/equation_html.hpp"

#include <QLabel>

namespace alphascope::ui {

EquationView::EquationView(DesignDocument& document, QWidget* parent)
    : QScrollArea(parent), document_(document), label_(new QLabel) {
    setObjectName("equation");
    setAccessibleName(tr("Equations of the design"));
    setFrameShape(QFrame::NoFrame);
    setWidget(label_);
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    label_->setTextFormat(Qt::RichText);
    label_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label_->setContentsMargins(10, 6, 10, 6);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = label_->font();
    font.setPointSizeF(font.pointSizeF() * 1.1);
    label_->setFont(font);
    connect(&document_, &DesignDocument::designChanged, this, &EquationView::refresh);
    refresh();
}

QSize EquationView::sizeHint() const {
    return label_->sizeHint() + QSize(8, 8);
}

void EquationView::refresh() {
    const QString html = equation_html(*document_.design());
    if (label_->text() == html)
        return; // parameters do not stand in the equations by value: a drag lays out no text
    label_->setText(html);
    updateGeometry();
}

} // namespace alphascope::ui
