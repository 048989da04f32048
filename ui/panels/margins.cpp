#include "ui/panels/stability_panel.hpp"

#include <cmath>

namespace alphascope::ui {

namespace {

QString number(double value, int digits = 3) {
    if (std::isnan(value))
        return QStringLiteral("–");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QString::number(value, 'g', digits).replace('-', QChar(0x2212));
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
    margins.push_back(
        {"eigenvalue", tr("eigenvalues  1 − max ρ(A)"), number(s.eigenvalue_margin), eigenvalue_word(eigenvalue),
         tr("Distance of the largest eigenvalue from the unit circle. It decides only where A is the "
            "same at all tokens or normal: products of changing steps can grow with all eigenvalues "
            "inside. Undecided: eigenvalues so close together that rounding moves them across the circle."),
         eigenvalue});
    const Verdict norm = norm_verdict(s.norm_margin);
    margins.push_back({"norm", tr("norms  1 − sup ‖A‖"), number(s.norm_margin),
                       norm == Verdict::good ? tr("certified") : tr("no certificate"),
                       tr("At least 0: no product of steps can grow, for any order of them. Below 0 nothing is proved "
                          "either way."),
                       norm});
    const Verdict growth = growth_verdict(s);
    margins.push_back(
        {"lyapunov", tr("rate  λ, nats per token"), number(s.lyapunov), growth_word(growth), rate_help(s), growth});
    const Verdict transient = transient_verdict(s.transient_gain);
    margins.push_back({"transient", tr("transient gain"), number(s.transient_gain), transient_word(transient),
                       tr("Largest norm that any product of steps reaches on this sequence, even if it decays later.") +
                           (!s.transient_sampled ? QString()
                            : std::isfinite(s.transient_bound)
                                ? tr(" Not all pairs were tried; none is above %1.").arg(number(s.transient_bound))
                                : tr(" Not all pairs were tried.")),
                       transient});
    margins.push_back({"half_life", tr("half-life, tokens"), s.half_life ? number(*s.half_life) : tr("> L"), QString(),
                       tr("Median lag after which half of a token's kick is left."), Verdict::informative});
    if (std::isfinite(s.overflow_headroom))
        margins.push_back({"overflow", tr("float32 overflows in, tokens"), number(s.overflow_headroom), QString(),
                           tr("At the rate λ, from a state of size 1."), Verdict::warning});
    if (std::isfinite(s.underflow_headroom))
        margins.push_back({"underflow", tr("float32 underflows in, tokens"), number(s.underflow_headroom), QString(),
                           tr("At the rate λ a kick is exactly 0 in float32 after so many tokens."),
                           Verdict::informative});
    if (std::isfinite(s.exp_headroom))
        margins.push_back({"exp", tr("room of exp, nats"), number(s.exp_headroom), QString(),
                           tr("How much larger the largest score may become before exp overflows in float32."),
                           s.exp_headroom > 0 ? Verdict::informative : Verdict::warning});
    if (s.shear)
        margins.push_back({"shear", tr("shear per token"), number(s.shear_per_token), tr("score bias"),
                           tr("Mean of c: a bias that adds up over the lag. It is outside of the dynamics above."),
                           Verdict::informative});
    if (s.polynomial_growth)
        margins.push_back({"polynomial", tr("growth"), tr("polynomial"), QString(),
                           tr("ln‖Φ‖ follows ln ℓ better than ℓ: a Jordan block, not an exponential."),
                           Verdict::informative});
    return margins;
}

} // namespace alphascope::ui
