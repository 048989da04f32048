#include "ui/compute/picture_remarks.hpp"

#include <QObject>
#include <QStringList>

#include <algorithm>

namespace alphascope::ui {

std::vector<Remark> picture_remarks(const Picture& picture) {
    return picture.realised->remarks;
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
