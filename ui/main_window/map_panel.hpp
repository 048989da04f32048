#pragma once

#include "ui/compute/picture.hpp"
#include "ui/main_window/figure_view.hpp"

namespace alphascope::ui {

/// The coefficient map: hover reads a cell, a click moves the cross-hair, the wheel zooms about the cursor, a drag
/// pans.
class MapPanel : public FigureView {
    Q_OBJECT
public:
    explicit MapPanel(QWidget* parent = nullptr);
    void show_picture(const PicturePtr& picture);
    void ask(ShowRequest& request) const;
    void reset_view();

Q_SIGNALS:
    void asked(); ///< other ranges or another size are wanted
    void crossHairMoved(Index i, Index j);
    void hovered(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    std::pair<Index, Index> cell_at(QPointF position) const;
    void set_window(double top, double left, double size);
    QString describe(Index i, Index j) const;

    PicturePtr picture_;
    Range rows_, cols_; ///< empty: all
    QPointF press_, pan_from_;
    bool panning_ = false, pressed_ = false;
};

} // namespace alphascope::ui
