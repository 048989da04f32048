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
    case Verdict::informative: break;
    }
    return {};
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
    const Verdict eigenvalue = !s.eigenvalue_decides      ? Verdict::informative
                               : s.eigenvalue_margin >= 0 ? Verdict::good
                                                          : Verdict::bad;
    margins.push_back(margin("eigenvalue", s.eigenvalue_margin,
                             s.eigenvalue_decides ? (s.eigenvalue_margin >= 0 ? tr("stable") : tr("unstable"))
                                                  : tr("does not decide"),
                             eigenvalue));
    const Verdict norm = norm_verdict(s.norm_margin);
    margins.push_back(
        margin("norm", s.norm_margin, norm == Verdict::good ? tr("certified") : tr("no certificate"), norm));
    const Verdict growth = lyapunov_verdict(s.lyapunov);
    margins.push_back(margin("lyapunov", s.lyapunov, growth_word(growth), growth));
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
