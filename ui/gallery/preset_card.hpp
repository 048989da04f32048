#pragma once

#include "ui/gallery/gallery_entry.hpp"
#include "ui/gallery/preset_thumbnail.hpp"

#include <QAbstractButton>
#include <QImage>

namespace alphascope::ui {

/// One design of the gallery: its thumbnail, name, year and badges. Clicked by mouse, Enter or Space.
class PresetCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit PresetCard(const GalleryEntry& entry, QWidget* parent = nullptr);

    const GalleryEntry& entry() const { return entry_; }
    void set_thumbnail(const PresetThumbnail& thumbnail);
    void set_in_use(bool in_use);   ///< the design the window shows now
    void set_current(bool current); ///< the card that Enter takes
    QSize sizeHint() const override;

Q_SIGNALS:
    void focused();
    void hovered(bool over);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void colour();
    void describe();
    void paint_frame(QPainter& painter) const;
    void paint_thumbnail(QPainter& painter, const QRect& place) const;
    int paint_name(QPainter& painter, const QRect& place) const; ///< returns its height
    void paint_badges(QPainter& painter, const QRect& place) const;
    QFont small_font() const;

    GalleryEntry entry_;
    PresetThumbnail thumbnail_;
    QImage image_; ///< the thumbnail in colours, in device pixels
    bool in_use_ = false, is_current_ = false;
};

} // namespace alphascope::ui
