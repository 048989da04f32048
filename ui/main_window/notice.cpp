#include "ui/main_window/notice.hpp"

#include "ui/main_window/flow_layout.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr int widest = 560, edge = 10; // logical pixels
constexpr int dimmed_to = 150;         // of 255: what is behind stays legible
} // namespace

Notice::Notice(const QString& name, QWidget* over, Place place)
    : QFrame(over), place_(place), title_(new QLabel), lines_(new QLabel), row_(new QWidget),
      offers_(new FlowLayout(row_)), close_(new QToolButton) {
    setObjectName(name);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    title_->setObjectName(name + "/title");
    lines_->setObjectName(name + "/text");
    for (QLabel* label : {title_, lines_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    close_->setObjectName(name + "/close");
    close_->setText("✕");
    close_->setAccessibleName(tr("Close this message"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::TabFocus);
    connect(close_, &QToolButton::clicked, this, [this] {
        end();
        Q_EMIT closed();
    });
    escape_ = new QShortcut(Qt::Key_Escape, this, close_, &QToolButton::click);
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(close_, 0, Qt::AlignTop);
    offers_->setContentsMargins(0, 2, 0, 0);
    offers_->setSpacing(6);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(lines_);
    column->addWidget(row_);
    over->installEventFilter(this);
    hide();
}

void Notice::say(NoticeText text) {
    for (QWidget* button : buttons_) {
        button->hide();
        button->deleteLater(); // the words may come from one of them
    }
    buttons_.clear();
    title_->setText(text.title);
    title_->setVisible(!text.title.isEmpty());
    lines_->setText(text.lines.join('\n'));
    lines_->setVisible(!text.lines.isEmpty());
    for (auto& offer : text.offers) {
        auto* button = new QPushButton(offer.label);
        button->setObjectName(objectName() + "/" + offer.id);
        button->setToolTip(offer.help);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, std::move(offer.act));
        offers_->addWidget(button); // long ones take a line each
        buttons_.push_back(button);
    }
    row_->setVisible(!buttons_.empty());
    close_->setVisible(text.can_close);
    escape_->setEnabled(text.can_close);
    setAccessibleName(this->text());
    show();
    put_in_place();
}

void Notice::end() {
    hide();
}

QString Notice::text() const {
    QStringList parts{title_->text(), lines_->text()};
    parts.removeAll(QString());
    return parts.join('\n');
}

bool Notice::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) &&
        !isHidden())
        put_in_place();
    return QFrame::eventFilter(watched, event);
}

void Notice::put_in_place() {
    const QSize room = parentWidget()->size();
    const int width = std::max(std::min(widest, room.width() - 2 * edge), 80);
    const int wanted = hasHeightForWidth() ? heightForWidth(width) : sizeHint().height();
    const int height = std::min(wanted, std::max(room.height() - 2 * edge, 20));
    const int top = place_ == Place::top ? edge : std::max(edge, (room.height() - height) / 2);
    setGeometry(std::max(edge, (room.width() - width) / 2), top, width, height);
    raise();
}

Veil::Veil(QWidget* over) : QWidget(over) {
    setObjectName("veil");
    setAttribute(Qt::WA_TransparentForMouseEvents);
    over->installEventFilter(this);
    hide();
}

bool Veil::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Veil::paintEvent(QPaintEvent*) {
    QColor colour = palette().color(QPalette::Window);
    colour.setAlpha(dimmed_to);
    QPainter(this).fillRect(rect(), colour);
}

} // namespace alphascope::ui
