#include "ui/figure/footer.hpp"

#include "ui/figure/math_text.hpp"

#include <algorithm>

namespace alphascope::figure {
namespace {

constexpr std::size_t most_lines = 3;

double width_of(const QString& text, double points) {
    return MathText::plain(text, points).width();
}

QString shortened(QString text, double points, double width) {
    while (!text.isEmpty() && width_of(text + QChar(0x2026), points) > width)
        text.chop(1);
    return text.trimmed() + QChar(0x2026);
}

std::vector<QString> broken(const QString& text, double points, double width) {
    std::vector<QString> lines;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts)) {
        if (!lines.empty() && width_of(lines.back() + ' ' + word, points) <= width)
            lines.back() += ' ' + word;
        else
            lines.push_back(width_of(word, points) <= width ? word : shortened(word, points, width));
    }
    return lines;
}

} // namespace

QStringList footer_items(const std::vector<Remark>& remarks) {
    QStringList warnings, notes;
    for (const Remark& remark : remarks) {
        const QString text = QString::fromStdString(remark.text).simplified();
        if (remark.warning)
            warnings << QStringLiteral("warning: ") + text;
        else
            notes << text;
    }
    return warnings + notes;
}

std::vector<QString> footer_lines(const QStringList& items, double points, double width) {
    if (items.isEmpty())
        return {};
    std::vector<QString> lines;
    for (qsizetype told = items.size(); told > 0; --told) {
        QStringList parts = items.mid(0, told);
        if (const auto left = items.size() - told; left > 0)
            parts << QStringLiteral("and %1 more").arg(left);
        lines = broken(parts.join(QStringLiteral(" · ")), points, width);
        if (lines.size() <= most_lines)
            return lines;
    }
    // The first alone is too long: its end goes, the count of the others stays.
    const QString more = items.size() > 1 ? QStringLiteral(" · and %1 more").arg(items.size() - 1) : QString();
    lines = broken(items.front(), points, width);
    lines.resize(most_lines);
    lines.back() = shortened(lines.back(), points, width - width_of(more, points)) + more;
    return lines;
}

} // namespace alphascope::figure
