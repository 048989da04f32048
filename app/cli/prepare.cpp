#include "app/cli/prepare.hpp"

#include "core/system/prepare_map.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

Result<PreparedMap> prepare(const DesignInputs& inputs, Index map, const Session& session) {
    auto document = inputs.read();
    if (!document)
        return tl::unexpected(document.error());
    return prepare(std::move(document->design), document->scene, map, inputs.engine(), session);
}

Result<PreparedMap> prepare(Design design, const LoadedScene& scene, Index map, const std::string& engine_id,
                            const Session& session) {
    const auto realised = realise(design, scene, session.run);
    if (!realised)
        return tl::unexpected(realised.error());
    if (map < 0 || map >= (*realised)->map_count())
        return failure(
            ErrorCode::usage,
            fmt::format("there are {} maps, counted from 0; there is no map {}", (*realised)->map_count(), map),
            "--map");
    const auto prepared = prepare_map(**realised, map, session.engines, engine_id, session.run);
    if (!prepared)
        return tl::unexpected(prepared.error());
    note_engine(prepared->remark, prepared->prepared->engine_id());
    return PreparedMap{std::move(design), scene.scene, *realised, prepared->prepared};
}

void note_engine(const std::string& remark, const std::string& taken) {
    if (!remark.empty())
        std::cerr << "note: " << remark << "; taken instead: " << taken << "\n";
}

} // namespace alphascope::cli
