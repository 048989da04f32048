#include "ui/compute/picture_remarks.hpp"

#include <algorithm>

namespace alphascope::ui {

std::vector<Remark> picture_remarks(const Picture& picture) {
    auto remarks = picture.remarks;
    if (!picture.view)
        return in_order(std::move(remarks));
    append(remarks, remarks_on(*picture.view));
    const bool told = std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) {
        return remark.kind == RemarkKind::not_finite || remark.kind == RemarkKind::empty_rows;
    });
    if (const Index count = picture.view->non_finite; count > 0 && !told) // where they are is found when the hand rests
        remarks.push_back({RemarkKind::not_finite,
                           true,
                           count == 1 ? "1 cell is not finite" : std::to_string(count) + " cells are not finite",
                           {},
                           {}});
    return in_order(std::move(remarks));
}

} // namespace alphascope::ui
