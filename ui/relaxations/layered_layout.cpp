#include "ui/relaxations/layered_layout.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace alphascope::ui {

namespace {

constexpr int order_sweeps = 24, height_sweeps = 30;

// A node, or the place where a long edge passes a layer.
struct Vertex {
    int layer = 0;
    double height = 0; // it takes
    double y = 0;      // of its middle
    std::vector<int> before, after;
    int part = 0; // of the graph, that hangs together
};

/// Edges that run forward once those that close a cycle are left out.
std::vector<LayeredEdge> without_cycles(const LayeredGraph& graph) {
    std::vector<std::vector<int>> next(graph.nodes.size());
    std::vector<LayeredEdge> kept;
    const auto reaches = [&](auto& self, int from, int to, std::vector<char>& seen) -> bool {
        if (from == to)
            return true;
        seen[static_cast<std::size_t>(from)] = 1;
        return std::any_of(next[static_cast<std::size_t>(from)].begin(), next[static_cast<std::size_t>(from)].end(),
                           [&](int n) { return !seen[static_cast<std::size_t>(n)] && self(self, n, to, seen); });
    };
    for (const auto& edge : graph.edges) {
        std::vector<char> seen(graph.nodes.size(), 0);
        if (reaches(reaches, edge.to, edge.from, seen))
            continue;
        next[static_cast<std::size_t>(edge.from)].push_back(edge.to);
        kept.push_back(edge);
    }
    return kept;
}

std::vector<int> longest_paths(std::size_t nodes, const std::vector<LayeredEdge>& edges) {
    std::vector<int> layer(nodes, 0);
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [from, to] : edges)
            if (layer[static_cast<std::size_t>(to)] <= layer[static_cast<std::size_t>(from)]) {
                layer[static_cast<std::size_t>(to)] = layer[static_cast<std::size_t>(from)] + 1;
                changed = true;
            }
    }
    // A beginning stands next to what follows it, not at the far left.
    std::vector<int> first_next(nodes, -1);
    std::vector<char> begins(nodes, 1);
    for (const auto& [from, to] : edges) {
        int& next = first_next[static_cast<std::size_t>(from)];
        next = next < 0 ? layer[static_cast<std::size_t>(to)] : std::min(next, layer[static_cast<std::size_t>(to)]);
        begins[static_cast<std::size_t>(to)] = 0;
    }
    for (std::size_t n = 0; n < nodes; ++n)
        if (begins[n] && first_next[n] > 0)
            layer[n] = first_next[n] - 1;
    return layer;
}

class Layering {
public:
    Layering(const LayeredGraph& graph, double node_gap) : node_gap_(node_gap) {
        const auto forward = without_cycles(graph);
        const auto layer = longest_paths(graph.nodes.size(), forward);
        for (std::size_t n = 0; n < graph.nodes.size(); ++n)
            vertices_.push_back({layer[n], graph.nodes[n].height(), 0, {}, {}, 0});
        layers_.resize(layer.empty() ? 0 : static_cast<std::size_t>(*std::max_element(layer.begin(), layer.end())) + 1);
        for (const auto& edge : graph.edges)
            passes_.push_back(chain(edge));
        collect();
    }

    void order() {
        for (int sweep = 0; sweep < order_sweeps; ++sweep) {
            const bool rightwards = sweep % 2 == 0;
            for (std::size_t k = 0; k < layers_.size(); ++k)
                sort_by_barycentre(layers_[rightwards ? k : layers_.size() - 1 - k], rightwards);
        }
    }

    void set_heights() {
        for (auto& layer : layers_) {
            double y = 0;
            for (const int v : layer) {
                at(v).y = y + at(v).height / 2;
                y += at(v).height + node_gap_;
            }
        }
        for (int sweep = 0; sweep < height_sweeps; ++sweep)
            for (auto& layer : layers_)
                settle(layer);
        close_gaps();
    }

    const Vertex& vertex(int v) const { return vertices_[static_cast<std::size_t>(v)]; }
    const std::vector<int>& passes(std::size_t edge) const { return passes_[edge]; }
    int layers() const { return static_cast<int>(layers_.size()); }

private:
    Vertex& at(int v) { return vertices_[static_cast<std::size_t>(v)]; }

    void join(int from, int to) {
        at(from).after.push_back(to);
        at(to).before.push_back(from);
    }

    /// A vertex in each layer that the edge passes.
    std::vector<int> chain(const LayeredEdge& edge) {
        std::vector<int> passed;
        if (vertex(edge.from).layer >= vertex(edge.to).layer)
            return passed;
        int previous = edge.from;
        for (int layer = vertex(edge.from).layer + 1; layer < vertex(edge.to).layer; ++layer) {
            passed.push_back(static_cast<int>(vertices_.size()));
            vertices_.push_back({layer, 0, 0, {}, {}, 0});
            join(previous, passed.back());
            previous = passed.back();
        }
        join(previous, edge.to);
        return passed;
    }

    // Depth first, so that what belongs together begins together.
    void collect() {
        std::vector<char> seen(vertices_.size(), 0);
        int part = 0;
        const auto visit = [&](auto& self, int v) -> void {
            if (std::exchange(seen[static_cast<std::size_t>(v)], 1))
                return;
            at(v).part = part;
            layers_[static_cast<std::size_t>(vertex(v).layer)].push_back(v);
            for (const auto* neighbours : {&vertex(v).after, &vertex(v).before})
                for (const int next : *neighbours)
                    self(self, next);
        };
        for (std::size_t v = 0; v < vertices_.size(); ++v) {
            visit(visit, static_cast<int>(v));
            ++part;
        }
    }

    void sort_by_barycentre(std::vector<int>& layer, bool by_before) {
        std::vector<double> place(vertices_.size(), 0);
        for (const auto& each : layers_)
            for (std::size_t k = 0; k < each.size(); ++k)
                place[static_cast<std::size_t>(each[k])] = double(k) / double(std::max<std::size_t>(each.size(), 1));
        std::vector<double> centre = place; // a vertex without neighbours stays where it is
        for (const int v : layer) {
            const auto& neighbours = by_before ? vertex(v).before : vertex(v).after;
            if (neighbours.empty())
                continue;
            double sum = 0;
            for (const int n : neighbours)
                sum += place[static_cast<std::size_t>(n)];
            centre[static_cast<std::size_t>(v)] = sum / double(neighbours.size());
        }
        std::stable_sort(layer.begin(), layer.end(), [&](int a, int b) {
            return std::pair(vertex(a).part, centre[static_cast<std::size_t>(a)]) <
                   std::pair(vertex(b).part, centre[static_cast<std::size_t>(b)]);
        });
    }

    // Everyone at the mean of its neighbours, as near as order and distances allow: with the distances taken off this
    // is an isotonic regression, solved by pooling.
    void settle(const std::vector<int>& layer) {
        struct Pool {
            double sum = 0;
            int count = 0;
            double mean() const { return sum / count; }
        };
        std::vector<Pool> pools;
        std::vector<double> offset;
        double from_first = 0;
        for (std::size_t k = 0; k < layer.size(); ++k) {
            const Vertex& v = vertex(layer[k]);
            if (k > 0)
                from_first += (vertex(layer[k - 1]).height + v.height) / 2 + node_gap_;
            offset.push_back(from_first);
            double sum = 0;
            for (const auto* neighbours : {&v.before, &v.after})
                for (const int n : *neighbours)
                    sum += vertex(n).y;
            const auto count = v.before.size() + v.after.size();
            pools.push_back({(count ? sum / double(count) : v.y) - from_first, 1});
            while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
                pools[pools.size() - 2].sum += pools.back().sum;
                pools[pools.size() - 2].count += pools.back().count;
                pools.pop_back();
            }
        }
        std::size_t k = 0;
        for (const Pool& pool : pools)
            for (int i = 0; i < pool.count; ++i, ++k)
                at(layer[k]).y = pool.mean() + offset[k];
    }

    // Parts do not pull at each other: each moves up to the ones above it, the first to 0.
    void close_gaps() {
        std::map<int, std::vector<std::vector<int>>> parts; // by part: its vertices of each layer
        for (const auto& layer : layers_)
            for (const int v : layer) {
                auto& of_part = parts[vertex(v).part];
                if (of_part.empty() || vertex(of_part.back().back()).layer != vertex(v).layer)
                    of_part.emplace_back();
                of_part.back().push_back(v);
            }
        std::vector<double> filled(layers_.size(), -node_gap_);
        for (const auto& [part, layers] : parts) {
            double free = std::numeric_limits<double>::infinity();
            for (const auto& own : layers) {
                const Vertex& first = vertex(own.front());
                free = std::min(free,
                                first.y - first.height / 2 - node_gap_ - filled[static_cast<std::size_t>(first.layer)]);
            }
            for (const auto& own : layers) {
                for (const int v : own)
                    at(v).y -= free;
                const Vertex& last = vertex(own.back());
                filled[static_cast<std::size_t>(last.layer)] = last.y + last.height / 2;
            }
        }
    }

    double node_gap_;
    std::vector<Vertex> vertices_; // the nodes first
    std::vector<std::vector<int>> layers_, passes_;
};

} // namespace

LayeredLayout layered_layout(const LayeredGraph& graph, double layer_gap, double node_gap) {
    Layering layering(graph, node_gap);
    layering.order();
    layering.set_heights();
    std::vector<double> width(static_cast<std::size_t>(layering.layers()), 0), left = width;
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        double& widest = width[static_cast<std::size_t>(layering.vertex(static_cast<int>(n)).layer)];
        widest = std::max(widest, graph.nodes[n].width());
    }
    for (std::size_t k = 1; k < left.size(); ++k)
        left[k] = left[k - 1] + width[k - 1] + layer_gap;

    LayeredLayout result;
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        const Vertex& v = layering.vertex(static_cast<int>(n));
        const auto layer = static_cast<std::size_t>(v.layer);
        result.layer.push_back(v.layer);
        result.nodes.push_back(QRectF(left[layer], v.y - v.height / 2, width[layer], v.height)); // all of a layer alike
        result.size = result.size.expandedTo(QSizeF(result.nodes.back().right(), result.nodes.back().bottom()));
    }
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        const QRectF& from = result.nodes[static_cast<std::size_t>(graph.edges[e].from)];
        const QRectF& to = result.nodes[static_cast<std::size_t>(graph.edges[e].to)];
        std::vector<QPointF> route{{from.right(), from.center().y()}};
        for (const int v : layering.passes(e)) {
            const auto layer = static_cast<std::size_t>(layering.vertex(v).layer);
            route.push_back({left[layer], layering.vertex(v).y});
            route.push_back({left[layer] + width[layer], layering.vertex(v).y});
        }
        route.push_back({to.left(), to.center().y()});
        result.routes.push_back(std::move(route));
    }
    return result;
}

} // namespace alphascope::ui
