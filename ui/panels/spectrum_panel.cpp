#include "ui/panels/spectrum_panel.hpp"

#include "ui/charts/chart.hpp"
#include "ui/editor/elided_label.hpp"
#include "ui/figure/figures.hpp"
#include "ui/help/panel_title.hpp"
#include "ui/panels/mode_list.hpp"
#include "ui/panels/selection.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr int frame_milliseconds = 40;
constexpr Index frames_per_run = 250;  // a run through a long sequence takes ten seconds
constexpr QSize least_plane{192, 164}; // pixels: a circle of a hundred, with its axes
} // namespace

QString spectrum_origin(const Spectrum& spectrum) {
    using Method = EigenvalueForm::Method;
    QString text = spectrum.method == Method::closed_form ? SpectrumPanel::tr("closed form")
                   : spectrum.method == Method::secular   ? SpectrumPanel::tr("secular roots")
                                                          : SpectrumPanel::tr("numeric");
    if (spectrum.constant)
        text += SpectrumPanel::tr(" · constant");
    if (spectrum.sampled)
        text += SpectrumPanel::tr(" · %1 of %2 tokens").arg(spectrum.positions.size()).arg(spectrum.tokens);
    if (spectrum.shear)
        text += SpectrumPanel::tr(" · shear");
    return text;
}

SpectrumPanel::SpectrumPanel(Selection& selection, QWidget* parent)
    : QWidget(parent), selection_(selection), chart_(new Chart("spectrum/chart", tr("Eigenvalues in the plane"))),
      position_(new QSlider(Qt::Horizontal)), play_(new QToolButton), token_(new QLabel), how_(new ElidedLabel),
      modes_(new ModeList) {
    setObjectName("spectrum");
    setAccessibleName(tr("Eigenvalues"));
    position_->setObjectName("spectrum/position");
    position_->setAccessibleName(tr("Row i whose eigenvalues are marked"));
    position_->setPageStep(10);
    position_->setToolTip(tooltip_of("plane/position"));
    play_->setObjectName("spectrum/play");
    play_->setAccessibleName(tr("Play through the sequence"));
    play_->setToolTip(tooltip_of("plane/play"));
    play_->setCheckable(true);
    play_->setAutoRaise(true);
    play(false);
    token_->setObjectName("spectrum/token");
    token_->setMinimumWidth(token_->fontMetrics().horizontalAdvance("i = 99999"));
    how_->setObjectName("spectrum/how");
    how_->setToolTip(tooltip_of("plane/how"));
    how_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    how_->setForegroundRole(QPalette::PlaceholderText);

    auto* title = new PanelTitle("plane", this);
    title->add(how_);
    auto* views = new QHBoxLayout;
    views->setSpacing(0);
    chart_->setMinimumSize(least_plane);
    views->addWidget(chart_, 3);
    chart_->installEventFilter(this);
    views->addWidget(modes_, 2);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(10, 0, 10, 6);
    strip->setSpacing(8);
    strip->addWidget(play_);
    strip->addWidget(position_, 1);
    strip->addWidget(token_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(title);
    column->addLayout(views, 1);
    column->addLayout(strip);

    connect(position_, &QSlider::valueChanged, this, [this](int i) { selection_.move_to(i, selection_.cursor().j); });
    connect(&selection_, &Selection::cursorMoved, this, &SpectrumPanel::refresh);
    connect(&selection_, &Selection::lengthChanged, this, &SpectrumPanel::follow_length);
    connect(play_, &QToolButton::toggled, this, &SpectrumPanel::play);
    clock_.setInterval(frame_milliseconds);
    connect(&clock_, &QTimer::timeout, this, [this] {
        const Index length = selection_.length(), step = std::max<Index>(1, length / frames_per_run);
        const Index next = selection_.cursor().i + step;
        selection_.move_to(next < length ? next : 0, selection_.cursor().j);
    });
    follow_length();
}

void SpectrumPanel::follow_length() {
    const QSignalBlocker quiet(position_);
    position_->setRange(0, static_cast<int>(selection_.length()) - 1);
    refresh();
}

void SpectrumPanel::play(bool on) {
    draw_play_sign();
    on ? clock_.start() : clock_.stop();
}

// Drawn: fonts lack the signs, and the style's icons are black in the dark theme too.
void SpectrumPanel::draw_play_sign() {
    constexpr int side = 14;
    QPixmap sign(QSize(side, side) * devicePixelRatioF());
    sign.setDevicePixelRatio(devicePixelRatioF());
    sign.fill(Qt::transparent);
    QPainter painter(&sign);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::ButtonText));
    if (play_->isChecked())
        for (const double x : {3.0, 8.5})
            painter.drawRect(QRectF(x, 2, 3, 10));
    else
        painter.drawPolygon(QPolygonF{{3, 1.5}, {12, 7}, {3, 12.5}});
    painter.end();
    play_->setIcon(QIcon(sign));
    play_->setIconSize({side, side});
}

// The plane is square: what is left of the width belongs to the numbers.
bool SpectrumPanel::eventFilter(QObject* watched, QEvent* event) {
    constexpr int axes_and_labels = 24;
    if (watched == chart_ && event->type() == QEvent::Resize)
        chart_->setMaximumWidth(std::max(least_plane.width(), chart_->height() + axes_and_labels));
    return QWidget::eventFilter(watched, event);
}

void SpectrumPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        draw_play_sign();
}

bool SpectrumPanel::solves_cursor() const {
    return spectrum_->sampled && exact_ && selection_.cursor().i > 0;
}

bool SpectrumPanel::marks_cursor() const {
    const Index i = selection_.cursor().i;
    const auto& positions = spectrum_->positions;
    return spectrum_->constant || solves_cursor() ||
           (!positions.empty() && positions[static_cast<std::size_t>(spectrum_->row_of(i))] == i);
}

figure::Panel SpectrumPanel::panel() const {
    const Index i = selection_.cursor().i;
    if (solves_cursor())
        return figure::spectrum_panel(spectrum_, i, exact_(i));
    return figure::spectrum_panel(spectrum_, i);
}

void SpectrumPanel::show_spectrum(std::shared_ptr<const Spectrum> spectrum, Exact exact) {
    if (!spectrum)
        return;
    exact_ = std::move(exact);
    spectrum_ = std::move(spectrum);
    how_->setText(spectrum_origin(*spectrum_));
    refresh();
}

void SpectrumPanel::refresh() {
    const QSignalBlocker quiet(position_);
    position_->setValue(static_cast<int>(selection_.cursor().i));
    token_->setText(tr("i = %1").arg(selection_.cursor().i));
    if (!spectrum_)
        return;
    auto shown = panel();
    const auto& plane = std::get<figure::PlanePlot>(shown.content);
    std::vector<Complex> marked;
    for (std::size_t k = 0; k < plane.now_x.size(); ++k)
        marked.emplace_back(plane.now_x[k], plane.now_y[k]);
    modes_->show_modes(marked);
    if (marks_cursor() && !spectrum_->shear)
        shown.note.clear(); // the heading and the slider say it: the room is the plane's
    chart_->set_panel(std::move(shown));
}

void SpectrumPanel::set_dark(bool dark) {
    chart_->set_dark(dark);
}

} // namespace alphascope::ui
