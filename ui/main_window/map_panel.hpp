#pragma once

#include "core/workspace/view.hpp"
#include "ui/charts/drag_gesture.hpp"
#include "ui/compute/picture.hpp"
#include "ui/main_window/figure_view.hpp"
#include "ui/panels/selection.hpp"

#include <optional>

namespace alphascope::ui {

/// The coefficient map: hover reads a cell, a click moves the cross-hair, the wheel zooms about the cursor, a drag
/// pans, Shift or right drag zooms to a box, arrows move the cross-hair, + and − zoom about it. A move of the window is
/// shown at once from the pixels there are; what is computed replaces it.
class MapPanel : public FigureView {
    Q_OBJECT
public:
    explicit MapPanel(Selection& selection, QWidget* parent = nullptr);
    void show_picture(const PicturePtr& picture);
    void clear(); ///< no picture; the part that is looked at stays
    void ask(ShowRequest& request) const;
    void reset_view();
    /// The part of the map that is looked at, for and from a workspace.
    void describe_window(View& view) const;
    void restore_window(const View& view);

Q_SIGNALS:
    void asked(); ///< other ranges or another size are wanted
    void hovered(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Cell {
        Index i, j;
    };
    bool has_map() const { return picture_ && picture_->view; }
    Index length() const; ///< of the map as asked for, also while a shorter one is shown
    Range shown_rows() const { return rows_.size() > 0 ? rows_ : Range{0, length()}; }
    Range shown_cols() const { return cols_.size() > 0 ? cols_ : Range{0, length()}; }
    Cell cell_at(QPointF position) const;
    QPointF exact_cell_at(QPointF position) const; ///< x: column, y: row, cells from their edges
    void set_window(double top, double left, double size);
    void zoom_about(QPointF position, double factor);
    /// A picture of another part than is shown now stands in as a preview.
    void show_view();
    QString describe(Cell cell) const;
    void tell_hovered(); ///< the cell under the pointer, which also moves when the map does

    Selection& selection_;
    PicturePtr picture_;
    Range rows_, cols_; ///< empty: all
    DragGesture gesture_;
    std::optional<QPointF> pointer_; ///< where it reads a cell
    QPointF pan_rest_;               ///< part of a cell that the hand has moved and the window has not
};

} // namespace alphascope::ui
