#pragma once
// Damaged tensor files: what a reader may answer, and what it may take.

#include "core/io/tensors.hpp"
#include "tests/fuzz/mutation.hpp"

#include <string>
#include <vector>

inline constexpr std::size_t fuzz_memory_limit = std::size_t{1} << 20;

/// The whole files of tests/data whose names end so (".npz"), several times each, and the broken ones.
std::vector<std::string> tensor_files(const std::string& extension);

/// Empty when the answer is one a reader may give: arrays that are what they say and fit the limit, with one clear line
/// for each member that was left out, or one clear line.
std::string objection(const alphascope::Result<alphascope::TensorSet>& answer);

/// Reads `times` damaged files; stops at the first answer that is not allowed.
struct Damage {
    int accepted = 0;    ///< files that gave arrays
    int partly = 0;      ///< of these, with members left out
    std::string problem; ///< what was wrong with which damage; empty: nothing
};
Damage read_damaged(const std::string& extension, const std::string& stream, int times);
