#pragma once
// Presets that become one another when a constraint is lifted, as a graph to look at.

#include "core/design/presets.hpp"
#include "core/design/relaxations.hpp"

#include <QString>
#include <QStringList>

#include <optional>

namespace alphascope::ui {

struct RelaxationGraph {
    struct Node {
        QString id, name, family, note;
        int year = 0;
        int colour = -1; ///< of the family, from the qualitative palette; −1: one of the small families
    };
    struct Edge {
        int poorer = 0, richer = 0;
        QString constraint, gain;
    };
    std::vector<Node> nodes; ///< only those with an edge, in the order of the presets
    std::vector<Edge> edges;
    QStringList families; ///< with a colour of their own, in the order of the colours

    std::optional<int> find(const QString& id) const;
    std::vector<int> edges_of(int node) const;
};

/// Edges between presets that are not in the list are left out.
RelaxationGraph relaxation_graph(const std::vector<PresetEntry>& presets, const std::vector<Relaxation>& relaxations);

/// A node in words: "is X when …" for each edge down, "becomes Y without …" for each edge up. HTML; links are node ids.
QString describe_node(const RelaxationGraph& graph, int node);

} // namespace alphascope::ui
