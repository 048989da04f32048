#include "ui/compute/picture_remarks.hpp"

#include "core/analysis/map_remarks.hpp"
#include "ui/figure/colour_range.hpp"

#include <QObject>
#include <QStringList>

#include <algorithm>

namespace alphascope::ui {

std::vector<Remark> picture_remarks(const Picture& picture) {
    auto remarks = picture.remarks;
    if (!picture.view)
        return in_order(std::move(remarks));
    append(remarks, remarks_on(*picture.view));
    append(remarks, figure::remarks_on_colours(*picture.view, picture.colours));
    const bool told = std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) {
        return remark.kind == RemarkKind::not_finite || remark.kind == RemarkKind::empty_rows;
    });
    if (const Index count = picture.view->non_finite; count > 0 && !told) // where they are is found when the hand rests
        remarks.push_back(warning(RemarkKind::not_finite, count == 1
                                                              ? "1 cell is not finite"
                                                              : std::to_string(count) + " cells are not finite"));
    return in_order(std::move(remarks));
}

QString few_names(const std::vector<std::string>& names) {
    constexpr qsizetype few = 3;
    QStringList list;
    for (const auto& name : names)
        list << QString::fromStdString(name);
    return list.size() > few ? QObject::tr("%1 signals").arg(list.size()) : list.join(", ");
}

QString made_up_text(const std::vector<Remark>& remarks) {
    std::vector<std::string> names;
    for (const Remark& remark : remarks_of(RemarkKind::made_up, remarks))
        for (const auto& name : remark.names)
            if (remark.warning && std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
    return names.empty() ? QString() : QObject::tr("made up: %1").arg(few_names(names));
}

} // namespace alphascope::ui
