#include "ui/editor/equation_view.hpp"

#include "ui/editor/equation_html.hpp"

#include <QFocusEvent>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace alphascope::ui {

EquationView::EquationView(DesignDocument& document, QWidget* parent)
    : QScrollArea(parent), document_(document), label_(new QLabel) {
    setObjectName("equation");
    setAccessibleName(tr("Equations of the design"));
    setFrameShape(QFrame::NoFrame);
    setWidget(label_);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // long lines break
    label_->setWordWrap(true);
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
    const int width = std::max(viewport()->width(), 260);
    return {width, label_->heightForWidth(width) + 8};
}

// The arrow keys scroll it: whoever comes here by Tab sees where they are.
void EquationView::paintEvent(QPaintEvent* event) {
    QScrollArea::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void EquationView::focusInEvent(QFocusEvent* event) {
    QScrollArea::focusInEvent(event);
    viewport()->update();
}

void EquationView::focusOutEvent(QFocusEvent* event) {
    QScrollArea::focusOutEvent(event);
    viewport()->update();
}

void EquationView::refresh() {
    const QString html = equation_html(*document_.design());
    if (label_->text() == html)
        return; // parameters do not stand in the equations by value: a drag lays out no text
    label_->setText(html);
    updateGeometry();
}

} // namespace alphascope::ui
