#include "core/io/remark_json.hpp"

#include "core/io/object_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {

Json remarks_to_json(const std::vector<Remark>& remarks) {
    Json list = Json::array();
    for (const Remark& remark : remarks)
        list.push_back({{"kind", remark_info(remark.kind).id},
                        {"level", remark.warning ? "warning" : "note"},
                        {"text", remark.text},
                        {"names", remark.names}});
    return list;
}

static void check_remark(const Json& entry, const std::string& pointer, std::vector<Error>& problems) {
    ObjectReader object(entry, pointer, ErrorCode::invalid_design, problems);
    const std::string kind = object.text("kind");
    if (object.is_object() &&
        std::none_of(remark_table.begin(), remark_table.end(), [&](const auto& info) { return info.id == kind; }))
        object.problem("kind", "names no kind of remark");
    if (const std::string level = object.text("level", "note"); level != "warning" && level != "note")
        object.problem("level", "must be \"warning\" or \"note\"");
    object.text("text");
    object.require("text");
    if (const Json* names = object.find("names"))
        if (!names->is_array() ||
            !std::all_of(names->begin(), names->end(), [](const Json& name) { return name.is_string(); }))
            object.problem("names", "must be a list of names");
    object.finish();
}

void check_remarks(const Json& list, const std::string& pointer, std::vector<Error>& problems) {
    if (!list.is_array()) {
        problems.push_back({ErrorCode::invalid_design, "must be a list of remarks", pointer});
        return;
    }
    for (std::size_t k = 0; k < list.size(); ++k)
        if (!list[k].is_string())
            check_remark(list[k], fmt::format("{}/{}", pointer, k), problems);
}

} // namespace alphascope
