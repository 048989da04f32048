#include "app/cli/prepare.hpp"

#include "core/analysis/map_remarks.hpp"
#include "core/system/prepare_map.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

Result<PreparedMap> prepare(const DesignInputs& inputs, Index map, const Session& session) {
    auto document = inputs.read();
    if (!document)
        return tl::unexpected(document.error());
    return prepare(std::move(*document), map, inputs.engine(), session);
}

Result<PreparedMap> prepare(Document document, Index map, const std::string& engine_id, const Session& session) {
    const auto realised = realise(document.design, document.scene, session.run);
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
    auto stored = judge_stored(document.design, document.choice, **realised, map, *prepared->prepared, nullptr,
                               session.engines, engine_id, session.run);
    if (!stored)
        return tl::unexpected(stored.error());
    auto remarks = (*realised)->remarks;
    append(remarks, std::move(document.remarks));
    append(remarks, std::move(stored->remarks));
    append(remarks, remarks_on_engine(prepared->remark, prepared->prepared->engine_id()));
    return PreparedMap{std::move(document.design), document.scene.scene, *realised, prepared->prepared,
                       in_order(std::move(remarks))};
}

void tell(const std::vector<Remark>& remarks) {
    for (const Remark& remark : remarks)
        std::cerr << one_line(remark) << "\n";
}

} // namespace alphascope::cli
