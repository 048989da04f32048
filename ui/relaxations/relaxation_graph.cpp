#include "ui/relaxations/relaxation_graph.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace alphascope::ui {

namespace {

constexpr int own_colours = 6; // the palette's seventh is the grey of all other families

QString tr(const char* text) {
    return QCoreApplication::translate("RelaxationGraph", text);
}

/// The largest families first, each with a colour.
QStringList coloured_families(const std::vector<RelaxationGraph::Node>& nodes) {
    std::map<QString, int> size;
    for (const auto& node : nodes)
        ++size[node.family];
    QStringList families;
    for (const auto& [family, count] : size)
        families << family;
    std::stable_sort(families.begin(), families.end(),
                     [&](const QString& a, const QString& b) { return size[a] > size[b]; });
    return families.mid(0, own_colours);
}

QString link(const RelaxationGraph::Node& node) {
    return QString("<a href=\"%1\">%2</a>").arg(node.id.toHtmlEscaped(), node.name.toHtmlEscaped());
}

QString paragraph(const QString& title, const QStringList& items) {
    if (items.isEmpty())
        return {};
    return QString("<p><b>%1</b></p><ul style='margin-left:0; -qt-list-indent:1'><li>%2</li></ul>")
        .arg(title, items.join("</li><li>"));
}

} // namespace

std::optional<int> RelaxationGraph::find(const QString& id) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
    return found == nodes.end() ? std::nullopt : std::optional(static_cast<int>(found - nodes.begin()));
}

std::vector<int> RelaxationGraph::edges_of(int node) const {
    std::vector<int> touching;
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (edges[e].poorer == node || edges[e].richer == node)
            touching.push_back(static_cast<int>(e));
    return touching;
}

RelaxationGraph relaxation_graph(const std::vector<PresetEntry>& presets, const std::vector<Relaxation>& relaxations) {
    RelaxationGraph graph;
    for (const auto& entry : presets) {
        const bool joined = std::any_of(relaxations.begin(), relaxations.end(), [&](const Relaxation& edge) {
            return edge.poorer == entry.id || edge.richer == entry.id;
        });
        if (!joined || entry.user)
            continue;
        const auto design = preset(entry.id);
        graph.nodes.push_back({QString::fromStdString(entry.id), QString::fromStdString(entry.name),
                               QString::fromStdString(entry.family),
                               design ? QString::fromStdString(design->note) : QString(), entry.year});
    }
    for (const auto& relaxation : relaxations) {
        const auto poorer = graph.find(QString::fromStdString(relaxation.poorer));
        const auto richer = graph.find(QString::fromStdString(relaxation.richer));
        if (poorer && richer)
            graph.edges.push_back({*poorer, *richer, QString::fromStdString(relaxation.constraint),
                                   QString::fromStdString(relaxation.gain)});
    }
    graph.families = coloured_families(graph.nodes);
    for (auto& node : graph.nodes)
        node.colour = static_cast<int>(graph.families.indexOf(node.family));
    return graph;
}

QString describe_node(const RelaxationGraph& graph, int node) {
    const auto& shown = graph.nodes[static_cast<std::size_t>(node)];
    QString text = QString("<h3>%1</h3><p>%2%3</p>")
                       .arg(shown.name.toHtmlEscaped(), shown.family.toHtmlEscaped(),
                            shown.year > 0 ? QString(", %1").arg(shown.year) : QString());
    if (!shown.note.isEmpty())
        text += QString("<p>%1</p>").arg(shown.note.toHtmlEscaped());
    QStringList down, up;
    for (const int e : graph.edges_of(node)) {
        const auto& edge = graph.edges[static_cast<std::size_t>(e)];
        const QString constraint = QString("<i>%1</i>").arg(edge.constraint.toHtmlEscaped());
        if (edge.richer == node)
            down << tr("is %1 when %2").arg(link(graph.nodes[static_cast<std::size_t>(edge.poorer)]), constraint);
        else
            up << tr("becomes %1 without %2")
                          .arg(link(graph.nodes[static_cast<std::size_t>(edge.richer)]), constraint) +
                      (edge.gain.isEmpty() ? QString() : ": " + edge.gain.toHtmlEscaped());
    }
    return text + paragraph(tr("With a constraint it"), down) + paragraph(tr("Relaxed, it"), up);
}

} // namespace alphascope::ui
