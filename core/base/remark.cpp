#include "core/base/remark.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace alphascope {

const RemarkInfo& remark_info(RemarkKind kind) {
    return *std::find_if(remark_table.begin(), remark_table.end(), [&](const auto& info) { return info.kind == kind; });
}

Remark note(RemarkKind kind, std::string text, std::vector<std::string> names) {
    return {kind, false, std::move(text), std::move(names), {}};
}

Remark warning(RemarkKind kind, std::string text, std::vector<std::string> names) {
    return {kind, true, std::move(text), std::move(names), {}};
}

std::string one_line(const Remark& remark) {
    return (remark.warning ? "warning: " : "note: ") + remark.text;
}

std::vector<Remark> remarks_of(RemarkKind kind, const std::vector<Remark>& remarks) {
    std::vector<Remark> some;
    std::copy_if(remarks.begin(), remarks.end(), std::back_inserter(some),
                 [&](const Remark& remark) { return remark.kind == kind; });
    return some;
}

} // namespace alphascope
