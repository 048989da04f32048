#pragma once
// α that somebody else made, behind the face of an engine: all that looks at maps looks at these too.

#include "core/engine/engine.hpp"

namespace alphascope {

/// L × L numbers, row-major.
struct GivenCells {
    std::shared_ptr<const void> owner; ///< keeps `alpha` in memory
    const double* alpha = nullptr;
    Index length = 0;
    bool causal = true; ///< nothing above the diagonal
};

/// The engine "given". Its system() has the length and the directions, and no A, b, q, φ or η; scores are an error.
std::shared_ptr<const Prepared> prepare_given(GivenCells cells);
std::shared_ptr<const System> system_of_given(Index length, bool causal);

/// α was read, not computed.
bool is_given(const Prepared& prepared);

/// An error where it was: "impulse response: needs A, b and q; the file gives α alone".
Result<void> needs_system(const Prepared& prepared, std::string_view what);

} // namespace alphascope
