#include "core/language/tree.hpp"

#include <algorithm>

namespace alphascope {

std::vector<const Node*> post_order(const Node& root) {
    // Call first and arguments from the last to the first, then turned round.
    std::vector<const Node*> order, waiting{&root};
    while (!waiting.empty()) {
        const Node* node = waiting.back();
        waiting.pop_back();
        order.push_back(node);
        for (const auto& argument : node->arguments)
            waiting.push_back(argument.get());
    }
    std::reverse(order.begin(), order.end());
    return order;
}

std::set<std::string> axes_named(const Node& root) {
    std::set<std::string> names;
    for (const Node* node : post_order(root))
        for (const auto& axis : node->axes)
            names.insert(axis.name);
    return names;
}

} // namespace alphascope
