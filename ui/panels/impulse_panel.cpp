#include "ui/panels/impulse_panel.hpp"

#include "ui/charts/chart.hpp"
#include "ui/editor/elided_label.hpp"
#include "ui/editor/quiet_controls.hpp"
#include "ui/help/panel_title.hpp"
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
    const char *label, *word;
};
constexpr std::array curve_table{
    CurveInfo{figure::ImpulseCurve::norm, "‖h‖  state norm", "impulse/norm"},
    CurveInfo{figure::ImpulseCurve::gain, "‖h‖ / ‖b‖  gain", "impulse/gain"},
    CurveInfo{figure::ImpulseCurve::state, "h  coordinates", "impulse/state"},
    CurveInfo{figure::ImpulseCurve::score, "s  scores", "impulse/score"},
    CurveInfo{figure::ImpulseCurve::alpha, "α  coefficients", "impulse/alpha"},
};

QString half_life_text(const ImpulseResponse& response) {
    if (response.half_life)
        return QString::number(*response.half_life, 'g', 3);
    return response.norm.size() > 1 ? QStringLiteral("> %1").arg(response.norm.size() - 1) : QStringLiteral("–");
}

} // namespace

ImpulsePanel::ImpulsePanel(Selection& selection, QWidget* parent)
    : QWidget(parent), selection_(selection), chart_(new Chart("impulse/chart", tr("Impulse response over lag"))),
      curve_(new QuietCombo), scale_(new QuietCombo), frozen_(new QCheckBox(tr("&frozen query"))),
      half_life_(new ElidedLabel) {
    setObjectName("impulse");
    setAccessibleName(tr("Impulse response"));
    curve_->setObjectName("impulse/curve");
    curve_->setAccessibleName(tr("What is drawn over the lag"));
    curve_->setToolTip(tooltip_of("impulse/curve"));
    for (const auto& info : curve_table) {
        curve_->addItem(QString::fromUtf8(info.label));
        curve_->setItemData(curve_->count() - 1, tooltip_of(info.word), Qt::ToolTipRole);
    }
    frozen_->setObjectName("impulse/frozen");
    frozen_->setToolTip(tooltip_of("impulse/frozen"));
    scale_->setObjectName("impulse/scale");
    scale_->setAccessibleName(tr("How values are laid along the axis"));
    scale_->addItems({tr("auto"), tr("linear"), tr("log")}); // in the order of figure::ValueScale
    scale_->setToolTip(tooltip_of("impulse/scale"));
    half_life_->setObjectName("impulse/halfLife");
    half_life_->setToolTip(tooltip_of("impulse/half_life"));
    half_life_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    half_life_->setForegroundRole(QPalette::PlaceholderText);

    auto* title = new PanelTitle("impulse", this);
    title->add(half_life_);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 2, 4, 0);
    bar->setSpacing(4);
    bar->addWidget(curve_);
    bar->addWidget(scale_);
    bar->addWidget(frozen_);
    bar->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(title);
    column->addLayout(bar);
    column->addWidget(chart_, 1);

    connect(curve_, &QComboBox::currentIndexChanged, this, [this] {
        chart_->reset_zoom(); // another quantity has other limits
        refresh();
    });
    connect(scale_, &QComboBox::currentIndexChanged, this, [this] {
        chart_->reset_zoom(); // the limits are those of another axis
        refresh();
    });
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
    return figure::impulse_panel(*response_, curve(), static_cast<figure::ValueScale>(scale_->currentIndex()));
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
    const QString tokens = half_life_text(*response_);
    if (unwritten)
        half_life_->set(tr("token %1 writes nothing").arg(response_->j));
    else // the chart says the token, too
        half_life_->set(tr("half-life of token %1: %2").arg(response_->j).arg(tokens), tr("half-life %1").arg(tokens));
}

void ImpulsePanel::set_dark(bool dark) {
    chart_->set_dark(dark);
}

} // namespace alphascope::ui
