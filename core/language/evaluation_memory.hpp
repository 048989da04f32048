#pragma once
// What was evaluated last, so that a moved slider evaluates only the expressions that depend on it.

#include "core/language/expression.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace alphascope {

/// The last value of each place of a design ("/write", "/let/decay"), kept while its text, the sizes and the values it
/// reads stay what they were. Arrays are the same when they are one array in memory (Numbers::shares_with), single
/// numbers when their bits are: nothing is compared that is long. Holds one value a place, and no array of its own that
/// the realised design does not hold too. Used by one thread at a time.
class EvaluationMemory {
public:
    using Make = std::function<Result<Value>()>;

    /// What `place` was last, or what make() gives now. @param variant whatever else the value depends on.
    Result<Value> value(const std::string& place, const Expression& expression, const Environment& environment,
                        const std::string& variant, const Make& make);

    /// Drops the places that were not asked for since the last call.
    void drop_unused();

    Index made() const { return made_; } ///< values made so far, not remembered ones
    std::size_t bytes() const;           ///< of all values; arrays that several share count for each

private:
    struct Inputs {
        std::string text, variant;
        Index length = 0, state = 0, heads = 0, dim = 0;
        std::map<std::string, Index, std::less<>> axis_sizes;
        std::vector<Value> values; ///< of the names read, in their order
        bool same_as(const Inputs& other) const;
    };
    struct Entry {
        Inputs inputs;
        Value value;
        bool used = false;
    };
    std::map<std::string, Entry> entries_;
    Index made_ = 0;
};

} // namespace alphascope
