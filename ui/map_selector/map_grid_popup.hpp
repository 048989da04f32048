#pragma once

#include "ui/map_selector/thumbnail_view.hpp"

#include <QFrame>

class QLabel;
class QRadioButton;

namespace alphascope::ui {

/// All maps at once as a page of thumbnails, with the choice of their colour ranges. Closes on a click, Enter or
/// Escape.
class MapGridPopup : public QFrame {
    Q_OBJECT
public:
    explicit MapGridPopup(QWidget* parent = nullptr);
    ThumbnailView& view() { return *view_; }
    void set_maps(const RealisedPtr& realised);
    void set_range_text(const QString& text);
    void set_own_range(bool own);
    bool own_range() const;
    void open_below(QWidget* anchor);

Q_SIGNALS:
    void ownRangeChanged(bool own);

private:
    ThumbnailView* view_;
    QLabel *heading_, *range_;
    QRadioButton *one_, *own_;
};

} // namespace alphascope::ui
