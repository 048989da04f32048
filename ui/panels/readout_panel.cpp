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
constexpr int lines_per_column = 3, least_columns = 2, margin = 12, spacing = 8;
constexpr std::array lines{"i",   "j",         "lag",     "score",    "alpha",         "magnitude",
                           "sum", "effective", "entropy", "negative", "stored_output", "stored_alpha"};

std::string word_id(const char* line) {
    return std::string("readout/") + line;
}

} // namespace

ReadoutPanel::ReadoutPanel(QWidget* parent) : QWidget(parent) {
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
    auto* grid = new QGridLayout;
    column_of_all->addLayout(grid);
    grid->setContentsMargins(margin, 2, margin, 8);
    grid->setVerticalSpacing(2);
    grid->setHorizontalSpacing(spacing);
    for (const char* line : lines) {
        const int place = static_cast<int>(values_.size());
        const int row = place % lines_per_column, column = 3 * (place / lines_per_column); // name, value, gap
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
        grid->addWidget(name, row, column);
        grid->addWidget(value, row, column + 1);
        grid->setColumnStretch(column + 2, 1);
        names_.push_back(name);
        values_.push_back(value);
    }
    grid->setColumnStretch(3 * (static_cast<int>(lines.size()) / lines_per_column) - 1, 0);
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

int ReadoutPanel::column_width(int column) const {
    int name = 0, value = 0;
    for (int k = column * lines_per_column; k < (column + 1) * lines_per_column; ++k) {
        name = std::max(name, names_[static_cast<std::size_t>(k)]->sizeHint().width());
        value = std::max(value, values_[static_cast<std::size_t>(k)]->minimumWidth());
    }
    return name + value + 3 * spacing;
}

QSize ReadoutPanel::minimumSizeHint() const {
    int width = 2 * margin;
    for (int column = 0; column < least_columns; ++column)
        width += column_width(column);
    return {width, layout()->minimumSize().height()};
}

void ReadoutPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    int room = width() - 2 * margin;
    for (int column = 0; column < static_cast<int>(lines.size()) / lines_per_column; ++column) {
        room -= column_width(column);
        for (int k = column * lines_per_column; k < (column + 1) * lines_per_column; ++k)
            for (QLabel* label :
                 {names_[static_cast<std::size_t>(k)], static_cast<QLabel*>(values_[static_cast<std::size_t>(k)])})
                label->setVisible(column < least_columns || room >= 0);
    }
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
