#pragma once

#include "ui/compute/picture.hpp"
#include "ui/map_selector/thumbnails.hpp"

#include <QWidget>

class QBoxLayout;
class QToolButton;

namespace alphascope::ui {

class MapGridPopup;
class ThumbnailService;
class ThumbnailView;

/// A map with a strip of thumbnails of all maps of the design beside it: above or left, where it costs the map less. It
/// stays on its side while the other would not make the map clearly larger, so that nothing flips back and forth while
/// a window or a slider is dragged. One map: no strip. The strip's button opens all of them at once.
class MapSelector : public QWidget {
    Q_OBJECT
public:
    explicit MapSelector(QWidget* map, QWidget* parent = nullptr);
    /// @param service outlives this widget.
    void set_service(ThumbnailService& service);
    /// @param map the one to ring: while pictures follow behind, the choice may be a later one.
    void show_picture(const PicturePtr& picture, Index map);
    void set_strip_wanted(bool wanted); ///< false: never shown
    QSize minimumSizeHint() const override { return map_->minimumSizeHint(); }
    ThumbnailView& strip() { return *strip_; }
    bool has_strip() const;

Q_SIGNALS:
    void chosen(qint64 map);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    void show_thumbnails(const ThumbnailsPtr& thumbnails);
    void show_age();
    void show_range(bool older);
    void want_visible();
    void set_own_range(bool own);
    void open_page();

    QWidget *map_, *bar_;
    ThumbnailView* strip_;
    QToolButton* all_;
    MapGridPopup* page_;
    QBoxLayout *layout_, *bar_layout_;
    ThumbnailService* service_ = nullptr;
    PicturePtr picture_;
    ThumbnailsPtr thumbnails_;
    Index chosen_ = 0;
    bool wanted_ = true;
    Axes placed_for_; ///< whose strip stands where it does; none: it is placed anew
    int most_lanes_ = 2;
};

} // namespace alphascope::ui
