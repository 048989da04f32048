#pragma once

#include "ui/relaxations/relaxation_graph.hpp"

#include <QGraphicsView>

namespace alphascope::ui {

class ConstraintItem;
class PresetItem;

/// The graph of relaxations, poor on the left, rich on the right. Wheel zooms, a drag pans; arrows walk along edges,
/// Enter or a click chooses.
class RelaxationView : public QGraphicsView {
    Q_OBJECT
public:
    explicit RelaxationView(RelaxationGraph graph, QWidget* parent = nullptr);
    const RelaxationGraph& graph() const { return graph_; }
    int selected() const { return selected_; } ///< −1: none
    void select(int node);
    void set_current(int node); ///< of the design that is shown; −1: it is not in the graph
    /// The selected node, or else the one with most edges, with as many of its neighbours as can be read. So it opens.
    void show_first();
    void show_all();
    double text_points() const;    ///< size of the names as they are shown
    QRect rect_of(int node) const; ///< in the viewport

Q_SIGNALS:
    void selectedChanged(int node);
    void chosen(int node);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void refresh();
    void zoom(double factor);
    int node_at(QPoint position) const;
    /// The neighbour along an edge, or in the same layer, that is nearest in height; −1: none.
    int neighbour(int key) const;
    std::vector<int> first_seen() const; ///< a design, then its neighbours

    RelaxationGraph graph_;
    std::vector<PresetItem*> presets_;
    std::vector<ConstraintItem*> constraints_;
    int selected_ = -1, current_ = -1;
    QPoint pressed_;
    bool fitted_ = false;
};

} // namespace alphascope::ui
