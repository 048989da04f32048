#include "core/system/memory_needed.hpp"

#include "core/design/evolution_fields.hpp"
#include "core/scene/scene.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {

std::size_t memory_needed(const Design& design, const Environment& sizes, const std::map<std::string, Value>& given) {
    std::map<std::string, double, std::less<>> numbers; // by name
    double total = 0;
    bool makes_tokens = false;
    for (const auto& signal : design.signals) {
        double count = 1;
        for (const auto& axis : signal.axes)
            count *= static_cast<double>(sizes.axis_sizes.at(axis));
        numbers[signal.name] = count;
        makes_tokens = makes_tokens || !given.contains(signal.name);
        total += count;
    }
    if (makes_tokens)
        total += static_cast<double>(sizes.length) * static_cast<double>(embedding_width(sizes.state));
    const auto longest_read = [&](const Expression& expression) {
        double longest = 1;
        for (const auto& name : names_read(expression))
            if (const auto known = numbers.find(name); known != numbers.end())
                longest = std::max(longest, known->second);
        return longest;
    };
    for (const auto& binding : design.let)
        total += numbers[binding.name] = longest_read(binding.expression);
    // A bare name is shared by the choice; a system may have to arrange its choices anew.
    const double maps = static_cast<double>(sizes.heads);
    Design copy = design; // for_each_expression() hands out mutable expressions
    for_each_expression(copy, [&](const std::string&, const Expression& expression) {
        const double count = longest_read(expression);
        total += count / maps + (numbers.contains(expression.text) ? 0 : count);
    });
    return static_cast<std::size_t>(total * sizeof(double));
}

Result<void> check_memory_needed(const Design& design, const Environment& sizes,
                                 const std::map<std::string, Value>& given, std::size_t limit) {
    const std::size_t bytes = memory_needed(design, sizes, given);
    if (bytes <= limit)
        return {};
    return failure(
        ErrorCode::invalid_scene,
        fmt::format("{} tokens, {} heads and {} state coordinates need about {:.1f} GB for this design, more than the "
                    "{:.1f} GB that may be taken: choose fewer of them",
                    sizes.length, sizes.heads, sizes.state, 1e-9 * static_cast<double>(bytes),
                    1e-9 * static_cast<double>(limit)),
        "/length");
}

} // namespace alphascope
