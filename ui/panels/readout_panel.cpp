#include "ui/panels/readout_panel.hpp"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>

#include <algorithm>
#include <array>
#include <cmath>

namespace alphascope::ui {

namespace {

struct LineInfo {
    const char *id, *name, *help;
};
// Read down the columns: where, what, the row, the comparison.
constexpr int least_columns = 2, most_columns = 4, margin = 12, spacing = 8;
constexpr std::array lines{
    LineInfo{"i", "row i", "The token being computed"},
    LineInfo{"j", "column j", "The token that contributes"},
    LineInfo{"lag", "lag i − j", "How long ago"},
    LineInfo{"score", "score s", "q_iᵀ A_i ⋯ A_{j+1} b_j, before φ"},
    LineInfo{"alpha", "coeff. α", "φ(s) / η: the weight of v_j in o_i"},
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

ReadoutPanel::ReadoutPanel(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    setObjectName("readout");
    setAccessibleName(tr("Read-out at the cross-hair"));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Ctrl+C copies all values with 17 digits"));
    grid_->setSizeConstraint(QLayout::SetNoConstraint); // the minimum is our own
    grid_->setContentsMargins(margin, 6, margin, 8);
    grid_->setVerticalSpacing(2);
    grid_->setHorizontalSpacing(spacing);
    for (const auto& line : lines) {
        auto* name = new QLabel(QString::fromUtf8(line.name));
        name->setForegroundRole(QPalette::PlaceholderText);
        name->setToolTip(QString::fromUtf8(line.help));
        auto* value = new QLabel(QStringLiteral("–"));
        value->setObjectName(QStringLiteral("readout/%1").arg(line.id));
        value->setAccessibleName(QString::fromUtf8(line.name));
        value->setToolTip(QString::fromUtf8(line.help));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAlignment(Qt::AlignRight);
        value->setMinimumWidth(value->fontMetrics().horizontalAdvance(QStringLiteral("−1.2345e−10")));
        names_.push_back(name);
        values_.push_back(value);
    }
    exact_.resize(values_.size());
    arrange(most_columns);
}

// Down the columns.
void ReadoutPanel::arrange(int columns) {
    if (columns == columns_)
        return;
    columns_ = columns;
    const int count = static_cast<int>(values_.size()), per_column = (count + columns - 1) / columns;
    for (int k = 0; k < count; ++k) {
        const int row = k % per_column, column = 3 * (k / per_column); // name, value, gap
        grid_->addWidget(names_[static_cast<std::size_t>(k)], row, column);
        grid_->addWidget(values_[static_cast<std::size_t>(k)], row, column + 1);
    }
    for (int column = 0; column < most_columns; ++column)
        grid_->setColumnStretch(3 * column + 2, column + 1 < columns ? 1 : 0);
    updateGeometry();
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
    const auto value = [&](std::optional<double> x, int digits = 5) {
        if (x && !std::isnan(*x))
            set(row++, minus(QString::number(*x, 'g', digits)), QString::number(*x, 'g', 17));
        else
            set(row++, x ? QStringLiteral("not a number") : QStringLiteral("–"), x ? QStringLiteral("nan") : QString());
    };
    const CellReading& cell = reading.cell;
    const auto of_row = [&](double RowSummary::*member) {
        return cell.row ? std::optional((*cell.row).*member) : std::nullopt;
    };
    token(cell.i, reading.row_label);
    token(cell.j, reading.column_label);
    token(cell.i - cell.j, {});
    value(cell.score);
    value(cell.alpha);
    value(std::abs(cell.alpha));
    value(of_row(&RowSummary::sum));
    value(of_row(&RowSummary::effective_count), 4);
    value(of_row(&RowSummary::entropy), 4);
    value(of_row(&RowSummary::negative_mass), 3);
    value(reading.stored_output_error, 2);
    value(reading.stored_alpha_error, 2);
}

int ReadoutPanel::width_in_columns(int columns) const {
    const int count = static_cast<int>(values_.size()), per_column = (count + columns - 1) / columns;
    int width = 2 * margin;
    for (int first = 0; first < count; first += per_column) {
        int name = 0, value = 0;
        for (int k = first; k < std::min(first + per_column, count); ++k) {
            name = std::max(name, names_[static_cast<std::size_t>(k)]->sizeHint().width());
            value = std::max(value, values_[static_cast<std::size_t>(k)]->minimumWidth());
        }
        width += name + value + 3 * spacing;
    }
    return width;
}

QSize ReadoutPanel::minimumSizeHint() const {
    return {width_in_columns(least_columns), layout()->minimumSize().height()};
}

void ReadoutPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    int columns = most_columns;
    while (columns > least_columns && width_in_columns(columns) > width())
        --columns;
    arrange(columns);
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
