#pragma once

#include <QStyledItemDelegate>

namespace alphascope::ui {

/// One thumbnail: its picture, its caption where headers do not name it, a ring around the chosen one.
class ThumbnailDelegate : public QStyledItemDelegate {
public:
    static constexpr int ring = 4; ///< room around the picture, logical pixels
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace alphascope::ui
