#pragma once
// Views of a map too long to be held, as the window asks for them.

#include "core/engine/named_engines.hpp"

namespace alphascope {

struct FarView {
    std::string kind; ///< one of example_kinds()
    Index length, state;
    std::string engine, what; ///< "cells at the diagonal", "cells far from it", "whole map"
    bool sampled;             ///< not every cell under a pixel was looked at
    double prepare_ms;        ///< once for all views
    double median_ms;         ///< one view of 1024 × 1024 pixels, row statistics cached
};

/// @pre engine.engine supports the kind. Errors: not enough memory, cancelled.
Result<std::vector<FarView>> far_views(const std::string& kind, Index length, Index state, const NamedEngine& engine,
                                       const RunContext& run = {});

} // namespace alphascope
