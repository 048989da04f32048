#include "ui/panels/mode_list.hpp"

#include "core/analysis/half_life.hpp"
#include "ui/figure/ticks.hpp"
#include "ui/help/panel_title.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {

constexpr int columns = 3, edge = 10;
constexpr double degrees = 180 / 3.14159265358979323846;

QString half_life_text(double modulus) {
    const auto tokens = half_life_of_mode(modulus);
    const auto text = [](double x) {
        return x >= 1e3 && x < 1e5 ? QString::number(x, 'f', 0) : QString::number(x, 'g', 3);
    };
    return tokens ? text(*tokens) : modulus > 1 ? ModeList::tr("grows") : QStringLiteral("∞");
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
    const int column = (width() - 2 * edge) / columns;
    if (lines < 2 || column < fontMetrics().horizontalAdvance("0.00000"))
        return;
    const auto write = [&](int row, int k, const QString& text) { // a number never loses its first digits
        painter.drawText(QRect(edge + k * column, edge + row * line, column, line), Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(text, Qt::ElideRight, column));
    };
    painter.setPen(palette().color(QPalette::PlaceholderText));
    write(0, 0, QStringLiteral("|λ|"));
    write(0, 1, tr("angle"));
    write(0, 2, tr("half-life"));
    const int count = static_cast<int>(modes_.size()), shown = count <= lines - 1 ? count : lines - 2;
    for (int k = 0; k < shown; ++k) {
        const Complex z = modes_[static_cast<std::size_t>(k)];
        painter.setPen(palette().color(QPalette::WindowText));
        write(k + 1, 0, QString::number(std::abs(z), 'g', 4));
        write(k + 1, 1, QStringLiteral("%1°").arg(figure::number_text(degrees * std::arg(z), 1)));
        write(k + 1, 2, half_life_text(std::abs(z)));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (shown < count)
        painter.drawText(QRect(edge, edge + (shown + 1) * line, width() - 2 * edge, line),
                         Qt::AlignRight | Qt::AlignVCenter, tr("%1 more").arg(count - shown));
}

} // namespace alphascope::ui
