#include "ui/figure/figures.hpp"

#include "ui/figure/colour_range.hpp"
#include "ui/figure/footer.hpp"
#include "ui/figure/layout.hpp"
#include "ui/figure/ticks.hpp"
#include "ui/figure/token_curve.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::figure {
namespace {

const QString lag_label = QStringLiteral("lag ℓ (tokens)");

std::vector<double> values(const Vector& v) {
    return {v.begin(), v.end()};
}

std::vector<double> counting(std::size_t count, double from = 0) {
    std::vector<double> x(count);
    for (std::size_t k = 0; k < count; ++k)
        x[k] = from + static_cast<double>(k);
    return x;
}

QString joined(QStringList parts, const QString& separator) {
    parts.removeAll(QString());
    return parts.join(separator);
}

QString symbol(TileKind kind) {
    return kind == TileKind::alpha ? QStringLiteral("α") : QStringLiteral("s");
}

// "max|·| of 8×8": how many cells one pixel stands for; "sampled: 1 of 8×8 cells" where it has not seen them all.
QString pooling_text(const MapView& view) {
    QStringList items;
    if (view.cells_per_pixel > 1) {
        const QString side = short_number(view.cells_per_pixel);
        const QString kind = view.pooling == Pooling::max_abs ? QStringLiteral("max|·|") : QStringLiteral("mean");
        items << (view.is_exact() ? QStringLiteral("%1 of %2×%2").arg(kind, side)
                                  : QStringLiteral("sampled: 1 of %1×%1 cells").arg(side));
    }
    if (view.estimated)
        items << QStringLiteral("η estimated");
    if (!view.is_exact() && view.exact_rows > 0)
        items << QStringLiteral("%1 % exact").arg(100 * view.exact_rows / view.height);
    return joined(items, QStringLiteral(", "));
}

QString scale_text(const ColourScale& colours) {
    switch (colours.scale) {
    case Scale::linear: return {};
    case Scale::log: return QStringLiteral("log colours");
    case Scale::symlog: return QStringLiteral("symlog colours");
    }
    return {};
}

AxisSpec axis_over(const std::vector<double>& x, const QString& label) {
    AxisSpec axis{label};
    axis.integer_ticks = true;
    axis.minimum = x.empty() ? 0 : x.front();
    axis.maximum = x.empty() ? 1 : x.back();
    if (x.size() == 1) { // in the middle
        axis.minimum -= 0.5;
        axis.maximum += 0.5;
    }
    return axis;
}

// A response that sinks below a log axis early would leave most of the plot empty.
void trim_to_visible(const std::vector<Line>& lines, AxisSpec& x, const AxisSpec& y) {
    if (y.scale != Scale::log)
        return;
    double last = x.minimum;
    for (const auto& line : lines)
        for (std::size_t k = 0; k < line.y.size(); ++k)
            if (line.y[k] >= y.minimum)
                last = std::max(last, line.x[k]);
    if (last - x.minimum < 0.6 * (x.maximum - x.minimum))
        x.maximum = std::min(x.maximum, std::max(last + 0.1 * (last - x.minimum), x.minimum + 8));
}

void add_states(const ImpulseResponse& response, LinePlot& plot) {
    for (Index c = 0; c < response.state.cols(); ++c) {
        const QString name = QStringLiteral("h_{%1}").arg(response.coordinates[static_cast<std::size_t>(c)]);
        const Vector column = response.state.col(c);
        plot.lines.push_back(
            {name, counting(static_cast<std::size_t>(column.size())), values(column), static_cast<int>(c)});
    }
}

// Items stay whole when the note is wrapped.
QString note_of(QStringList items) {
    for (QString& item : items)
        item.replace(' ', QChar::Nbsp);
    return items.join(QStringLiteral(", "));
}

QString stability_note(const Stability& s) {
    QStringList items;
    items << QStringLiteral("λ_1 = %1 nats/token%2")
                 .arg(short_number(s.lyapunov, 2),
                      growth_verdict(s) == Verdict::undecided ? QStringLiteral(" (growth undecided)") : QString());
    items << QStringLiteral("1 − sup ‖A_i‖ = %1").arg(short_number(s.norm_margin, 2));
    items << QStringLiteral("transient gain %1%2")
                 .arg(short_number(s.transient_gain, 2),
                      s.transient_sampled ? QStringLiteral(" (sampled)") : QString());
    if (s.vanishes_at)
        items << QStringLiteral("Φ = 0 from token %1 on").arg(*s.vanishes_at);
    if (s.product_is_estimate)
        items << QStringLiteral("norm estimated");
    if (s.sampled)
        items << QStringLiteral("%1 positions sampled").arg(s.positions.size());
    if (s.shear)
        items << QStringLiteral("without the shear");
    return note_of(items);
}

} // namespace

Panel map_panel(const MapView& view, const ColourScale& colours, const QString& subject) {
    HeatMap map{view, colours, symbol(view.kind)};
    map.badge = joined({symbol(view.kind), subject, pooling_text(view), scale_text(colours)}, QStringLiteral(" · "));
    Panel panel;
    panel.x = {QStringLiteral("key position j"), static_cast<double>(view.cols.begin),
               static_cast<double>(view.cols.end)};
    panel.y = {QStringLiteral("query position i"), static_cast<double>(view.rows.begin),
               static_cast<double>(view.rows.end)};
    QStringList notes;
    if (view.non_finite > 0)
        notes << (view.non_finite == 1 ? QStringLiteral("1 cell is not finite (hatched)")
                                       : QStringLiteral("%1 cells are not finite (hatched)").arg(view.non_finite));
    panel.note = joined(notes << beyond_text(beyond(view, colours)), QStringLiteral("; "));
    panel.content = std::move(map);
    return panel;
}

Panel impulse_panel(const ImpulseResponse& response, ImpulseCurve curve, ValueScale scale) {
    LinePlot plot;
    QString label;
    const auto one = [&](const Vector& v, const QString& text) {
        label = text;
        plot.lines.push_back({QString(), counting(static_cast<std::size_t>(v.size())), values(v), 0});
    };
    const auto alpha = [&] {
        label = QStringLiteral("coefficient α");
        plot.lines.push_back(
            {QString(), {response.alpha_lags.begin(), response.alpha_lags.end()}, values(response.alpha), 0});
    };
    switch (curve) {
    case ImpulseCurve::norm: one(response.norm, QStringLiteral("‖h‖")); break;
    case ImpulseCurve::gain: one(response.gain, QStringLiteral("gain ‖h‖ / ‖b‖")); break;
    case ImpulseCurve::score: one(response.score, QStringLiteral("score s")); break;
    case ImpulseCurve::alpha: alpha(); break;
    case ImpulseCurve::state:
        label = QStringLiteral("state h");
        add_states(response, plot);
        break;
    }
    Panel panel;
    panel.x = axis_over(plot.lines.empty() ? std::vector<double>{} : plot.lines.front().x, lag_label);
    panel.y = value_axis(plot.lines, label, false, scale);
    trim_to_visible(plot.lines, panel.x, panel.y);
    const bool norms = curve == ImpulseCurve::norm || curve == ImpulseCurve::gain;
    if (norms && response.half_life)
        plot.references.push_back(
            {false, *response.half_life, QStringLiteral("half-life %1").arg(short_number(*response.half_life))});
    if (norms && response.gain.size() == 0)
        panel.note = QStringLiteral("token %1 writes nothing: b_j = 0").arg(response.j);
    else if (response.frozen_query && !norms && curve != ImpulseCurve::state)
        panel.note = QStringLiteral("token j = %1, read with its own query at every lag").arg(response.j);
    else
        panel.note = QStringLiteral("token j = %1").arg(response.j);
    if (response.norm.size() == 1)
        panel.note += QStringLiteral(", the last: lag 0 alone");
    if (response.is_alpha_sampled() && curve == ImpulseCurve::alpha)
        panel.note += QStringLiteral(", %1 lags sampled").arg(response.alpha_lags.size());
    if (response.one_of_two)
        panel.note += QStringLiteral(", pass forward only");
    panel.content = std::move(plot);
    return panel;
}

Panel spectrum_panel(const std::shared_ptr<const Spectrum>& shared, Index position,
                     const std::optional<ComplexVector>& marked) {
    const Spectrum& spectrum = *shared;
    PlanePlot plane;
    plane.all = {shared, &spectrum.eigenvalues}; // the numbers stay where they are
    double reach = std::max(1.0, spectrum.largest_modulus);
    Panel panel;
    QStringList notes;
    if (position >= 0 && !spectrum.positions.empty() && spectrum.eigenvalues.rows() > 0) {
        const Index row = spectrum.row_of(position);
        const ComplexVector now = marked ? *marked : ComplexVector(spectrum.eigenvalues.row(row).transpose());
        for (const Complex z : now) {
            plane.now_x.push_back(z.real());
            plane.now_y.push_back(z.imag());
            if (std::isfinite(std::abs(z)))
                reach = std::max(reach, std::abs(z));
        }
        const Index token = marked ? position : spectrum.positions[static_cast<std::size_t>(row)];
        notes << (spectrum.constant ? QStringLiteral("same at every token")
                                    : QStringLiteral("marked: token i = %1").arg(token));
    }
    if (spectrum.sampled)
        notes << QStringLiteral("%1 of %2 tokens sampled").arg(spectrum.positions.size()).arg(spectrum.tokens);
    if (spectrum.shear)
        notes << QStringLiteral("shear: also 1, 1 (one Jordan block)");
    panel.note = note_of(notes);
    const double limit = 1.12 * reach;
    panel.x = {QStringLiteral("Re λ"), -limit, limit};
    panel.y = {QStringLiteral("Im λ"), -limit, limit};
    panel.content = std::move(plane);
    return panel;
}

Panel stability_panel(const Stability& stability) {
    LinePlot plot;
    plot.lines.push_back(token_curve({}, stability.product_positions, stability.log_product_norm, 0));
    plot.references.push_back({true, 0, QString()});
    Panel panel;
    panel.x = axis_over(plot.lines.front().x, QStringLiteral("token i"));
    panel.y = value_axis(plot.lines, QStringLiteral("ln‖Φ(i,0)‖ (nats)"), true);
    panel.note = stability_note(stability);
    panel.content = std::move(plot);
    return panel;
}

Panel steps_panel(const Stability& stability) {
    LinePlot plot;
    plot.lines.push_back(token_curve(QStringLiteral("‖A_i‖"), stability.positions, stability.norm, 0));
    plot.lines.push_back(
        token_curve(QStringLiteral("ρ(A_i)"), stability.radius_positions, stability.spectral_radius, 1, true));
    plot.references.push_back({true, 1, QString()});
    Panel panel;
    panel.x = axis_over(plot.lines.front().x, QStringLiteral("token i"));
    panel.y = value_axis(plot.lines, QStringLiteral("one step"));
    if (panel.y.scale == Scale::linear && panel.y.maximum < 1.02)
        panel.y.maximum = 1.02; // the bound stays in sight
    QStringList notes;
    if (stability.sampled)
        notes << QStringLiteral("%1 tokens sampled").arg(stability.positions.size());
    if (stability.radius_positions.size() < stability.positions.size())
        notes << QStringLiteral("ρ at %1 tokens").arg(stability.radius_positions.size());
    panel.note = note_of(notes);
    panel.content = std::move(plot);
    return panel;
}

Panel exponents_panel(const Stability& stability) {
    LinePlot plot;
    const auto count = static_cast<std::size_t>(stability.exponents.size());
    plot.lines.push_back({QString(), counting(count, 1), values(stability.exponents), 0});
    plot.references.push_back({true, 0, QString()});
    Panel panel;
    panel.x = axis_over(plot.lines.front().x, QStringLiteral("direction k, fastest first"));
    panel.y = value_axis(plot.lines, QStringLiteral("λ_k (nats per token)"), true);
    if (count == 0)
        panel.note = QStringLiteral("not computed for these steps");
    else if (stability.unresolved > 0)
        panel.note = QStringLiteral("%1 more fade too fast to be told, or at once").arg(stability.unresolved);
    panel.content = std::move(plot);
    return panel;
}

Figure board(Panel map, Panel impulse, Panel spectrum, Panel stability, double width_points, const Theme& theme) {
    Figure figure;
    figure.panels = {std::move(map), std::move(impulse), std::move(spectrum), std::move(stability)};
    figure.columns = width_points >= 24 * theme.base_points ? 2 : 1;
    figure.panel_letters = true;
    figure.size_points = {width_points, width_points};
    figure.size_points.setHeight(natural_height(figure, theme));
    return figure;
}

Figure single(Panel panel, double width_points, const Theme& theme) {
    Figure figure;
    figure.panels = {std::move(panel)};
    figure.size_points = {width_points, width_points};
    figure.size_points.setHeight(natural_height(figure, theme));
    return figure;
}

void set_footer(Figure& figure, const std::vector<Remark>& remarks, const Theme& theme) {
    figure.footer = footer_items(remarks);
    figure.size_points.setHeight(natural_height(figure, theme));
}

} // namespace alphascope::figure
