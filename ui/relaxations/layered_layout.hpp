#pragma once
// Where the nodes of a directed graph go, so that edges run from left to right and cross little.

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace alphascope::ui {

struct LayeredEdge {
    int from = 0, to = 0;
};

struct LayeredGraph {
    std::vector<QSizeF> nodes; ///< sizes
    std::vector<LayeredEdge> edges;
};

struct LayeredLayout {
    std::vector<QRectF> nodes;
    std::vector<int> layer;                   ///< of each node, from the left
    std::vector<std::vector<QPointF>> routes; ///< of each edge: from the node's right side to the other's left, between
                                              ///< the nodes of the layers it passes
    QSizeF size;
};

/// Layers by longest path, order in them by barycentres, heights by least squares that keep the order: the same graph
/// always gives the same picture. An edge that would close a cycle does not count for the layers; its route runs back.
/// O(sweeps · (nodes + edges · layers)).
LayeredLayout layered_layout(const LayeredGraph& graph, double layer_gap, double node_gap);

} // namespace alphascope::ui
