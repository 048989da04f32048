#include "ui/panels/readout_panel.hpp"

#include "ui/help/panel_title.hpp"
#include "ui/panels/exact_label.hpp"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace alphascope::ui {

namespace {

// Read down the columns: where, what, the row, the comparison.
constexpr int least_columns = 2, most_columns = 4, margin = 12, spacing = 8;
constexpr std::array lines{"i",   "j",         "lag",     "score",    "alpha",         "magnitude",
                           "sum", "effective", "entropy", "negative", "stored_output", "stored_alpha"};

std::string word_id(const char* line) {
    return std::string("readout/") + line;
}

} // namespace

ReadoutPanel::ReadoutPanel(QWidget* parent) : QWidget(parent), grid_(new QGridLayout) {
    setObjectName("readout");
    setAccessibleName(tr("Read-out at the cross-hair"));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Ctrl+C copies all values with 17 digits"));
    auto* title = new PanelTitle("readout", this);
    title->layout()->setContentsMargins(margin, 2, margin, 0);
    auto* column_of_all = new QVBoxLayout(this);
    column_of_all->setSizeConstraint(QLayout::SetNoConstraint); // the minimum is our own
    column_of_all->setContentsMargins(0, 0, 0, 0);
    column_of_all->setSpacing(0);
    column_of_all->addWidget(title);
    column_of_all->addLayout(grid_);
    grid_->setContentsMargins(margin, 2, margin, 8);
    grid_->setVerticalSpacing(2);
    grid_->setHorizontalSpacing(spacing);
    for (const char* line : lines) {
        auto* name = new QLabel(word_of(word_id(line)));
        name->setForegroundRole(QPalette::PlaceholderText);
        name->setToolTip(tooltip_of(word_id(line)));
        auto* value = new ExactLabel;
        value->set(QStringLiteral("–"), QString());
        value->setObjectName(QString::fromStdString(word_id(line)));
        value->setAccessibleName(word_of(word_id(line)));
        value->setToolTip(tooltip_of(word_id(line)));
        value->setAlignment(Qt::AlignRight);
        value->setMinimumWidth(value->fontMetrics().horizontalAdvance(QStringLiteral("-1.2345e-10")));
        names_.push_back(name);
        values_.push_back(value);
    }
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
    values_[static_cast<std::size_t>(row)]->set(shown, exact);
}

void ReadoutPanel::show_reading(const Reading& reading) {
    int row = 0;
    const auto token = [&](Index at, const QString& label) {
        const QString number = QString::number(at);
        set(row++, label.isEmpty() ? number : QStringLiteral("%1  “%2”").arg(number, label), number);
    };
    const auto value = [&](std::optional<double> x, int digits = 5) {
        if (x && !std::isnan(*x))
            set(row++, number_for_reading(*x, digits), number_for_copying(*x));
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
    return width - 2 * spacing; // no gap after the last
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
        text += QStringLiteral("%1\t%2\n").arg(word_of(word_id(lines[k])), values_[k]->exact());
    return text;
}

void ReadoutPanel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(as_text());
    else
        QWidget::keyPressEvent(event);
}

} // namespace alphascope::ui
