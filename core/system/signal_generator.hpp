#pragma once
// Standard normal numbers for signals: along time a seeded projection of the tokens, elsewhere drawn once.

#include "core/design/design.hpp"
#include "core/scene/scene.hpp"

namespace alphascope {

/// Queries and keys share half of their projection's variance, so that equal tokens find each other, as they do in
/// trained models.
bool shares_projection(const Signal& signal);

/// Numbers of generator call `call` of a signal without axis time. The same bits with any number of threads.
Value draw(const Signal& signal, std::uint64_t seed, const Axes& axes, int call, const RunContext& run);

/// The same for a signal over time. @pre the tokens are as many as axis time is long
Value project(const Signal& signal, std::uint64_t seed, const Matrix& embeddings, const Axes& axes, int call,
              const RunContext& run);

} // namespace alphascope
