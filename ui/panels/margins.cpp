#include "ui/panels/stability_panel.hpp"

#include "ui/help/panel_title.hpp"
#include "ui/panels/exact_label.hpp"

#include <cmath>

namespace alphascope::ui {

namespace {

QString number(double value) {
    return number_for_reading(value, 3);
}

/// A line of the table whose name and help are words of the window.
Margin margin(const char* id, double value, const QString& verdict_word, Verdict verdict) {
    const std::string key = std::string("stability/") + id;
    return {id, word_of(key), number(value), verdict_word, tooltip_of(key), verdict, number_for_copying(value)};
}

QString growth_word(Verdict verdict) {
    switch (verdict) {
    case Verdict::good: return StabilityPanel::tr("forgets");
    case Verdict::neutral: return StabilityPanel::tr("keeps");
    case Verdict::warning: return StabilityPanel::tr("grows");
    case Verdict::bad: return StabilityPanel::tr("explodes");
    case Verdict::undecided: return StabilityPanel::tr("undecided");
    case Verdict::informative: break;
    }
    return {};
}

QString eigenvalue_word(Verdict verdict) {
    switch (verdict) {
    case Verdict::good: return StabilityPanel::tr("stable");
    case Verdict::neutral: return StabilityPanel::tr("on the circle");
    case Verdict::undecided: return StabilityPanel::tr("undecided");
    case Verdict::informative: return StabilityPanel::tr("does not decide");
    default: return StabilityPanel::tr("unstable");
    }
}

// What the rate is of, and why it may not be decided.
QString rate_help(const Stability& s) {
    QString help = s.constant ? StabilityPanel::tr("ln of the largest |eigenvalue|: A is the same at all tokens, so "
                                                   "that decides, whatever hump its powers make.")
                              : StabilityPanel::tr("Mean growth of ln‖Φ‖ on this sequence, its first tenth dropped. "
                                                   "The first of the exponents.");
    if (s.lost_at)
        help += StabilityPanel::tr(" From token %1 on rounding is all that is left of the product: the rate is a bound "
                                   "from above.")
                    .arg(*s.lost_at);
    if (growth_verdict(s) != Verdict::undecided)
        return help;
    if (s.growth_fades)
        return help + StabilityPanel::tr(" Undecided: growth fades along the sequence, which may be a hump. Its "
                                         "height is the transient gain; a longer sequence tells.");
    return help + StabilityPanel::tr(" Undecided: between %1 and %2, as far as rounding tells.")
                      .arg(number(s.lyapunov_at_least()), number(s.lyapunov_at_most()));
}

QString transient_word(Verdict verdict) {
    return verdict == Verdict::good      ? StabilityPanel::tr("none")
           : verdict == Verdict::warning ? StabilityPanel::tr("some")
                                         : StabilityPanel::tr("strong");
}

} // namespace

std::vector<Margin> margins_of(const Stability& s) {
    const auto tr = [](const char* text) { return StabilityPanel::tr(text); };
    std::vector<Margin> margins;
    const Verdict eigenvalue = eigenvalue_verdict(s);
    margins.push_back(margin("eigenvalue", s.eigenvalue_margin, eigenvalue_word(eigenvalue), eigenvalue));
    const Verdict norm = norm_verdict(s.norm_margin);
    margins.push_back(
        margin("norm", s.norm_margin, norm == Verdict::good ? tr("certified") : tr("no certificate"), norm));
    const Verdict growth = growth_verdict(s);
    margins.push_back(margin("lyapunov", s.lyapunov, growth_word(growth), growth));
    margins.back().help += "\n" + rate_help(s);
    const Verdict transient = transient_verdict(s.transient_gain);
    margins.push_back(margin("transient", s.transient_gain, transient_word(transient), transient));
    if (s.transient_sampled)
        margins.back().help += std::isfinite(s.transient_bound)
                                   ? tr("\nNot all pairs were tried; none is above %1.").arg(number(s.transient_bound))
                                   : tr("\nNot all pairs were tried.");
    margins.push_back(margin("half_life", s.half_life.value_or(0), QString(), Verdict::informative));
    if (!s.half_life) {
        margins.back().value = tr("> L");
        margins.back().exact = QString();
    }
    if (std::isfinite(s.overflow_headroom))
        margins.push_back(margin("overflow", s.overflow_headroom, tr("tokens"), Verdict::warning));
    if (std::isfinite(s.underflow_headroom))
        margins.push_back(margin("underflow", s.underflow_headroom, tr("tokens"), Verdict::informative));
    if (std::isfinite(s.exp_headroom))
        margins.push_back(
            margin("exp", s.exp_headroom, tr("nats"), s.exp_headroom > 0 ? Verdict::informative : Verdict::warning));
    if (s.shear)
        margins.push_back(margin("shear", s.shear_per_token, tr("score bias"), Verdict::informative));
    if (s.polynomial_growth) {
        margins.push_back(margin("polynomial", 0, QString(), Verdict::informative));
        margins.back().value = tr("polynomial");
        margins.back().exact = margins.back().value;
    }
    return margins;
}

} // namespace alphascope::ui
