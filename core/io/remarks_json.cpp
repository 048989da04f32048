#include "core/io/remarks_json.hpp"

namespace alphascope {

nlohmann::ordered_json remarks_to_json(const std::vector<Remark>& remarks) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Remark& remark : remarks)
        list.push_back({{"kind", remark_info(remark.kind).id},
                        {"level", remark.warning ? "warning" : "note"},
                        {"text", remark.text},
                        {"names", remark.names}});
    return list;
}

} // namespace alphascope
