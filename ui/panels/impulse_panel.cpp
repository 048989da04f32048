#include "ui/panels/impulse_panel.hpp"

#include "ui/charts/chart.hpp"
#include "ui/figure/ticks.hpp"
#include "ui/panels/selection.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace alphascope::ui {

namespace {

struct CurveInfo {
    figure::ImpulseCurve curve;
    const char *label, *help;
};
constexpr std::array curve_table{
    CurveInfo{figure::ImpulseCurve::norm, "‖h‖  state norm", "How large the state is that token j left behind"},
    CurveInfo{figure::ImpulseCurve::gain, "‖h‖ / ‖b‖  gain", "The share of the kick that is left"},
    CurveInfo{figure::ImpulseCurve::state, "h  coordinates", "The coordinates of the state that peak highest"},
    CurveInfo{figure::ImpulseCurve::score, "s  scores", "What the queries read from it, before φ"},
    CurveInfo{figure::ImpulseCurve::alpha, "α  coefficients", "The weight of token j's value in later outputs"},
};

void make_linear(figure::Panel& panel) {
    double low = 0, high = 0;
    for (const auto& line : std::get<figure::LinePlot>(panel.content).lines)
        for (const double y : line.y)
            if (std::isfinite(y)) {
                low = std::min(low, y);
                high = std::max(high, y);
            }
    const double room = high > low ? 0.05 * (high - low) : 1;
    panel.y.scale = figure::Scale::linear;
    panel.y.minimum = low < 0 ? low - room : 0;
    panel.y.maximum = high + room;
}

} // namespace

ImpulsePanel::ImpulsePanel(Selection& selection, QWidget* parent)
    : QWidget(parent), selection_(selection), chart_(new Chart("impulse/chart", tr("Impulse response over lag"))),
      curve_(new QComboBox), frozen_(new QCheckBox(tr("&frozen query"))), log_(new QCheckBox(tr("lo&g"))),
      half_life_(new QLabel) {
    setObjectName("impulse");
    setAccessibleName(tr("Impulse response"));
    curve_->setObjectName("impulse/curve");
    curve_->setAccessibleName(tr("What is drawn over the lag"));
    for (const auto& info : curve_table) {
        curve_->addItem(QString::fromUtf8(info.label));
        curve_->setItemData(curve_->count() - 1, QString::fromUtf8(info.help), Qt::ToolTipRole);
    }
    frozen_->setObjectName("impulse/frozen");
    frozen_->setToolTip(tr("Read with the kicked token's own query at every lag, so that only the decay shows"));
    log_->setObjectName("impulse/log");
    log_->setChecked(true);
    log_->setToolTip(tr("Logarithmic where the values are positive and span more than two decades"));
    half_life_->setObjectName("impulse/halfLife");
    half_life_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    half_life_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    half_life_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the chart says it too

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(10, 6, 10, 0);
    bar->setSpacing(10);
    bar->addWidget(curve_);
    bar->addWidget(log_);
    bar->addWidget(frozen_);
    bar->addWidget(half_life_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(bar);
    column->addWidget(chart_, 1);

    connect(curve_, &QComboBox::currentIndexChanged, this, [this] {
        chart_->reset_zoom(); // another quantity has other limits
        refresh();
    });
    connect(log_, &QCheckBox::toggled, this, &ImpulsePanel::refresh);
    connect(frozen_, &QCheckBox::toggled, this, &ImpulsePanel::frozenQueryChanged);
    connect(chart_, &Chart::picked, this, [this](double lag, double) {
        if (response_)
            selection_.move_to(response_->j + std::lround(lag), response_->j);
    });
    connect(&selection_, &Selection::cursorMoved, this, &ImpulsePanel::refresh);
}

bool ImpulsePanel::frozen_query() const {
    return frozen_->isChecked();
}

figure::ImpulseCurve ImpulsePanel::curve() const {
    return curve_table[static_cast<std::size_t>(std::max(curve_->currentIndex(), 0))].curve;
}

figure::Panel ImpulsePanel::panel() const {
    auto panel = figure::impulse_panel(*response_, curve());
    if (!log_->isChecked())
        make_linear(panel);
    return panel;
}

void ImpulsePanel::show_response(std::shared_ptr<const ImpulseResponse> response, bool keeps_axis) {
    if (!response)
        return;
    keeps_axis_ = keeps_axis;
    response_ = std::move(response);
    refresh();
}

void ImpulsePanel::refresh() {
    if (!response_)
        return;
    auto shown = panel();
    if (keeps_axis_)
        shown.x.maximum = std::max(shown.x.maximum, last_lag_);
    last_lag_ = shown.x.maximum;
    const Cursor& cursor = selection_.cursor();
    if (cursor.j == response_->j && cursor.i > cursor.j)
        std::get<figure::LinePlot>(shown.content)
            .references.push_back({false, static_cast<double>(cursor.i - cursor.j), QStringLiteral("i")});
    chart_->set_panel(std::move(shown));
    const bool unwritten = response_->gain.size() == 0;
    half_life_->setText(
        unwritten ? tr("nothing written")
        : response_->half_life
            ? tr("half-life %1").arg(*response_->half_life, 0, 'g', 3)
            : tr("half-life > %1").arg(figure::short_number(static_cast<double>(response_->norm.size()))));
}

void ImpulsePanel::set_dark(bool dark) {
    chart_->set_dark(dark);
}

} // namespace alphascope::ui
