#include "ui/gallery/difference_html.hpp"

#include "core/design/difference.hpp"
#include "ui/editor/equation_html.hpp"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <tuple>

namespace alphascope::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Difference", text);
}

QString word(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

/// "A_i" as a symbol; the names of what is no formula ("window") stay words.
QString symbol(const ChoiceDifference& choice) {
    const auto under = choice.symbol.find('_');
    if (under != std::string::npos)
        return "<i>" + word(choice.symbol.substr(0, under)) + "<sub>" + word(choice.symbol.substr(under + 1)) +
               "</sub></i>";
    return choice.symbol.starts_with("φ") ? QString("<i>φ</i>") : word(choice.symbol);
}

struct Colours {
    QString faint, accent, tint;
    explicit Colours(const QPalette& palette)
        : faint(palette.color(QPalette::PlaceholderText).name()), accent(palette.color(QPalette::Link).name()),
          tint(palette.color(QPalette::AlternateBase).name()) {}
    QString in_faint(const QString& html) const { return "<span style='color:" + faint + "'>" + html + "</span>"; }
    QString in_accent(const QString& html) const { return "<span style='color:" + accent + "'>" + html + "</span>"; }
};

enum class Side { first, second };

/// A choice of one design; the second one's stands out where it changed. Below, what its names mean where that is not
/// the same in both.
QString formula(const Design& design, const ChoiceDifference& choice, Side side, const Colours& colours) {
    const auto& [own, other] =
        side == Side::first ? std::tie(choice.first, choice.second) : std::tie(choice.second, choice.first);
    const QString html = choice_html(design, choice.symbol);
    QString all = html.isEmpty() ? tr("none") : html;
    if (side == Side::second && choice.changed)
        all = "<b>" + all + "</b>";
    for (const auto& line : own.where) {
        const bool shared = std::any_of(other.where.begin(), other.where.end(), [&](const MathLine& theirs) {
            return theirs.left == line.left && theirs.right == line.right;
        });
        if (shared)
            continue;
        const Equation where = where_html(design, line);
        all += "<br>" + colours.in_faint("<small>" + where.left + " = " + where.right + "</small>");
    }
    return all;
}

QString row(const QStringList& cells, const QString& style = {}) {
    QString html = "<tr" + style + ">";
    for (const QString& cell : cells)
        html += "<td valign='top'>" + cell + "</td>";
    return html + "</tr>";
}

constexpr const char* table = "<table cellspacing='0' cellpadding='4'>";

} // namespace

QString changes_html(const Design& first, const Design& second, const QPalette& palette) {
    const auto found = difference(first, second);
    const Colours colours(palette);
    QString html = table, below;
    QStringList kept;
    for (const auto& choice : found.choices) {
        if (!choice.changed) {
            kept << symbol(choice);
            continue;
        }
        html += "<tr><td width='52'>" + symbol(choice) + "</td><td width='16'></td><td>" +
                colours.in_faint(formula(first, choice, Side::first, colours)) + "</td></tr>";
        html += row({"", colours.in_accent("→"), formula(second, choice, Side::second, colours)});
    }
    if (!found.any())
        html = colours.in_faint(tr("Nothing: it is the same system."));
    else
        html += "</table>";
    for (const auto& property : found.properties)
        if (property.changed())
            below += word(property.name) + ": " + colours.in_faint(word(property.first)) + colours.in_accent(" → ") +
                     word(property.second) + "<br>";
    if (found.any() && !kept.isEmpty())
        below += colours.in_faint(tr("Stays: %1").arg(kept.join(", ")));
    return below.isEmpty() ? html : html + "<p style='margin-top:6px'>" + below + "</p>";
}

QString comparison_html(const Design& first, const Design& second, const QPalette& palette) {
    const auto found = difference(first, second);
    const Colours colours(palette);
    const QString changed_row = " bgcolor='" + colours.tint + "'", same = colours.in_faint(tr("the same"));
    QString html = QString(table).replace("<table", "<table width='100%'");
    html += row({"", "<b>" + word(first.name) + "</b>", "<b>" + word(second.name) + "</b>"});
    for (const auto& choice : found.choices) {
        const QString name = symbol(choice) + "&nbsp; " + colours.in_faint(word(choice.name));
        const QString before = formula(first, choice, Side::first, colours);
        if (choice.changed)
            html += row({name, before, formula(second, choice, Side::second, colours)}, changed_row);
        else
            html += row({name, colours.in_faint(before), same});
    }
    for (const auto& property : found.properties) {
        const QString name = word(property.name), from = word(property.first);
        if (property.changed())
            html += row({name, from, "<b>" + word(property.second) + "</b>"}, changed_row);
        else
            html += row({colours.in_faint(name), colours.in_faint(from), same});
    }
    return html + "</table>";
}

} // namespace alphascope::ui
