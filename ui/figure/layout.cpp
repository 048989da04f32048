#include "ui/figure/layout.hpp"

#include "ui/figure/axes.hpp"
#include "ui/figure/footer.hpp"
#include "ui/figure/line_labels.hpp"
#include "ui/figure/math_text.hpp"
#include "ui/figure/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alphascope::figure {
namespace {

using namespace metrics;

struct Margins {
    double left = 0, right = 0, top = 0, bottom = 0;
};

const HeatMap* heat_map(const Panel& panel) {
    return std::get_if<HeatMap>(&panel.content);
}

bool is_square(const Panel& panel) {
    return !std::holds_alternative<LinePlot>(panel.content);
}

// Width over height of the plot, for panels that insist on one.
double aspect(const Panel& panel) {
    const auto* map = heat_map(panel);
    if (!map || map->view.rows.size() <= 0 || map->view.cols.size() <= 0)
        return 1;
    return static_cast<double>(map->view.cols.size()) / static_cast<double>(map->view.rows.size());
}

// A cell's number stands at its centre.
AxisMap token_axis(Range range) {
    return {Scale::linear, static_cast<double>(range.begin) - 0.5, static_cast<double>(range.end) - 0.5};
}

Frame frame_of(const Panel& panel, QRectF plot) {
    if (const auto* map = heat_map(panel))
        return {plot, token_axis(map->view.cols), token_axis(map->view.rows), true};
    Frame frame{plot, axis_map(panel.x), axis_map(panel.y), false};
    if (std::holds_alternative<PlanePlot>(panel.content)) { // equal aspect: the larger span serves both axes
        const double half = 0.5 * std::max(panel.x.maximum - panel.x.minimum, panel.y.maximum - panel.y.minimum);
        for (AxisMap* axis : {&frame.x, &frame.y}) {
            const double centre = 0.5 * (axis->minimum + axis->maximum);
            *axis = {Scale::linear, centre - half, centre + half};
        }
    }
    return frame;
}

double line_height(double points) {
    return line_spacing * points;
}

Ticks ticks_across(const AxisMap& map, bool integers, double length, const Theme& theme) {
    return make_ticks(map, integers, length,
                      [&](const QString& label) { return MathText(label, theme.small_points).width() + 6; });
}

Ticks ticks_up(const AxisMap& map, bool integers, double length, const Theme& theme) {
    return make_ticks(map, integers, length, [&](const QString&) { return 1.45 * theme.small_points; });
}

double widest(const Ticks& ticks, double points) {
    double width = 0;
    for (const auto& tick : ticks.major)
        width = std::max(width, MathText(tick.label, points).width());
    return width;
}

double overhang(const AxisMap& map, const Ticks& ticks, double length, double points) {
    double over = 0;
    for (const auto& tick : ticks.major)
        over = std::max(over, 0.5 * MathText(tick.label, points).width() - (1 - map.fraction(tick.value)) * length);
    return over;
}

void set_ticks(const Panel& panel, const Theme& theme, PanelLayout& place) {
    const QRectF plot = place.frame.plot;
    const bool integers = heat_map(panel) != nullptr;
    place.x_ticks = ticks_across(place.frame.x, integers || panel.x.integer_ticks, plot.width(), theme);
    place.y_ticks = ticks_up(place.frame.y, integers || panel.y.integer_ticks, plot.height(), theme);
    if (const auto* map = heat_map(panel); map && map->colour_bar)
        place.bar_ticks = with_ends(ticks_up(axis_map(map->colours), false, plot.height(), theme),
                                    axis_map(map->colours), plot.height(), 1.3 * theme.small_points);
}

// A badge in the empty triangle must not touch the diagonal.
bool badge_fits_inside(const HeatMap& map, const Theme& theme, double side) {
    const double needs = MathText(map.badge, theme.small_points).width() + 3 + 2.2 * theme.small_points;
    return map.view.rows == map.view.cols && needs <= side;
}

bool has_title_row(const Figure& figure, const Panel& panel, const PanelLayout& place) {
    const auto* map = heat_map(panel);
    return figure.panel_letters || !panel.title.isEmpty() ||
           (map && (map->colour_bar || (!map->badge.isEmpty() && !place.badge_inside))) || place.y_ticks.exponent != 0;
}

Margins margins(const Figure& figure, const Panel& panel, const Theme& theme, PanelLayout& place) {
    const double small = theme.small_points, base = theme.base_points;
    Margins m;
    set_ticks(panel, theme, place);
    const double room = theme.least_tick_room;
    m.left = major_tick + tick_gap + std::max(room, widest(place.y_ticks, small));
    if (!panel.y.label.isEmpty())
        m.left += label_gap + line_height(base);
    m.right =
        std::max(room > 0 ? 0.5 * room : 3.0, overhang(place.frame.x, place.x_ticks, place.frame.plot.width(), small));
    if (const auto* map = heat_map(panel)) {
        place.badge_inside = badge_fits_inside(*map, theme, place.frame.plot.width());
        if (map->colour_bar)
            m.right = std::max(
                {m.right, bar_gap + bar_width + bar_tick + tick_gap + std::max(room, widest(place.bar_ticks, small)),
                 bar_gap + MathText(colour_bar_title(*map, place.bar_ticks), base).width()});
    } else if (const auto* lines = std::get_if<LinePlot>(&panel.content)) {
        place.label_y = direct_label_places(*lines, place.frame, theme);
        if (!place.label_y.empty())
            m.right = std::max(m.right, direct_label_width(*lines, theme));
    }
    m.top = room > 0 || has_title_row(figure, panel, place) ? title_gap + base : 0.5 * small;
    m.bottom = major_tick + tick_gap + small;
    if (!panel.x.label.isEmpty())
        m.bottom += label_gap + line_height(base);
    place.note.clear();
    if (!panel.note.isEmpty()) {
        place.note = wrapped(panel.note, small, std::max(60.0, place.frame.plot.width() + m.right));
        m.bottom += label_gap + static_cast<double>(place.note.size()) * line_height(small);
    }
    return m;
}

struct Grid {
    std::size_t columns, rows;
    std::vector<double> left, right, top, bottom, width, height; ///< margins and plot sizes per column and row
};

std::size_t column_count(const Figure& figure) {
    return static_cast<std::size_t>(std::max(1, figure.columns));
}

Grid margins_of_grid(const Figure& figure, const Theme& theme, FigureLayout& places) {
    const std::size_t columns = column_count(figure), rows = (figure.panels.size() + columns - 1) / columns;
    const std::vector<double> c(columns, 0), r(rows, 0);
    Grid grid{columns, rows, c, c, r, r, c, r};
    for (std::size_t k = 0; k < figure.panels.size(); ++k) {
        const Margins m = margins(figure, figure.panels[k], theme, places.panels[k]);
        const auto raise = [](double& value, double to) { value = std::max(value, to); };
        raise(grid.left[k % columns], m.left);
        raise(grid.right[k % columns], m.right);
        raise(grid.top[k / columns], m.top);
        raise(grid.bottom[k / columns], m.bottom);
    }
    return grid;
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

bool column_is_square(const Figure& figure, std::size_t column) {
    for (std::size_t k = column; k < figure.panels.size(); k += column_count(figure))
        if (!is_square(figure.panels[k]))
            return false;
    return true;
}

double free_width(const Figure& figure, const Grid& grid) {
    return std::max(1.0, figure.size_points.width() - 2 * outer - sum(grid.left) - sum(grid.right) -
                             column_gap * static_cast<double>(grid.columns - 1));
}

std::vector<QString> lines_of_footer(const Figure& figure, const Theme& theme) {
    return footer_lines(figure.footer, theme.small_points, figure.size_points.width() - 2 * outer);
}

double footer_height(const Figure& figure, const Theme& theme) {
    const auto count = static_cast<double>(lines_of_footer(figure, theme).size());
    return count == 0 ? 0 : label_gap + count * line_height(theme.small_points);
}

double spent_height(const Figure& figure, const Theme& theme, const Grid& grid) {
    return 2 * outer + sum(grid.top) + sum(grid.bottom) + row_gap * static_cast<double>(grid.rows - 1) +
           footer_height(figure, theme);
}

// Height of a row's plots relative to the plot width of a column.
double row_share(const Figure& figure, const Grid& grid, std::size_t row) {
    constexpr double golden = 0.618;
    double share = 0;
    for (std::size_t k = row * grid.columns; k < std::min(figure.panels.size(), (row + 1) * grid.columns); ++k)
        share = std::max(share, is_square(figure.panels[k]) ? 1 / aspect(figure.panels[k]) : golden);
    return std::min(share, 2.0);
}

void share_out(const Figure& figure, const Theme& theme, Grid& grid) {
    const double height = std::max(1.0, figure.size_points.height() - spent_height(figure, theme, grid));
    double shares = 0;
    for (std::size_t r = 0; r < grid.rows; ++r)
        shares += row_share(figure, grid, r);
    for (std::size_t r = 0; r < grid.rows; ++r)
        grid.height[r] = height * row_share(figure, grid, r) / shares;

    const double width = free_width(figure, grid), fair = width / static_cast<double>(grid.columns);
    double left_over = width;
    std::size_t stretching = 0;
    for (std::size_t c = 0; c < grid.columns; ++c) {
        if (!column_is_square(figure, c)) {
            ++stretching;
            continue;
        }
        double needed = 0;
        for (std::size_t k = c; k < figure.panels.size(); k += grid.columns)
            needed = std::max(needed, grid.height[k / grid.columns] * aspect(figure.panels[k]));
        left_over -= grid.width[c] = std::min(needed, fair * (grid.columns > 1 ? 1.15 : 1));
    }
    for (std::size_t c = 0; c < grid.columns; ++c)
        if (!column_is_square(figure, c))
            grid.width[c] = left_over / static_cast<double>(stretching);
}

QRectF plot_of(const Panel& panel, QRectF room) {
    if (!is_square(panel))
        return room;
    const double width = std::min(room.width(), room.height() * aspect(panel));
    return {room.left(), room.top(), width, width / aspect(panel)};
}

// Vector output rounds images to its unit, 0.1 pt; everything else follows them.
double tenth(double points) {
    return std::round(10 * points) / 10;
}

void place_panel(const Panel& panel, const Theme& theme, QRectF cell, QRectF room, PanelLayout& place) {
    place.cell = cell;
    place.room = room;
    place.frame = frame_of(panel, plot_of(panel, room));
    set_ticks(panel, theme, place);
    const QRectF plot = place.frame.plot;
    if (const auto* map = heat_map(panel)) {
        place.badge_inside = badge_fits_inside(*map, theme, plot.width());
        if (map->colour_bar)
            place.colour_bar = QRectF(plot.right() + bar_gap, plot.top(), bar_width, plot.height())
                                   .adjusted(0, goes_above(*map) ? bar_arrow : 0, 0, goes_below(*map) ? -bar_arrow : 0);
    } else if (const auto* lines = std::get_if<LinePlot>(&panel.content)) {
        place.label_y = direct_label_places(*lines, place.frame, theme);
    }
    place.title_baseline = plot.top() - title_gap;
    place.y_label_x = cell.left() + 0.95 * theme.base_points; // one line for all labels of a column
    place.x_label_baseline =
        plot.bottom() + major_tick + tick_gap + theme.small_points + 0.5 * label_gap + theme.base_points;
}

void place_all(const Figure& figure, const Theme& theme, const Grid& grid, FigureLayout& places) {
    double y = outer;
    for (std::size_t r = 0; r < grid.rows; ++r) {
        double x = outer;
        const double row_height = grid.top[r] + grid.height[r] + grid.bottom[r];
        for (std::size_t c = 0; c < grid.columns; ++c) {
            const double column_width = grid.left[c] + grid.width[c] + grid.right[c];
            const QRectF room(tenth(x + grid.left[c]), tenth(y + grid.top[r]), tenth(grid.width[c]),
                              tenth(grid.height[r]));
            if (const std::size_t k = r * grid.columns + c; k < figure.panels.size())
                place_panel(figure.panels[k], theme, {x, y, column_width, row_height}, room, places.panels[k]);
            x += column_width + column_gap;
        }
        y += row_height + row_gap;
    }
    places.footer = lines_of_footer(figure, theme);
    const auto above_last = std::max(0.0, static_cast<double>(places.footer.size()) - 1);
    places.footer_baseline =
        figure.size_points.height() - outer - 0.25 * theme.small_points - above_last * line_height(theme.small_points);
}

// A first guess: ticks are measured on it, then on the outcome.
void guess_plots(const Figure& figure, FigureLayout& places) {
    const double columns = static_cast<double>(column_count(figure));
    const double rows = std::ceil(static_cast<double>(figure.panels.size()) / columns);
    const QRectF room(0, 0, 0.7 * figure.size_points.width() / columns, 0.7 * figure.size_points.height() / rows);
    for (std::size_t k = 0; k < figure.panels.size(); ++k)
        places.panels[k].frame = frame_of(figure.panels[k], plot_of(figure.panels[k], room));
}

} // namespace

QPointF Frame::at(double x_value, double y_value) const {
    const double fy = y.fraction(y_value);
    return {plot.left() + x.fraction(x_value) * plot.width(), plot.top() + (y_down ? fy : 1 - fy) * plot.height()};
}

QPointF Frame::value_at(QPointF point) const {
    const double fy = (point.y() - plot.top()) / plot.height();
    return {x.value((point.x() - plot.left()) / plot.width()), y.value(y_down ? fy : 1 - fy)};
}

FigureLayout layout(const Figure& figure, const Theme& theme) {
    FigureLayout places;
    places.panels.resize(figure.panels.size());
    guess_plots(figure, places);
    for (int pass = 0; pass < 3; ++pass) {
        Grid grid = margins_of_grid(figure, theme, places);
        share_out(figure, theme, grid);
        place_all(figure, theme, grid, places);
    }
    return places;
}

double natural_height(const Figure& figure, const Theme& theme) {
    Figure trial = figure;
    double height = figure.size_points.width();
    for (int pass = 0; pass < 3; ++pass) {
        trial.size_points.setHeight(height);
        FigureLayout places = layout(trial, theme);
        const Grid grid = margins_of_grid(trial, theme, places);
        const double fair = free_width(trial, grid) / static_cast<double>(grid.columns);
        height = spent_height(trial, theme, grid);
        for (std::size_t r = 0; r < grid.rows; ++r)
            height += fair * row_share(trial, grid, r);
    }
    return std::round(height);
}

} // namespace alphascope::figure
