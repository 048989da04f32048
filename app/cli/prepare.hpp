#pragma once

#include "app/cli/command.hpp"

namespace alphascope::cli {

/// One map of a design on its data, ready on an engine.
struct PreparedMap {
    Design design;
    Scene scene;
    std::shared_ptr<const Realised> realised;
    std::shared_ptr<const Prepared> prepared;
};

/// Errors also: usage when there is no such map.
Result<PreparedMap> prepare(const DesignInputs& inputs, Index map, const Session& session);

/// The same from values already read.
Result<PreparedMap> prepare(Design design, const LoadedScene& scene, Index map, const std::string& engine,
                            const Session& session);

/// A line on stderr where "auto" passed over a faster engine (EngineChoice::remark).
void note_engine(const std::string& remark, const std::string& taken);

} // namespace alphascope::cli
