#include "ui/panels/stability_panel.hpp"

#include "ui/charts/chart.hpp"
#include "ui/editor/elided_label.hpp"
#include "ui/figure/figures.hpp"
#include "ui/help/panel_title.hpp"
#include "ui/panels/exact_label.hpp"
#include "ui/panels/selection.hpp"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

namespace alphascope::ui {

namespace {

// Shapes differ, so that no verdict is told by colour alone.
QString mark_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::good: return QStringLiteral("✓");
    case Verdict::neutral: return QStringLiteral("–");
    case Verdict::warning: return QStringLiteral("▲");
    case Verdict::bad: return QStringLiteral("✕");
    case Verdict::undecided: return QStringLiteral("?");
    case Verdict::informative: return QStringLiteral("·");
    }
    return {};
}

QString colour_of(Verdict verdict, bool dark) {
    switch (verdict) {
    case Verdict::good: return dark ? "#5fc08a" : "#1b7a4b";
    case Verdict::neutral: return dark ? "#9a9ea6" : "#5f6672";
    case Verdict::warning: return dark ? "#e3ac4a" : "#96600a";
    case Verdict::bad: return dark ? "#f08080" : "#b3261e";
    case Verdict::undecided:
    case Verdict::informative: return dark ? "#9a9ea6" : "#5f6672";
    }
    return {};
}

} // namespace

StabilityPanel::StabilityPanel(Selection& selection, QWidget* parent)
    : QWidget(parent), selection_(selection), chart_(new Chart("stability/chart", tr("Growth over the sequence"))),
      curve_(new QComboBox), table_(new QGridLayout) {
    setObjectName("stability");
    setAccessibleName(tr("Stability"));
    curve_->setObjectName("stability/curve");
    curve_->setAccessibleName(tr("What is drawn over the tokens"));
    curve_->setToolTip(tooltip_of("stability/curve"));
    curve_->addItems(
        {tr("ln‖Φ‖  growth since token 0"), tr("‖A‖ and ρ(A)  of each step"), tr("λ  growth rates of all directions")});
    int item = 0;
    for (const char* word : {"stability/growth", "stability/steps", "stability/rates"})
        curve_->setItemData(item++, tooltip_of(word), Qt::ToolTipRole);
    table_->setContentsMargins(12, 2, 12, 8);
    table_->setHorizontalSpacing(10);
    table_->setVerticalSpacing(2);
    table_->setColumnStretch(1, 1);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(10, 2, 10, 0);
    bar->addWidget(curve_);
    bar->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(new PanelTitle("stability", this));
    column->addLayout(bar);
    column->addWidget(chart_, 1);
    column->addLayout(table_);

    connect(curve_, &QComboBox::currentIndexChanged, this, [this] {
        chart_->reset_zoom(); // another quantity has other limits
        draw_curve();
    });
    connect(&selection_, &Selection::cursorMoved, this, &StabilityPanel::refresh);
    connect(chart_, &Chart::picked, this, [this](double token, double) {
        if (over_tokens())
            selection_.move_to(std::lround(token), selection_.cursor().j);
    });
}

bool StabilityPanel::over_tokens() const {
    return curve_->currentIndex() != exponents;
}

figure::Panel StabilityPanel::panel() const {
    switch (curve_->currentIndex()) {
    case steps: return figure::steps_panel(*stability_);
    case exponents: return figure::exponents_panel(*stability_);
    default: return figure::stability_panel(*stability_);
    }
}

void StabilityPanel::show_stability(std::shared_ptr<const Stability> stability, bool dragging) {
    if (!stability)
        return;
    stability_ = std::move(stability);
    fill_table();
    if (over_tokens() || !dragging)
        draw_curve();
}

void StabilityPanel::draw_curve() {
    if (!stability_)
        return;
    drawn_ = panel();
    if (curve_->currentIndex() == growth)
        drawn_.note.clear(); // the table says it
    refresh();
}

void StabilityPanel::refresh() {
    if (!stability_)
        return;
    auto shown = drawn_;
    if (over_tokens())
        std::get<figure::LinePlot>(shown.content)
            .references.push_back({false, static_cast<double>(selection_.cursor().i), QStringLiteral("i")});
    chart_->set_panel(std::move(shown));
}

void StabilityPanel::fill_table() {
    const auto margins = margins_of(*stability_);
    while (rows_.size() < margins.size()) {
        const int line = static_cast<int>(rows_.size());
        Row row{new QLabel, new ElidedLabel, new ExactLabel, new QLabel}; // a narrow column shortens names, not numbers
        int column = 0;
        for (QLabel* label : {row.mark, row.name, static_cast<QLabel*>(row.value), row.word})
            table_->addWidget(label, line, column++);
        row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.value->setFocusPolicy(Qt::ClickFocus);
        rows_.push_back(row);
    }
    for (std::size_t k = 0; k < rows_.size(); ++k) {
        auto& row = rows_[k];
        const bool used = k < margins.size();
        for (QLabel* label : {row.mark, row.name, static_cast<QLabel*>(row.value), row.word})
            label->setVisible(used);
        if (!used)
            continue;
        const Margin& margin = margins[k];
        const QString colour = QStringLiteral("color: %1").arg(colour_of(margin.verdict, dark_));
        row.mark->setText(mark_of(margin.verdict));
        row.name->setText(margin.name);
        row.value->set(margin.value, margin.exact);
        row.word->setText(margin.word);
        if (row.word->styleSheet() != colour) { // setting one takes a millisecond, the same one too
            row.mark->setStyleSheet(colour + "; font-weight: bold");
            row.word->setStyleSheet(colour);
        }
        row.value->setObjectName("stability/" + margin.id);
        row.value->setAccessibleName(margin.name);
        row.value->setAccessibleDescription(margin.word + ". " + margin.help);
        for (QLabel* label : {row.mark, row.name, static_cast<QLabel*>(row.value), row.word})
            label->setToolTip(margin.help);
    }
}

void StabilityPanel::set_dark(bool dark) {
    dark_ = dark;
    chart_->set_dark(dark);
    if (stability_)
        fill_table();
}

} // namespace alphascope::ui
