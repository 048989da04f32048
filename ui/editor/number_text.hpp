#pragma once
// Numbers as people type them, and as fields show them.

#include <QString>

#include <limits>
#include <optional>

namespace alphascope::ui {

/// What a field takes.
struct NumberRule {
    QString name; ///< as its label says it; begins the sentence of a refusal
    double minimum = -std::numeric_limits<double>::max(), maximum = std::numeric_limits<double>::max();
    bool whole = false;
};

struct NumberReading {
    std::optional<double> value;
    bool unfinished = false; ///< no value yet, but more characters may make one: "-", "1e", "0" where 0.2 is the least
    QString refusal;         ///< one sentence that says what would be taken; empty with a value
};

/// Digits with a point, an exponent, a sign (also the typographic minus), spaces between thousands.
NumberReading read_number(const QString& text, const NumberRule& rule);

/// The shortest text that reads as the same number; whole numbers without an exponent.
QString number_text(double value);

} // namespace alphascope::ui
