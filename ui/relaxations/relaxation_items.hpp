#pragma once
// What the graph of relaxations is drawn with.

#include <QGraphicsItem>

#include <QColor>
#include <QFont>

#include <vector>

namespace alphascope::ui {

/// A preset's name in a box with the colour of its family.
class PresetItem : public QGraphicsItem {
public:
    static constexpr double height = 26, margin = 12;
    PresetItem(QString name, const QFont& font) : name_(std::move(name)), font_(font) {}
    void set_box(const QRectF& box);
    void set_family(const QColor& colour) { family_ = colour; }
    /// @param current the design that is shown now; faded: far from the selected one
    void set_state(bool selected, bool current, bool faded);
    const QRectF& box() const { return box_; }
    static double width(const QString& name, const QFont& font);

    QRectF boundingRect() const override { return box_.adjusted(-3, -3, 3, 3); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent* event) override;

private:
    QString name_;
    QFont font_;
    QColor family_;
    QRectF box_;
    bool selected_ = false, current_ = false, faded_ = false, hovered_ = false;
};

/// An edge from the poorer to the richer preset; its constraint stands at the end away from the selected one.
class ConstraintItem : public QGraphicsItem {
public:
    ConstraintItem(const std::vector<QPointF>& route, QString constraint, const QFont& font);
    enum class Label { none, at_start, at_end };
    void set_state(Label label, bool faded);
    /// Above all edges: called by the view last.
    void paint_label(QPainter* painter, const QPalette& palette) const;

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent* event) override;

private:
    QRectF label_box() const;
    bool is_marked() const { return label_ != Label::none || hovered_; }
    QPainterPath path_;
    QPointF start_, end_;
    QString constraint_; ///< shortened where it is long: all of it is in the tool tip and beside the graph
    QFont font_;
    Label label_ = Label::none;
    bool faded_ = false, hovered_ = false;
};

} // namespace alphascope::ui
