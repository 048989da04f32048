#include "ui/panels/readout_panel.hpp"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>

#include <array>
#include <cmath>

namespace alphascope::ui {

namespace {

struct LineInfo {
    const char *id, *name, *help;
};
constexpr std::array lines{
    LineInfo{"i", "row i", "The token being computed"},
    LineInfo{"j", "column j", "The token that contributes"},
    LineInfo{"lag", "lag i − j", "How long ago"},
    LineInfo{"score", "score s", "q_iᵀ A_i ⋯ A_{j+1} b_j, before φ"},
    LineInfo{"alpha", "coefficient α", "φ(s) / η: the weight of v_j in o_i"},
    LineInfo{"magnitude", "|α|", "Magnitude of the coefficient"},
    LineInfo{"sum", "row sum Σα", "1 where the row is a mean"},
    LineInfo{"effective", "N_eff", "1 / Σp², p = |α| / Σ|α|: how many tokens the row really reads"},
    LineInfo{"entropy", "entropy, nats", "−Σ p ln p"},
    LineInfo{"negative", "negative mass", "Share of |α| with a minus sign"},
    LineInfo{"stored_output", "o against file",
             "Largest difference from the stored output, relative to its largest value"},
    LineInfo{"stored_alpha", "α against file", "Largest difference from the stored map, relative to its largest value"},
};

QString minus(QString text) {
    return text.replace('-', QChar(0x2212));
}

} // namespace

ReadoutPanel::ReadoutPanel(QWidget* parent) : QWidget(parent) {
    setObjectName("readout");
    setAccessibleName(tr("Read-out at the cross-hair"));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Ctrl+C copies all values with 17 digits"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 8, 12, 8);
    form->setVerticalSpacing(3);
    form->setHorizontalSpacing(14);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const auto& line : lines) {
        auto* value = new QLabel(QStringLiteral("–"));
        value->setObjectName(QStringLiteral("readout/%1").arg(line.id));
        value->setAccessibleName(QString::fromUtf8(line.name));
        value->setToolTip(QString::fromUtf8(line.help));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAlignment(Qt::AlignRight);
        form->addRow(QString::fromUtf8(line.name), value);
        values_.push_back(value);
    }
    exact_.resize(values_.size());
}

void ReadoutPanel::set(int row, const QString& shown, const QString& exact) {
    values_[static_cast<std::size_t>(row)]->setText(shown);
    exact_[static_cast<std::size_t>(row)] = exact;
}

void ReadoutPanel::show_reading(const Reading& reading) {
    int row = 0;
    const auto token = [&](Index at, const QString& label) {
        const QString number = QString::number(at);
        set(row++, label.isEmpty() ? number : QStringLiteral("%1  “%2”").arg(number, label), number);
    };
    const auto value = [&](std::optional<double> x, int digits = 6) {
        if (x && !std::isnan(*x))
            set(row++, minus(QString::number(*x, 'g', digits)), QString::number(*x, 'g', 17));
        else
            set(row++, x ? QStringLiteral("not a number") : QStringLiteral("–"), x ? QStringLiteral("nan") : QString());
    };
    const auto of_row = [&](double RowSummary::*member) {
        return reading.row ? std::optional((*reading.row).*member) : std::nullopt;
    };
    token(reading.i, reading.row_label);
    token(reading.j, reading.column_label);
    token(reading.i - reading.j, {});
    value(reading.score);
    value(reading.alpha);
    value(reading.alpha ? std::optional(std::abs(*reading.alpha)) : std::nullopt);
    value(of_row(&RowSummary::sum));
    value(of_row(&RowSummary::effective_count), 4);
    value(of_row(&RowSummary::entropy), 4);
    value(of_row(&RowSummary::negative_mass), 3);
    value(reading.stored_output_error, 2);
    value(reading.stored_alpha_error, 2);
}

QString ReadoutPanel::as_text() const {
    QString text;
    for (std::size_t k = 0; k < values_.size(); ++k)
        text += QStringLiteral("%1\t%2\n").arg(QString::fromUtf8(lines[k].name), exact_[k]);
    return text;
}

void ReadoutPanel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(as_text());
    else
        QWidget::keyPressEvent(event);
}

} // namespace alphascope::ui
