#include "core/io/object_reader.hpp"

#include "core/language/diagnostics.hpp"

#include <fmt/format.h>

#include <cmath>

namespace alphascope {

ObjectReader::ObjectReader(const Json& json, std::string pointer, ErrorCode code, std::vector<Error>& problems)
    : json_(json), pointer_(std::move(pointer)), code_(code), problems_(problems) {
    if (!json_.is_object())
        problems_.push_back({code_, fmt::format("must be an object {{...}}, not {}", json_.type_name()), pointer_});
}

const Json* ObjectReader::find(std::string_view key) {
    known_.insert(std::string(key));
    if (!json_.is_object())
        return nullptr;
    const auto found = json_.find(std::string(key));
    return found == json_.end() ? nullptr : &*found;
}

const Json* ObjectReader::require(std::string_view key) {
    const Json* found = find(key);
    if (!found && json_.is_object())
        problem(key, "is missing");
    return found;
}

void ObjectReader::problem(std::string_view key, std::string message) {
    problems_.push_back({code_, std::move(message), pointer_to(key)});
}

std::string ObjectReader::text(std::string_view key, std::string fallback) {
    const Json* found = find(key);
    if (!found)
        return fallback;
    if (!found->is_string()) {
        problem(key, fmt::format("must be a text, not {}", found->type_name()));
        return fallback;
    }
    return found->get<std::string>();
}

double ObjectReader::number(std::string_view key, double fallback) {
    const Json* found = find(key);
    if (!found)
        return fallback;
    if (!found->is_number()) {
        problem(key, fmt::format("must be a number, not {}", found->type_name()));
        return fallback;
    }
    const double value = found->get<double>();
    if (!std::isfinite(value)) {
        problem(key, "must be a finite number");
        return fallback;
    }
    return value;
}

Index ObjectReader::integer(std::string_view key, Index fallback, Index minimum, Index maximum) {
    const Json* found = find(key);
    if (!found)
        return fallback;
    const bool whole =
        found->is_number_integer() &&
        !(found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
    if (!whole) {
        problem(key, fmt::format("must be a whole number from {} to {}", minimum, maximum));
        return fallback;
    }
    const Index value = found->get<Index>();
    if (value < minimum || value > maximum) {
        problem(key, fmt::format("must be from {} to {}, got {}", minimum, maximum, value));
        return fallback;
    }
    return value;
}

bool ObjectReader::boolean(std::string_view key, bool fallback) {
    const Json* found = find(key);
    if (!found)
        return fallback;
    if (!found->is_boolean()) {
        problem(key, fmt::format("must be true or false, not {}", found->type_name()));
        return fallback;
    }
    return found->get<bool>();
}

void ObjectReader::finish() {
    if (!json_.is_object())
        return;
    const std::vector<std::string> keys(known_.begin(), known_.end());
    for (const auto& [key, value] : json_.items())
        if (!known_.contains(key))
            problem(key, "unknown key" + did_you_mean(key, keys));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
    const auto best = word.size() > 64 ? std::string() : nearest_name(word, candidates);
    return best.empty() ? std::string() : "; did you mean '" + best + "'?";
}

} // namespace alphascope
