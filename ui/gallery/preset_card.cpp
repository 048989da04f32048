#include "ui/gallery/preset_card.hpp"

#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace alphascope::ui {

namespace {

constexpr int side = 2 * static_cast<int>(thumbnail_length); // of the thumbnail
constexpr int margin = 11, gap = 8, corner = 8;
constexpr int name_lines = 2, badge_lines = 2, badge_gap = 4;

int badge_height(const QFontMetrics& metrics) {
    return metrics.height() + 3;
}

/// The lines of a text in a width; what does not fit into them is elided.
QStringList wrapped(const QString& text, const QFont& font, int width, int most) {
    QTextLayout layout(text, font);
    QStringList lines;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool last = lines.size() + 1 == most;
        lines << (last ? QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width)
                       : text.mid(line.textStart(), line.textLength()).trimmed());
        if (last)
            break;
    }
    layout.endLayout();
    return lines;
}

} // namespace

PresetCard::PresetCard(const GalleryEntry& entry, QWidget* parent) : QAbstractButton(parent), entry_(entry) {
    setObjectName("gallery/card/" + QString::fromStdString(entry.design->id));
    setFocusPolicy(Qt::ClickFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFixedSize(sizeHint());
    describe();
}

QFont PresetCard::small_font() const {
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.85);
    return small;
}

QSize PresetCard::sizeHint() const {
    const QFontMetrics small(small_font());
    const int text = name_lines * fontMetrics().height() + 4 + badge_lines * (badge_height(small) + badge_gap);
    return {side + 2 * margin, side + 2 * margin + gap + text};
}

void PresetCard::set_thumbnail(const PresetThumbnail& thumbnail) {
    thumbnail_ = thumbnail;
    colour();
    describe();
}

void PresetCard::set_in_use(bool in_use) {
    in_use_ = in_use;
    describe();
    update();
}

void PresetCard::set_current(bool current) {
    is_current_ = current;
    setFocusPolicy(current ? Qt::StrongFocus : Qt::ClickFocus); // one card at a time is on the way of Tab
    update();
}

void PresetCard::describe() {
    const auto& design = *entry_.design;
    setAccessibleName(QString::fromStdString(design.name) + (in_use_ ? tr(", shown now") : QString()));
    QStringList parts{QString::fromStdString(design.family), QString::number(design.reference.year)};
    parts << entry_.badges << thumbnail_.made_up << thumbnail_.problem;
    parts.removeAll(QString());
    setAccessibleDescription(parts.join(", "));
    setToolTip(thumbnail_.problem.isEmpty() ? thumbnail_.made_up : thumbnail_.problem);
}

void PresetCard::colour() {
    image_ = {};
    if (thumbnail_.view) {
        const bool dark = palette().color(QPalette::Window).lightness() < 128;
        const int pixels = static_cast<int>(std::lround(side * devicePixelRatioF()));
        image_ = figure::colour_view(*thumbnail_.view, figure::automatic_colours(*thumbnail_.view, std::nullopt),
                                     figure::Theme::screen(dark), {pixels, pixels});
    }
    update();
}

void PresetCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_frame(painter);
    const QRect picture(margin, margin, side, side);
    paint_thumbnail(painter, picture);
    const int top = picture.bottom() + 1 + gap;
    const int name = paint_name(painter, {margin, top, side, height()});
    paint_badges(painter, {margin, top + name + 4, side, height()});
}

void PresetCard::paint_frame(QPainter& painter) const {
    const QRectF frame = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    const QColor accent = palette().color(QPalette::Highlight);
    painter.setBrush(palette().color(underMouse() || isDown() ? QPalette::Midlight : QPalette::Base));
    painter.setPen(is_current_ ? QPen(accent, 2) : QPen(palette().color(QPalette::Mid), 1));
    painter.drawRoundedRect(frame, corner, corner);
    if (hasFocus()) {
        QColor halo = accent;
        halo.setAlpha(40);
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawRoundedRect(frame, corner, corner);
    }
}

void PresetCard::paint_thumbnail(QPainter& painter, const QRect& place) const {
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    if (image_.isNull())
        painter.fillRect(place, figure::Theme::screen(dark).outside);
    else
        painter.drawImage(place, image_);
    painter.setFont(small_font());
    const QFontMetrics metrics(painter.font());
    if (!thumbnail_.problem.isEmpty()) {
        const int most = (side - 2 * gap) / metrics.height();
        const QString first = thumbnail_.problem.section("; ", 0, 0); // the detail has all of them
        const auto lines = QStringList{tr("Does not fit this scene"), QString()} +
                           wrapped(first, painter.font(), side - 2 * gap, most - 2);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(place.adjusted(gap, gap, 0, 0), Qt::AlignLeft | Qt::AlignTop, lines.join('\n'));
    }
    // Above the diagonal, where no map has anything.
    int line = 0;
    const auto tag = [&](const QString& text, QColor background, QColor foreground) {
        const QString fitting = metrics.elidedText(text, Qt::ElideRight, place.width() - 24);
        const int width = metrics.horizontalAdvance(fitting) + 12, height = badge_height(metrics);
        const QRect box(place.right() - width - 4, place.top() + 6 + line++ * (height + 3), width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(background);
        painter.drawRoundedRect(box, height / 2.0, height / 2.0);
        painter.setPen(foreground);
        painter.drawText(box, Qt::AlignCenter, fitting);
    };
    if (in_use_)
        tag(tr("shown now"), palette().color(QPalette::Highlight), palette().color(QPalette::HighlightedText));
    if (!thumbnail_.made_up.isEmpty())
        tag(thumbnail_.made_up, palette().color(QPalette::ToolTipBase), palette().color(QPalette::ToolTipText));
}

int PresetCard::paint_name(QPainter& painter, const QRect& place) const {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    const auto lines = wrapped(QString::fromStdString(entry_.design->name), bold, place.width(), name_lines);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignTop, lines.join('\n'));
    return static_cast<int>(lines.size()) * painter.fontMetrics().height();
}

// The year, then the badges, as many as two lines hold.
void PresetCard::paint_badges(QPainter& painter, const QRect& place) const {
    painter.setFont(small_font());
    const QFontMetrics metrics(painter.font());
    const int height = badge_height(metrics);
    QPoint at = place.topLeft();
    int line = 1;
    const auto room_for = [&](int width) {
        if (at.x() + width > place.right() + 1 && at.x() > place.left()) {
            at = {place.left(), at.y() + height + badge_gap};
            ++line;
        }
        return line <= badge_lines;
    };
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (const int year = entry_.design->reference.year; year > 0) {
        const QString text = QString::number(year);
        painter.drawText(QRect(at, QSize(place.width(), height)), Qt::AlignLeft | Qt::AlignVCenter, text);
        at.rx() += metrics.horizontalAdvance(text) + 6;
    }
    for (const QString& badge : entry_.badges) {
        const int width = std::min(metrics.horizontalAdvance(badge) + 10, place.width());
        if (!room_for(width))
            return;
        const QRectF box = QRectF(at, QSizeF(width, height)).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(palette().color(QPalette::Mid));
        painter.setBrush(palette().color(QPalette::Window));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(box, Qt::AlignCenter, metrics.elidedText(badge, Qt::ElideRight, width - 8));
        at.rx() += width + badge_gap;
    }
}

void PresetCard::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: return click();
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right: return event->ignore(); // the grid moves the focus
    default: QAbstractButton::keyPressEvent(event);
    }
}

// Letters typed on a card belong to the search, not to the window's one-letter shortcuts.
bool PresetCard::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = !(key->modifiers() & ~Qt::KeyboardModifiers(Qt::ShiftModifier | Qt::KeypadModifier));
        if (plain && !key->text().isEmpty() && key->text().front().isPrint())
            event->accept();
    }
    return QAbstractButton::event(event);
}

void PresetCard::focusInEvent(QFocusEvent* event) {
    QAbstractButton::focusInEvent(event);
    Q_EMIT focused();
}

void PresetCard::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    Q_EMIT hovered(true);
}

void PresetCard::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    Q_EMIT hovered(false);
}

void PresetCard::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
    if (event->type() == QEvent::FontChange)
        setFixedSize(sizeHint());
}

} // namespace alphascope::ui
