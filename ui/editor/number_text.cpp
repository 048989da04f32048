#include "ui/editor/number_text.hpp"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace alphascope::ui {

namespace {

constexpr double most_exact = 9007199254740992.0; // 2^53: whole numbers up to here are exact

QString say(const char* sentence) {
    return QCoreApplication::translate("NumberField", sentence);
}

QString range_of(const NumberRule& rule) {
    const bool below = rule.minimum > std::numeric_limits<double>::lowest(),
               above = rule.maximum < std::numeric_limits<double>::max();
    if (below && above)
        return say("from %1 to %2").arg(number_text(rule.minimum), number_text(rule.maximum));
    return below   ? say("at least %1").arg(number_text(rule.minimum))
           : above ? say("at most %1").arg(number_text(rule.maximum))
                   : QString();
}

QString wanted(const NumberRule& rule) {
    const QString kind = rule.whole ? say("a whole number") : say("a number"), range = range_of(rule);
    return say("%1 takes %2%3").arg(rule.name, kind, range.isEmpty() ? QString() : " " + range);
}

/// Without what people put between digits to read them more easily.
QString plain(const QString& text) {
    static const QRegularExpression gap("(?<=\\d)[ _\\x{2009}\\x{202f}'](?=\\d)");
    return text.trimmed().replace(u'−', '-').remove(gap);
}

} // namespace

NumberReading read_number(const QString& text, const NumberRule& rule) {
    static const QRegularExpression complete("^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$"),
        beginning("^[+-]?((\\d+\\.?\\d*|\\.\\d+)([eE][+-]?)?|\\.)?$");
    const QString digits = plain(text);
    if (!complete.match(digits).hasMatch()) {
        const bool comma = digits.contains(',') && complete.match(QString(digits).replace(',', '.')).hasMatch();
        const QString refusal =
            digits.isEmpty() ? wanted(rule)
            : comma          ? say("write a point instead of the comma: %1").arg(QString(digits).replace(',', '.'))
                             : say("%1, not “%2”").arg(wanted(rule), text.trimmed());
        return {std::nullopt, beginning.match(digits).hasMatch(), refusal};
    }
    const double value = digits.toDouble();
    if (rule.whole && value != std::floor(value) && std::abs(value) < most_exact)
        return {std::nullopt, false, say("%1, not %2").arg(wanted(rule), text.trimmed())};
    if (!(value >= rule.minimum && value <= rule.maximum)) {
        const bool on_the_way = (value >= 0 && value < rule.minimum) || (value <= 0 && value > rule.maximum);
        return {std::nullopt, on_the_way, say("%1, not %2").arg(wanted(rule), text.trimmed())};
    }
    return {value, false, {}};
}

QString number_text(double value) {
    if (value == 0)
        return QStringLiteral("0"); // also where a sign is left over
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return QLocale::c().toString(value, 'f', 0);
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace alphascope::ui
