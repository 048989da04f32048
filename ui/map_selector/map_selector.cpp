#include "ui/map_selector/map_selector.hpp"

#include "ui/map_selector/map_grid_popup.hpp"
#include "ui/map_selector/thumbnail_service.hpp"

#include <QBoxLayout>
#include <QLocale>
#include <QSettings>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace alphascope::ui {

namespace {

constexpr const char* own_range_key = "maps/ownRange";
constexpr int low_window = 480;                            // below, a second lane costs the map too much
constexpr int axes_width = 140, axes_height = 80, gap = 4; // what a map needs besides its square
constexpr double clearly = 1.12;                           // larger: worth another place of the strip
constexpr double at_first = 1.03;                          // where it is about the same, above

QString range_text(const figure::ColourScale& shared) {
    const auto number = [](double value) { return QLocale::c().toString(value, 'g', 2); };
    if (shared.minimum == -shared.maximum)
        return "±" + number(shared.maximum);
    const QString between = shared.minimum == 0 ? QStringLiteral(" … ") : QStringLiteral(" …\n");
    return number(shared.minimum) + between + number(shared.maximum);
}

} // namespace

MapSelector::MapSelector(QWidget* map, QWidget* parent)
    : QWidget(parent), map_(map), bar_(new QWidget), strip_(new ThumbnailView("maps/strip")), all_(new QToolButton),
      page_(new MapGridPopup(this)), layout_(new QBoxLayout(QBoxLayout::TopToBottom, this)),
      bar_layout_(new QBoxLayout(QBoxLayout::LeftToRight, bar_)) {
    strip_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    strip_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    all_->setObjectName("maps/all");
    all_->setAutoRaise(true);
    all_->setFont(strip_->font());
    all_->setFocusPolicy(Qt::StrongFocus);
    all_->setAccessibleName(tr("All maps and their colour range"));
    all_->setToolTip(tr("All maps at once, and whether they share one colour range"));
    for (auto* layout : {layout_, bar_layout_}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(gap);
    }
    const auto width_of = [&](const QString& line) { return all_->fontMetrics().horizontalAdvance(line); };
    constexpr int button_edge = 12; // whatever the button says, nothing around it moves
    all_->setMinimumWidth(button_edge + std::max({width_of(tr("%1 maps").arg(999) + " ▾"), width_of(tr("own ranges")),
                                                  width_of(tr("one range")), width_of("0 … 8.8e-08")}));
    bar_layout_->addWidget(all_);
    bar_layout_->addWidget(strip_, 1);
    layout_->addWidget(bar_);
    layout_->addWidget(map_, 1);
    bar_->hide();
    page_->set_own_range(QSettings().value(own_range_key).toBool());
    connect(all_, &QToolButton::clicked, this, &MapSelector::open_page);
    connect(page_, &MapGridPopup::ownRangeChanged, this, &MapSelector::set_own_range);
    for (auto* view : {strip_, &page_->view()}) {
        connect(view, &ThumbnailView::chosen, this, [this](qint64 now) {
            chosen_ = now;
            for (auto* both : {strip_, &page_->view()})
                both->set_current(now);
            Q_EMIT chosen(now);
        });
        connect(view, &ThumbnailView::visibleChanged, this, &MapSelector::want_visible);
    }
}

void MapSelector::set_service(ThumbnailService& service) {
    service_ = &service;
    connect(service_, &ThumbnailService::made, this, &MapSelector::show_thumbnails);
}

bool MapSelector::has_strip() const {
    return !bar_->isHidden();
}

void MapSelector::set_strip_wanted(bool wanted) {
    wanted_ = wanted;
    place();
}

void MapSelector::show_picture(const PicturePtr& picture, Index map) {
    picture_ = picture;
    chosen_ = map;
    const auto& request = picture->request;
    if (service_ && !picture->is_coarse() && !request.dragging &&
        picture->realised->length <= longest_with_thumbnails) {
        ThumbnailColours colours = service_->colours();
        colours.scale = request.scale;
        colours.dark = request.dark;
        colours.own_range = page_->own_range();
        const double pixels = ThumbnailView::thumbnail_side * devicePixelRatioF();
        service_->set_content(
            {picture->realised, request.kind, request.pooling, static_cast<int>(std::lround(pixels)), request.engine});
        service_->set_colours(colours);
    }
    place();
    page_->set_maps(picture->realised);
    for (auto* view : {strip_, &page_->view()})
        view->set_current(map);
    show_age();
    want_visible();
}

void MapSelector::show_thumbnails(const ThumbnailsPtr& thumbnails) {
    thumbnails_ = thumbnails;
    for (auto* view : {strip_, &page_->view()})
        view->table().set_thumbnails(thumbnails);
    show_age();
}

// While a slider moves the last thumbnails stay, dimmed; those of another set of maps do not.
void MapSelector::show_age() {
    if (!picture_)
        return;
    const auto& now = *picture_->realised;
    if (thumbnails_ &&
        (thumbnails_->content.realised->map_axes != now.map_axes || now.length > longest_with_thumbnails)) {
        thumbnails_.reset();
        for (auto* view : {strip_, &page_->view()})
            view->table().set_thumbnails(nullptr);
    }
    const bool older = thumbnails_ && (thumbnails_->content.realised != picture_->realised ||
                                       thumbnails_->content.kind != picture_->request.kind);
    for (auto* view : {strip_, &page_->view()})
        view->set_older(older);
    show_range(older);
}

void MapSelector::show_range(bool older) {
    const bool own = page_->own_range();
    const QString range = thumbnails_ && thumbnails_->shared ? range_text(*thumbnails_->shared) : QString();
    QStringList lines{tr("%1 maps").arg(picture_->realised->map_count()) + " ▾"};
    if (picture_->realised->length > longest_with_thumbnails)
        lines << tr("too long");
    else if (older)
        lines << tr("older");
    else
        lines << (own ? tr("own ranges") : tr("one range")) << range;
    lines.removeAll(QString());
    all_->setText(lines.join("\n"));
    page_->set_range_text(own ? tr("Each map uses all colours: compare patterns, not strengths.")
                          : range.isEmpty()
                              ? QString()
                              : tr("Colours: %1, over the maps made so far.").arg(QString(range).replace('\n', ' ')));
}

void MapSelector::want_visible() {
    if (!service_ || !has_strip())
        return;
    std::vector<Index> maps = page_->view().visible_maps();
    for (const Index map : strip_->visible_maps())
        if (std::find(maps.begin(), maps.end(), map) == maps.end())
            maps.push_back(map);
    service_->want(std::move(maps));
}

void MapSelector::set_own_range(bool own) {
    QSettings().setValue(own_range_key, own);
    if (!service_)
        return;
    ThumbnailColours colours = service_->colours();
    colours.own_range = own;
    service_->set_colours(colours);
}

void MapSelector::open_page() {
    page_->open_below(layout_->direction() == QBoxLayout::TopToBottom ? bar_ : all_);
    want_visible();
}

void MapSelector::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void MapSelector::place() {
    const bool shown = wanted_ && picture_ && picture_->realised->map_count() > 1;
    bar_->setVisible(shown);
    if (!shown) {
        placed_for_.clear();
        return;
    }
    const auto& axes = picture_->realised->map_axes;
    const bool anew = std::exchange(placed_for_, axes) != axes;
    const int room = std::min(width(), height());
    if (anew || room < low_window || room > clearly * low_window)
        most_lanes_ = room < low_window ? 1 : 2;
    const auto thickness = [&](bool wide) {
        const MapMatrix matrix = MapMatrix::strip(axes, wide);
        const QSize lanes(std::min(matrix.columns(), most_lanes_), std::min(matrix.rows(), most_lanes_));
        const QSize cell = strip_->cell_size(matrix), header = strip_->header_size(matrix);
        return wide ? header.height() + lanes.height() * cell.height()
                    : std::max(header.width() + lanes.width() * cell.width(), all_->minimumWidth());
    };
    const int high = thickness(true), broad = thickness(false);
    const auto square = [](int width, int height) { return std::min(width - axes_width, height - axes_height); };
    const double above = square(width(), height() - high - gap), beside = square(width() - broad - gap, height());
    const bool was_wide = layout_->direction() == QBoxLayout::TopToBottom;
    const bool wide = anew       ? at_first * above >= beside
                      : was_wide ? clearly * above >= beside
                                 : above > clearly * beside;
    layout_->setDirection(wide ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    bar_layout_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    bar_layout_->setContentsMargins(wide ? 10 : 6, 2, wide ? 10 : 0, 0);
    strip_->set_matrix(MapMatrix::strip(axes, wide), picture_->realised);
    strip_->set_current(chosen_);
    bar_->setMinimumSize(0, 0);
    bar_->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    wide ? bar_->setFixedHeight(high + 2) : bar_->setFixedWidth(broad + 6);
}

} // namespace alphascope::ui
