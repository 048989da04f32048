#include "ui/panels/mode_list.hpp"

#include "core/analysis/half_life.hpp"
#include "ui/figure/ticks.hpp"
#include "ui/help/panel_title.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {

constexpr int edge = 8;
constexpr double degrees = 180 / 3.14159265358979323846;

QString half_life_text(double modulus) {
    const auto tokens = half_life_of_mode(modulus);
    const auto text = [](double x) {
        return x >= 1e3 && x < 1e5 ? QString::number(x, 'f', 0) : QString::number(x, 'g', 3);
    };
    return tokens ? text(*tokens) : modulus > 1 ? ModeList::tr("grows") : QStringLiteral("∞");
}

enum class Column { modulus, angle, half_life };

/// A narrow list leaves the angle out, which the plane shows; none: too narrow for numbers.
std::vector<Column> columns_in(int width, const QFontMetrics& font) {
    const int column = font.horizontalAdvance("0.0000");
    if (width >= 3 * font.horizontalAdvance(QStringLiteral("−00.0°")))
        return {Column::modulus, Column::angle, Column::half_life};
    return width >= 2 * column ? std::vector{Column::modulus, Column::half_life} : std::vector<Column>{};
}

QString heading_of(Column column) {
    switch (column) {
    case Column::modulus: return QStringLiteral("|λ|");
    case Column::angle: return ModeList::tr("angle");
    case Column::half_life: return ModeList::tr("half-life");
    }
    return {};
}

QString text_of(Column column, Complex z) {
    switch (column) {
    case Column::modulus: return QString::number(std::abs(z), 'g', 4);
    case Column::angle: return QStringLiteral("%1°").arg(figure::number_text(degrees * std::arg(z), 1));
    case Column::half_life: return half_life_text(std::abs(z));
    }
    return {};
}

} // namespace

ModeList::ModeList(QWidget* parent) : QWidget(parent) {
    setObjectName("spectrum/modes");
    setAccessibleName(tr("Modes of the marked token"));
    setToolTip(tr("Modes of A_i at the marked token, slowest to fade first.") + "\n|λ|: " +
               tooltip_of("plane/modulus") + "\n" + word_of("plane/angle") + ": " + tooltip_of("plane/angle") + "\n" +
               word_of("plane/mode_half_life") + ": " + tooltip_of("plane/mode_half_life"));
}

QSize ModeList::sizeHint() const {
    return {fontMetrics().horizontalAdvance("0.000e-00  −000.0°  0.00e+00") + 2 * edge, 120};
}

void ModeList::show_modes(const std::vector<Complex>& eigenvalues) {
    modes_.clear();
    constexpr double pair = 1e-9;
    for (const Complex z : eigenvalues)
        if (std::isfinite(std::abs(z)) && z.imag() >= -pair * std::abs(z))
            modes_.emplace_back(z.real(), std::max(0.0, z.imag()));
    std::stable_sort(modes_.begin(), modes_.end(), [](Complex a, Complex b) { return std::abs(a) > std::abs(b); });
    update();
}

void ModeList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int line = fontMetrics().height() + 1, lines = (height() - edge) / line;
    const std::vector<Column> columns = columns_in(width() - 2 * edge, fontMetrics());
    if (lines < 2 || columns.empty())
        return;
    const int column = (width() - 2 * edge) / static_cast<int>(columns.size());
    const auto write = [&](int row, int k, const QString& text) { // a number never loses its first digits
        painter.drawText(QRect(edge + k * column, edge + row * line, column, line), Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(text, Qt::ElideRight, column));
    };
    painter.setPen(palette().color(QPalette::PlaceholderText));
    for (std::size_t c = 0; c < columns.size(); ++c)
        write(0, static_cast<int>(c), heading_of(columns[c]));
    const int count = static_cast<int>(modes_.size()), shown = count <= lines - 1 ? count : lines - 2;
    for (int k = 0; k < shown; ++k) {
        const Complex z = modes_[static_cast<std::size_t>(k)];
        painter.setPen(palette().color(QPalette::WindowText));
        for (std::size_t c = 0; c < columns.size(); ++c)
            write(k + 1, static_cast<int>(c), text_of(columns[c], z));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (shown < count)
        painter.drawText(QRect(edge, edge + (shown + 1) * line, width() - 2 * edge, line),
                         Qt::AlignRight | Qt::AlignVCenter, tr("%1 more").arg(count - shown));
}

} // namespace alphascope::ui
