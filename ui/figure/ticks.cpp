#include "ui/figure/ticks.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::figure {
namespace {

constexpr double slack = 1e-9;

bool inside(const AxisMap& map, double value) {
    const double f = map.fraction(value);
    return f >= -slack && f <= 1 + slack;
}

QString power_text(int exponent) {
    return QStringLiteral("10^{%1}").arg(number_text(exponent, 0));
}

// --- linear -----------------------------------------------------------------------------------------------------

struct Step { // mantissa · 10^power
    int mantissa, power;
    double size() const { return mantissa * std::pow(10.0, power); }
    Step larger() const { return mantissa == 1 ? Step{2, power} : mantissa == 2 ? Step{5, power} : Step{1, power + 1}; }
    Step smaller() const { return mantissa == 1 ? Step{5, power - 1} : Step{mantissa / 2, power}; }
};

Step step_at_least(double size) {
    Step step{1, static_cast<int>(std::floor(std::log10(size)))};
    while (step.size() < size * (1 - slack))
        step = step.larger();
    return step;
}

// Multiples of a step computed as integer × 10^power, so that 0.3 is 0.3 and 0 is never −0.
std::vector<double> multiples(const AxisMap& map, Step step) {
    std::vector<double> values;
    const auto first = static_cast<long long>(std::ceil(map.minimum / step.size() - slack));
    const auto last = static_cast<long long>(std::floor(map.maximum / step.size() + slack));
    for (long long k = first; k <= last && values.size() < 2000; ++k) {
        const double whole = static_cast<double>(k * step.mantissa);
        values.push_back(step.power >= 0 ? whole * std::pow(10.0, step.power) : whole / std::pow(10.0, -step.power));
    }
    return values;
}

int common_exponent(const AxisMap& map, bool integers) {
    const double largest = std::max(std::abs(map.minimum), std::abs(map.maximum));
    if (integers || largest == 0 || (largest >= 1e-2 && largest < 1e5))
        return 0;
    return static_cast<int>(std::floor(std::log10(largest) + slack));
}

std::vector<Tick> labelled(const std::vector<double>& values, Step step, int exponent) {
    const int decimals = std::max(0, exponent - step.power);
    std::vector<Tick> ticks;
    for (const double value : values)
        ticks.push_back({value, number_text(value / std::pow(10.0, exponent), decimals)});
    return ticks;
}

bool fit(const AxisMap& map, const std::vector<Tick>& ticks, double length, const LabelExtent& extent) {
    for (std::size_t k = 1; k < ticks.size(); ++k) {
        const double apart = std::abs(map.fraction(ticks[k].value) - map.fraction(ticks[k - 1].value)) * length;
        if (apart < 0.5 * (extent(ticks[k].label) + extent(ticks[k - 1].label)))
            return false;
    }
    return true;
}

Ticks linear_ticks(const AxisMap& map, bool integers, double length, const LabelExtent& extent) {
    const double wanted = std::clamp(length / 18, 3.0, 7.0);
    Step step = step_at_least(std::max((map.maximum - map.minimum) / wanted, integers ? 1.0 : 0.0));
    Ticks ticks;
    ticks.exponent = common_exponent(map, integers);
    for (;; step = step.larger()) {
        ticks.major = labelled(multiples(map, step), step, ticks.exponent);
        if (fit(map, ticks.major, length, extent))
            break;
    }
    constexpr int finer_steps = 4;
    for (int k = 0; k < finer_steps && ticks.major.size() < 2 && (!integers || step.size() > 1); ++k) {
        // One number alone is no scale.
        const auto more = labelled(multiples(map, step.smaller()), step.smaller(), ticks.exponent);
        if (!fit(map, more, length, extent))
            break;
        step = step.smaller();
        ticks.major = more;
    }
    const Step finer = step.mantissa == 1   ? Step{2, step.power - 1}
                       : step.mantissa == 2 ? Step{5, step.power - 1}
                                            : Step{1, step.power};
    const double apart = finer.size() / (map.maximum - map.minimum) * length;
    if (apart >= 3 && (!integers || finer.power >= 0))
        for (const double value : multiples(map, finer))
            if (std::abs(value / step.size() - std::round(value / step.size())) > 1e-6)
                ticks.minor.push_back(value);
    return ticks;
}

// --- log and symlog ---------------------------------------------------------------------------------------------

// Keeps the ticks whose labels fit, in order of importance; the others lose their label.
void label_by_importance(const AxisMap& map, std::vector<Tick>& ticks, double length, const LabelExtent& extent) {
    std::vector<std::pair<double, double>> taken; // centre, half extent
    for (auto& tick : ticks) {
        const double centre = map.fraction(tick.value) * length, half = 0.5 * extent(tick.label);
        const bool free = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            return std::abs(other.first - centre) < other.second + half;
        });
        if (free)
            taken.emplace_back(centre, half);
        else
            tick.label.clear();
    }
    std::sort(ticks.begin(), ticks.end(), [](const Tick& a, const Tick& b) { return a.value < b.value; });
}

QString plain_or_power(double value) {
    return value >= 1e-3 * (1 - slack) && value < 1e4 ? short_number(value) : short_number(value, 1);
}

Ticks one_two_five(const AxisMap& map, int first, int last, double length, const LabelExtent& extent) {
    Ticks ticks;
    for (const int mantissa : {1, 2, 5})
        for (int power = first; power <= last; ++power)
            if (const double value = mantissa * std::pow(10.0, power); inside(map, value))
                ticks.major.push_back({value, plain_or_power(value)});
    if (ticks.major.size() < 2) // less than a factor of about two: evenly spaced numbers say more
        return linear_ticks(map, false, length, extent);
    label_by_importance(map, ticks.major, length, extent);
    return ticks;
}

void add_minor(const AxisMap& map, int first, int last, double sign, Ticks& ticks) {
    for (int power = first; power <= last; ++power)
        for (int mantissa = 2; mantissa <= 9; ++mantissa)
            if (const double value = sign * mantissa * std::pow(10.0, power); inside(map, value))
                ticks.minor.push_back(value);
}

Ticks log_ticks(const AxisMap& map, double length, const LabelExtent& extent) {
    const int first = static_cast<int>(std::floor(std::log10(map.minimum) + slack));
    const int last = static_cast<int>(std::floor(std::log10(map.maximum) + slack));
    const double decades = std::log10(map.maximum / map.minimum);
    if (decades < 2)
        return one_two_five(map, first, last, length, extent);
    Ticks ticks;
    for (int stride = 1;; stride += stride < 3 ? 1 : stride) { // 1, 2, 3, 6, 12, ... decades
        ticks.major.clear();
        for (int power = first; power <= last; ++power)
            if (const double value = std::pow(10.0, power); power % stride == 0 && inside(map, value))
                ticks.major.push_back({value, power_text(power)});
        if (fit(map, ticks.major, length, extent) &&
            static_cast<double>(ticks.major.size()) <= std::max(3.0, length / 14)) {
            if (stride == 1 && length / decades >= 12)
                add_minor(map, first, last, 1, ticks);
            else if (stride > 1 && length / decades >= 3)
                for (int power = first; power <= last; ++power)
                    if (const double value = std::pow(10.0, power); power % stride != 0 && inside(map, value))
                        ticks.minor.push_back(value);
            return ticks;
        }
    }
}

Ticks symlog_ticks(const AxisMap& map, double length, const LabelExtent& extent) {
    const double largest = std::max(std::abs(map.minimum), std::abs(map.maximum));
    const int first = static_cast<int>(std::ceil(std::log10(map.threshold) - slack));
    const int last = static_cast<int>(std::floor(std::log10(largest) + slack));
    Ticks ticks;
    if (inside(map, 0))
        ticks.major.push_back({0, QStringLiteral("0")});
    for (int power = last; power >= first; --power)
        for (const double sign : {1.0, -1.0})
            if (const double value = sign * std::pow(10.0, power); inside(map, value))
                ticks.major.push_back({value, (sign < 0 ? QString(QChar(0x2212)) : QString()) + power_text(power)});
    if (ticks.major.size() < 2)
        return linear_ticks(map, false, length, extent);
    label_by_importance(map, ticks.major, length, extent);
    return ticks;
}

} // namespace

QString number_text(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (text.startsWith('-')) {
        const bool zero = std::all_of(text.begin() + 1, text.end(), [](QChar c) { return c == '0' || c == '.'; });
        text = zero ? text.mid(1) : QChar(0x2212) + text.mid(1);
    }
    return text;
}

QString short_number(double value, int significant) {
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return (value < 0 ? QString(QChar(0x2212)) : QString()) + QChar(0x221E);
    if (value == 0)
        return QStringLiteral("0");
    QString text = QString::number(value, 'e', significant - 1); // "-1.20e-07": rounds before the exponent is read
    const auto at = text.indexOf('e');
    const int exponent = text.mid(at + 1).toInt();
    const auto trimmed = [](QString digits) {
        if (digits.contains('.')) {
            while (digits.endsWith('0'))
                digits.chop(1);
            if (digits.endsWith('.'))
                digits.chop(1);
        }
        return digits;
    };
    if (exponent >= -3 && exponent <= 4)
        return trimmed(number_text(text.toDouble(), std::max(0, significant - 1 - exponent)));
    const QString mantissa = trimmed(number_text(text.left(at).toDouble(), significant - 1));
    if (mantissa == QLatin1String("1"))
        return power_text(exponent);
    return mantissa + QChar(0x00D7) + power_text(exponent);
}

Ticks with_ends(Ticks ticks, const AxisMap& map, double length, double apart) {
    if (map.scale == Scale::linear || ticks.exponent != 0)
        return ticks;
    for (const double end : {map.minimum, map.maximum}) {
        const bool free = std::all_of(ticks.major.begin(), ticks.major.end(), [&](const Tick& tick) {
            return tick.label.isEmpty() || std::abs(map.fraction(tick.value) - map.fraction(end)) * length >= apart;
        });
        if (free)
            ticks.major.insert(end == map.minimum ? ticks.major.begin() : ticks.major.end(),
                               {end, short_number(end, 2)});
    }
    return ticks;
}

Ticks make_ticks(const AxisMap& map, bool integers, double length, const LabelExtent& extent) {
    if (!std::isfinite(map.minimum) || !std::isfinite(map.maximum) || !(map.maximum > map.minimum) || !(length > 0))
        return {};
    switch (map.scale) {
    case Scale::linear: return linear_ticks(map, integers, length, extent);
    case Scale::log: return map.minimum > 0 ? log_ticks(map, length, extent) : Ticks{};
    case Scale::symlog: return symlog_ticks(map, length, extent);
    }
    return {};
}

} // namespace alphascope::figure
