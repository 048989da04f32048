#include "ui/main_window/tab_order.hpp"

#include <QWidget>

#include <algorithm>

namespace alphascope::ui {

namespace {

bool is_stop(const QWidget& widget) {
    return (widget.focusPolicy() & Qt::TabFocus) && widget.isEnabled() && !widget.focusProxy();
}

/// Side by side: most of the lower one stands beside the other.
bool share_a_line(const QRect& a, const QRect& b) {
    const int overlap = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top()) + 1;
    return 2 * overlap > std::min(a.height(), b.height());
}

bool comes_before(const QRect& a, const QRect& b) {
    return share_a_line(a, b) ? a.left() < b.left() : a.top() < b.top();
}

/// Not a sort by that order, which is none in the strict sense: each goes behind the last one that comes before it.
std::vector<QWidget*> children_in_order(const QWidget& parent) {
    std::vector<QWidget*> ordered;
    for (QObject* object : parent.children()) {
        auto* child = qobject_cast<QWidget*>(object);
        if (!child || child->isWindow() || !child->isVisible())
            continue;
        auto place = ordered.end();
        while (place != ordered.begin() && comes_before(child->geometry(), (*std::prev(place))->geometry()))
            --place;
        ordered.insert(place, child);
    }
    return ordered;
}

void collect(const QWidget& parent, std::vector<QWidget*>& stops) {
    for (QWidget* child : children_in_order(parent)) {
        if (is_stop(*child))
            stops.push_back(child);
        collect(*child, stops);
    }
}

} // namespace

std::vector<QWidget*> stops_in_reading_order(const QWidget& root) {
    std::vector<QWidget*> stops;
    collect(root, stops);
    return stops;
}

QWidget* next_stop(const QWidget& root, const QWidget* from, bool forward) {
    const auto stops = stops_in_reading_order(root);
    if (stops.empty())
        return nullptr;
    const auto at = std::find(stops.begin(), stops.end(), from);
    if (at == stops.end())
        return forward ? stops.front() : stops.back();
    if (forward)
        return std::next(at) == stops.end() ? stops.front() : *std::next(at);
    return at == stops.begin() ? stops.back() : *std::prev(at);
}

} // namespace alphascope::ui
