#include "ui/map_selector/thumbnail_delegate.hpp"

#include "ui/map_selector/thumbnail_view.hpp"

#include <QPainter>

namespace alphascope::ui {

namespace {
constexpr double older_opacity = 0.4;
}

void ThumbnailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const ThumbnailView*>(option.widget);
    if (!view || !index.data(MapTable::map_role).isValid())
        return;
    const QPalette& palette = option.palette;
    const bool current = view->currentIndex() == index;
    const int side = ThumbnailView::thumbnail_side;
    const QRect picture(option.rect.left() + (option.rect.width() - side) / 2, option.rect.top() + ring, side, side);
    painter->save();
    if (const QImage image = index.data(Qt::DecorationRole).value<QImage>(); !image.isNull()) {
        painter->setOpacity(view->is_older() ? older_opacity : 1);
        painter->drawImage(picture, image);
        painter->setOpacity(1);
    } else {
        painter->fillRect(picture, palette.color(QPalette::Midlight));
    }
    const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
    if (current) { // the focus doubles the ring
        painter->setPen(QPen(accent, view->hasFocus() ? 3 : 2));
        painter->setBrush(Qt::NoBrush);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->drawRoundedRect(QRectF(picture).adjusted(-2, -2, 2, 2), 2, 2);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->setPen(palette.color(QPalette::Mid));
        painter->drawRect(picture.adjusted(-1, -1, 0, 0));
    }
    if (const QString caption = index.data(MapTable::caption_role).toString(); !caption.isEmpty()) {
        const QRect below(option.rect.left(), picture.bottom() + ring, option.rect.width(),
                          option.rect.bottom() - picture.bottom() - ring);
        painter->setFont(view->font());
        painter->setPen(current ? palette.color(QPalette::WindowText) : palette.color(QPalette::PlaceholderText));
        painter->drawText(below, Qt::AlignHCenter | Qt::AlignTop,
                          painter->fontMetrics().elidedText(caption, Qt::ElideRight, below.width()));
    }
    painter->restore();
}

} // namespace alphascope::ui
