#pragma once
// Reads one JSON object strictly: every key must be asked for, every type must fit, every problem is kept with its
// pointer. Private to core (nlohmann-json is not part of the public interface).

#include "core/base/error.hpp"
#include "core/base/types.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

using Json = nlohmann::ordered_json;

class ObjectReader {
public:
    /// @param problems collects errors with `code`; outlives the reader.
    ObjectReader(const Json& json, std::string pointer, ErrorCode code, std::vector<Error>& problems);
    ~ObjectReader() = default;

    /// The member, marked as known; nullptr when it is missing.
    const Json* find(std::string_view key);
    /// As find, but a missing member is a problem.
    const Json* require(std::string_view key);

    std::string text(std::string_view key, std::string fallback = {});
    double number(std::string_view key, double fallback);
    Index integer(std::string_view key, Index fallback, Index minimum, Index maximum);
    bool boolean(std::string_view key, bool fallback);

    /// Reports every member nobody asked for, with the closest key that exists.
    void finish();

    std::string pointer_to(std::string_view key) const { return pointer_ + "/" + std::string(key); }
    void problem(std::string_view key, std::string message);
    bool is_object() const { return json_.is_object(); }
    const Json& json() const { return json_; }

private:
    const Json& json_;
    std::string pointer_;
    ErrorCode code_;
    std::vector<Error>& problems_;
    std::set<std::string, std::less<>> known_;
};

/// "; did you mean 'x'?" or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

} // namespace alphascope
