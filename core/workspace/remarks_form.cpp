#include "core/workspace/remarks_form.hpp"

#include "core/base/remark.hpp"
#include "core/io/object_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {

static void check_remark(const Json& entry, const std::string& pointer, std::vector<Error>& problems) {
    ObjectReader object(entry, pointer, ErrorCode::invalid_design, problems);
    const std::string kind = object.text("kind");
    if (object.is_object() &&
        std::none_of(remark_table.begin(), remark_table.end(), [&](const auto& info) { return info.id == kind; }))
        object.problem("kind", "names no kind of remark");
    if (const std::string level = object.text("level", "note"); level != "note" && level != "warning")
        object.problem("level", "must be \"note\" or \"warning\"");
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
