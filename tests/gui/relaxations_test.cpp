// The relaxation map: layout, words, and choosing a preset on it.
#include "core/design/presets.hpp"
#include "tests/gui/opened_window.hpp"
#include "ui/relaxations/layered_layout.hpp"
#include "ui/relaxations/relaxation_view.hpp"
#include "ui/relaxations/relaxation_window.hpp"

#include <QAction>
#include <QPushButton>
#include <QTextBrowser>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

LayeredGraph boxes(int count, std::vector<LayeredEdge> edges) {
    return {std::vector<QSizeF>(static_cast<std::size_t>(count), QSizeF(80, 20)), std::move(edges)};
}

bool between(int a, int b, int c, int d, const LayeredLayout& layout) { // do edges a–b and c–d cross?
    const auto y = [&](int n) { return layout.nodes[static_cast<std::size_t>(n)].center().y(); };
    return (y(a) - y(c)) * (y(b) - y(d)) < 0;
}

RelaxationGraph small_graph() {
    RelaxationGraph graph;
    for (const char* id : {"plain", "gated", "erasing", "both"})
        graph.nodes.push_back({id, QString(id).toUpper(), "family", "about " + QString(id), 2020});
    graph.edges = {{0, 1, "g = 0", "it forgets"}, {0, 2, "β = 0", ""}, {1, 3, "β = 0", ""}, {2, 3, "g = 0", ""}};
    return graph;
}

} // namespace

TEST_CASE("layers run one way and nothing overlaps", "[gui][relaxations]") {
    // Nodes of several sizes, long edges, a node of its own, two parts that hang together only in themselves.
    LayeredGraph graph =
        boxes(12, {{0, 1}, {1, 2}, {2, 3}, {0, 3}, {0, 4}, {4, 3}, {5, 2}, {5, 6}, {8, 9}, {8, 10}, {10, 9}});
    graph.nodes[4] = {140, 50};
    const LayeredLayout layout = layered_layout(graph, 60, 10);
    for (const auto& [from, to] : graph.edges) {
        const auto& left = layout.nodes[static_cast<std::size_t>(from)];
        const auto& right = layout.nodes[static_cast<std::size_t>(to)];
        CHECK(right.left() - left.right() >= 60 - 1e-9);
    }
    for (std::size_t a = 0; a < layout.nodes.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            CAPTURE(a, b);
            CHECK_FALSE(layout.nodes[a].adjusted(-4, -4, 4, 4).intersects(layout.nodes[b].adjusted(-4, -4, 4, 4)));
        }
    CHECK(layout.layer[3] == 3); // by the longest path
    // A route passes between the nodes of the layers it crosses.
    for (std::size_t e = 0; e < layout.routes.size(); ++e)
        for (std::size_t k = 1; k + 2 < layout.routes[e].size(); k += 2)
            for (const QRectF& node : layout.nodes)
                CHECK_FALSE(node.intersects(
                    QRectF(layout.routes[e][k], QSizeF(layout.routes[e][k + 1].x() - layout.routes[e][k].x(), 0.1))));
    const LayeredLayout again = layered_layout(graph, 60, 10);
    CHECK(again.nodes == layout.nodes);
}

TEST_CASE("order in layers avoids crossings where it can", "[gui][relaxations]") {
    // Two chains given entangled: 0–3–4 and 1–2–5.
    const LayeredLayout layout = layered_layout(boxes(6, {{0, 3}, {1, 2}, {2, 5}, {3, 4}}), 60, 10);
    CHECK_FALSE(between(0, 3, 1, 2, layout));
    CHECK_FALSE(between(3, 4, 2, 5, layout));
}

TEST_CASE("a cycle is laid out all the same, and so is nothing", "[gui][relaxations]") {
    const LayeredLayout layout = layered_layout(boxes(3, {{0, 1}, {1, 2}, {2, 0}}), 60, 10);
    CHECK(layout.layer == std::vector<int>{0, 1, 2});
    CHECK(layered_layout({}, 60, 10).nodes.empty());
}

TEST_CASE("a node says what it is and what it becomes", "[gui][relaxations]") {
    const RelaxationGraph graph = small_graph();
    const QString gated = describe_node(graph, 1);
    CHECK(gated.contains("is <a href=\"plain\">PLAIN</a> when <i>g = 0</i>"));
    CHECK(gated.contains("becomes <a href=\"both\">BOTH</a> without <i>β = 0</i>"));
    CHECK_FALSE(gated.contains("erasing"));
    CHECK(describe_node(graph, 0).contains("it forgets"));
    CHECK_FALSE(describe_node(graph, 0).contains("is <a"));
}

TEST_CASE("arrow keys walk along edges, Enter chooses", "[gui][relaxations]") {
    RelaxationWindow window(small_graph());
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    QString chosen;
    QObject::connect(&window, &RelaxationWindow::presetChosen, [&](const QString& id) { chosen = id; });
    window.set_design("plain", "PLAIN");
    auto& view = window.view();
    CHECK(view.selected() == 0);
    QTest::keyClick(&view, Qt::Key_Right);
    const int first = view.selected();
    CHECK((first == 1 || first == 2));
    QTest::keyClick(&view, Qt::Key_Up);
    QTest::keyClick(&view, Qt::Key_Down);
    CHECK((view.selected() == 1 || view.selected() == 2));
    QTest::keyClick(&view, Qt::Key_Right);
    CHECK(view.selected() == 3);
    QTest::keyClick(&view, Qt::Key_Right); // nothing is richer
    CHECK(view.selected() == 3);
    CHECK(chosen.isEmpty());
    QTest::keyClick(&view, Qt::Key_Return);
    CHECK(chosen == "both");
    CHECK(window.findChild<QTextBrowser*>("relaxations/text")->toPlainText().contains("about both"));

    chosen.clear();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.rect_of(0).center());
    CHECK(chosen == "plain");
    window.set_design("none of these", "Mine");
    CHECK(view.selected() == 0); // the selection stays
}

TEST_CASE("every preset on the map can be chosen, on the same scene and undone", "[gui][relaxations]") {
    Opened test;
    test.find<QAction>("actionRelaxations")->trigger();
    auto* window = test.find<RelaxationWindow>("relaxations");
    REQUIRE(QTest::qWaitForWindowExposed(window));
    const auto& graph = window->view().graph();
    REQUIRE(graph.nodes.size() > 10);
    for (const auto& edge : graph.edges) // poor on the left
        CHECK(window->view().rect_of(edge.poorer).left() < window->view().rect_of(edge.richer).left());
    const ScenePtr scene = test.window.document().scene();
    const auto softmax = graph.find("softmax");
    REQUIRE(softmax.has_value());
    window->view().select(*softmax);
    test.find<QPushButton>("relaxations/use")->click();
    test.settle();
    CHECK(test.window.document().design()->id == "softmax");
    CHECK(test.window.document().scene() == scene);
    CHECK(test.window.picture()->request.design == test.window.document().design());
    test.window.document().undo_stack().undo();
    CHECK(test.window.document().design()->id == "small");
}

TEST_CASE("the relaxation map opens with names that can be read and are not cut", "[gui][relaxations]") {
    Opened test;
    test.find<QAction>("actionRelaxations")->trigger();
    auto* window = test.find<RelaxationWindow>("relaxations");
    REQUIRE(QTest::qWaitForWindowExposed(window));
    window->resize(1180, 720); // its own size, where the screen has room
    QApplication::processEvents();
    auto& view = window->view();
    const auto& graph = view.graph();
    for (const char* id : {"", "gla", "delta_rule", "retention", "dense_ltv", "softmax"}) {
        CAPTURE(id);
        view.select(graph.find(id).value_or(-1));
        view.show_first();
        CHECK(view.text_points() >= 8.99);
        const QRect room = view.viewport()->rect();
        if (const int node = view.selected(); node >= 0) {
            CHECK(room.contains(view.rect_of(node)));
            int cut = 0, whole = 0;
            for (const int e : graph.edges_of(node)) {
                const auto& edge = graph.edges[static_cast<std::size_t>(e)];
                const QRect box = view.rect_of(edge.richer == node ? edge.poorer : edge.richer);
                whole += room.contains(box);
                cut += room.intersects(box) && !room.contains(box);
            }
            CHECK(cut == 0);
            CHECK(whole >= 1);
        }
    }
    QTest::keyClick(&view, Qt::Key_0);
    const QRect room = view.viewport()->rect();
    for (int node = 0; node < static_cast<int>(graph.nodes.size()); ++node)
        CHECK(room.contains(view.rect_of(node)));
}
