#pragma once
// The tree of an expression. Operators are calls of table functions like any other.

#include "core/language/diagnostics.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace alphascope {

struct FunctionInfo; // core/language/functions.hpp

struct Node {
    struct AxisName {
        std::string name;
        Span place;
    };
    double number = 0;                            ///< value of a literal
    std::string name;                             ///< name read, when neither a literal nor a call
    const FunctionInfo* function = nullptr;       ///< function of a call
    std::vector<std::unique_ptr<Node>> arguments; ///< values of a call
    std::vector<AxisName> axes;                   ///< axis names of a call, as written
    Span place;                                   ///< the literal, the name, the function's name or the operator
    Span whole;                                   ///< everything the node stands for
};

/// All nodes, arguments before their call. Sums may be thousands of terms long, so trees are walked without recursion.
std::vector<const Node*> post_order(const Node& root);

/// Axes named by calls, as in sum(x, head).
std::set<std::string> axes_named(const Node& root);

} // namespace alphascope
