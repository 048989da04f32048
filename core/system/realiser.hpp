#pragma once
// realise() again and again, as while a slider moves: only what depends on a change is made anew.

#include "core/language/evaluation_memory.hpp"
#include "core/system/bind.hpp"
#include "core/system/realise.hpp"

namespace alphascope {

/// Gives what realise() gives, bit for bit, and shares with its last answer the arrays that no change reaches: signals
/// of the same tokens and parameters, values of the same expressions of the same arrays. One thread at a time.
class Realiser {
public:
    /// @param memory_limit bytes that a design may take on its scene; 0: half of what is free at the time.
    explicit Realiser(std::size_t memory_limit = 0);
    /// For one answer only: nothing is held beyond what the answer holds.
    static Realiser once();

    Result<std::shared_ptr<const Realised>> realise(const Design& design, const LoadedScene& scene,
                                                    const RunContext& run = {});
    Index evaluations() const { return evaluations_.made(); } ///< expressions evaluated so far, defaults included

private:
    BindingMemory binding_;
    EvaluationMemory evaluations_;
    std::size_t memory_limit_;
};

} // namespace alphascope
