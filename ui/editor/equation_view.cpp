#include "ui/editor/equation_view.hpp"

#include "ui/editor/equation_html.hpp"

#include <QFocusEvent>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace alphascope::ui {

namespace {

QString sentence_on(EquationsOf what) {
    switch (what) {
    case EquationsOf::written: return {};
    case EquationsOf::earlier:
        return EquationView::tr("The text has errors: these are the equations of the last valid design.");
    case EquationsOf::nothing: return EquationView::tr("The text never was a design: there are no equations of it.");
    case EquationsOf::given_map:
        return EquationView::tr("α is an array of the file: nothing is computed, and no design is used.");
    }
    return {};
}

} // namespace

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

void EquationView::show_equations_of(EquationsOf what) {
    if (what == what_)
        return;
    what_ = what;
    label_->setForegroundRole(what == EquationsOf::written ? QPalette::WindowText : QPalette::PlaceholderText);
    refresh();
}

void EquationView::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void EquationView::refresh() {
    const QString sentence = sentence_on(what_);
    const bool has_equations = what_ == EquationsOf::written || what_ == EquationsOf::earlier;
    QString html = has_equations ? equation_html(*document_.design()) : QString();
    if (!sentence.isEmpty()) // in the colour of words, over what is dimmed
        html.prepend(QString("<p style=\"color:%1\">%2</p>")
                         .arg(palette().color(QPalette::WindowText).name(), sentence.toHtmlEscaped()));
    if (label_->text() == html)
        return; // parameters do not stand in the equations by value: a drag lays out no text
    label_->setText(html);
    updateGeometry();
}

} // namespace alphascope::ui
