#pragma once

#include "app/cli/command.hpp"

namespace alphascope::cli {

/// One map of a design on its data, ready on an engine.
struct PreparedMap {
    Design design;
    Scene scene;
    std::shared_ptr<const Realised> realised;
    std::shared_ptr<const Prepared> prepared;
    std::vector<Remark> remarks; ///< on the data, the engine and what the file stored; not on how it is looked at
};

/// Errors also: usage when there is no such map.
Result<PreparedMap> prepare(const DesignInputs& inputs, Index map, const Session& session);

/// The same from what was read.
Result<PreparedMap> prepare(Document document, Index map, const std::string& engine, const Session& session);

/// One line each on stderr.
void tell(const std::vector<Remark>& remarks);

} // namespace alphascope::cli
