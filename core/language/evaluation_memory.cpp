#include "core/language/evaluation_memory.hpp"

#include <algorithm>
#include <utility>

namespace alphascope {
bool EvaluationMemory::Inputs::same_as(const Inputs& other) const {
    return text == other.text && variant == other.variant && length == other.length && state == other.state &&
           heads == other.heads && dim == other.dim && axis_sizes == other.axis_sizes &&
           std::equal(values.begin(), values.end(), other.values.begin(), other.values.end(), same_value);
}

Result<Value> EvaluationMemory::value(const std::string& place, const Expression& expression,
                                      const Environment& environment, const std::string& variant, const Make& make) {
    Inputs inputs{expression.text,   variant,         environment.length,     environment.state,
                  environment.heads, environment.dim, environment.axis_sizes, {}};
    for (const auto& name : names_read(expression))
        if (const auto found = environment.values.find(name); found != environment.values.end())
            inputs.values.push_back(found->second);
    if (const auto known = entries_.find(place); known != entries_.end() && known->second.inputs.same_as(inputs)) {
        known->second.used = true;
        return known->second.value;
    }
    entries_.erase(place); // its memory is free for what is made now
    auto value = make();
    ++made_;
    if (value)
        entries_.insert_or_assign(place, Entry{std::move(inputs), *value, true});
    return value;
}

void EvaluationMemory::drop_unused() {
    std::erase_if(entries_, [](const auto& entry) { return !entry.second.used; });
    for (auto& [place, entry] : entries_)
        entry.used = false;
}

std::size_t EvaluationMemory::bytes() const {
    std::size_t bytes = 0;
    for (const auto& [place, entry] : entries_)
        bytes += (entry.value.real.size() + entry.value.imaginary.size()) * sizeof(double);
    return bytes;
}

} // namespace alphascope
