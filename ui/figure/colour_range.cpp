#include "ui/figure/colour_range.hpp"

#include "core/analysis/map_remarks.hpp"
#include "core/analysis/view_grids.hpp"
#include "core/workspace/view.hpp"
#include "ui/figure/axis_map.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::figure {
namespace {

constexpr double wanted_spread = 0.45; // of the colour map, between the 5th and the 95th percentile
constexpr double least_spread = 0.3;   // below it numbers are left out at the ends
constexpr double rounding = 1e-6;      // numbers closer than this share of their size are one number
constexpr std::size_t enough = 4096;
constexpr double few = 0.004; // of all numbers, that may lie beyond the colours

/// Finite numbers other than 0, in order, none twice as often as it is there.
using Sorted = std::vector<float>;

void add_if_counts(float value, Sorted& into) {
    if (std::isfinite(value) && value != 0)
        into.push_back(value);
}

// Some thousand pixels, evenly spread and without a period; all of them where few are not 0.
Sorted of_pixels(const std::vector<const MapView*>& views) {
    constexpr double golden = 0.6180339887498949;
    Sorted sorted;
    std::size_t all = 0;
    for (const MapView* view : views)
        all += view->pixels.size();
    const auto add = [&](std::size_t k) {
        for (const MapView* view : views) {
            if (k < view->pixels.size())
                return add_if_counts(view->pixels[k], sorted);
            k -= view->pixels.size();
        }
    };
    const std::size_t count = std::min(all, 2 * enough);
    for (std::size_t k = 0; k < count; ++k) {
        const double jitter = count == all ? 0 : std::fmod(static_cast<double>(k) * golden, 1.0);
        add(static_cast<std::size_t>((static_cast<double>(k) + jitter) * static_cast<double>(all) /
                                     static_cast<double>(count)));
    }
    if (count < all && sorted.size() < enough / 4) {
        sorted.clear();
        for (const MapView* view : views)
            for (const float value : view->pixels)
                add_if_counts(value, sorted);
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

Sorted of_cells(const std::vector<const MapView*>& views) {
    Sorted sorted;
    for (const MapView* view : views)
        for (const float value : view->cells)
            add_if_counts(value, sorted);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

// Of the pixels that stand for cells, which are finite or infinite but never quiet NaN alone.
double share_of_zeros(const std::vector<const MapView*>& views) {
    std::size_t zeros = 0, all = 0;
    for (const MapView* view : views)
        for (const float value : view->pixels) {
            zeros += value == 0 ? 1 : 0;
            all += std::isnan(value) ? 0 : 1;
        }
    return all == 0 ? 0 : static_cast<double>(zeros) / static_cast<double>(all);
}

double quantile(const Sorted& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double quantile_of_sizes(Sorted values, double share) {
    for (float& value : values)
        value = std::abs(value);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// What is to be shown, as pixels and, where these are pooled, as cells: a scale has to do for both.
struct Numbers {
    struct Percentiles {
        double low, high; ///< the 5th and the 95th
    };
    std::vector<Sorted> kinds;
    std::vector<Percentiles> percentiles;
    double low = 0, high = 0; ///< the least and the largest, and 0
    bool has_zeros = false;   ///< more than a few are exactly 0

    double peak() const { return std::max(-low, high); }
    bool is_signed() const { return low < 0; }
    bool is_constant() const {
        return std::all_of(percentiles.begin(), percentiles.end(), [](const Percentiles& p) {
            return p.high - p.low < rounding * std::max(std::abs(p.low), std::abs(p.high));
        });
    }
    /// How much of the colour map lies between the percentiles.
    double spread(const ColourScale& colours) const {
        const AxisMap map = axis_map(colours);
        const auto place = [&](double value) { return std::clamp(map.fraction(value), 0.0, 1.0); };
        double least = 1;
        for (const auto& p : percentiles)
            least = std::min(least, place(p.high) - place(p.low));
        return least;
    }
};

Numbers numbers_of(const std::vector<const MapView*>& views) {
    Numbers numbers;
    for (const MapView* view : views) {
        numbers.low = std::min<double>(numbers.low, view->minimum);
        numbers.high = std::max<double>(numbers.high, view->maximum);
    }
    numbers.has_zeros = share_of_zeros(views) > few;
    for (const Sorted& sorted : {of_pixels(views), of_cells(views)})
        if (!sorted.empty()) {
            numbers.percentiles.push_back({quantile(sorted, 0.05), quantile(sorted, 0.95)});
            numbers.kinds.push_back(sorted);
        }
    return numbers;
}

ColourScale full_range(const Numbers& numbers, double end, Scale scale) {
    ColourScale colours;
    colours.scale = scale;
    colours.map = numbers.is_signed() ? ColourMapId::diverging : ColourMapId::viridis;
    colours.minimum = numbers.is_signed() ? -end : 0;
    colours.maximum = end;
    return colours;
}

struct Choice {
    ColourScale colours;
    double spread = 0;
};

// The scale nearest to a linear one that spreads the numbers as wanted, or the one that spreads them most.
Choice bent_as_needed(const Numbers& numbers, double end) {
    constexpr double first = 10, last = 1e-30, step = 0.8; // thresholds, in peaks
    Choice best{full_range(numbers, end, Scale::linear)};
    best.spread = numbers.spread(best.colours);
    ColourScale bent = full_range(numbers, end, Scale::symlog);
    const auto with = [&](double threshold) {
        bent.linear_threshold = threshold;
        return Choice{bent, numbers.spread(bent)};
    };
    for (double share = first; share > last && best.spread < wanted_spread; share *= step)
        if (Choice next = with(share * numbers.peak()); next.spread > best.spread)
            best = next;
    if (best.colours.scale == Scale::linear || best.spread < wanted_spread)
        return best;
    double enough_bent = best.colours.linear_threshold, too_straight = enough_bent / step; // between two steps
    for (int halving = 0; halving < 8; ++halving) {
        const double middle = std::sqrt(enough_bent * too_straight);
        (with(middle).spread >= wanted_spread ? enough_bent : too_straight) = middle;
    }
    return with(enough_bent);
}

// Ends nearer than the largest, as far as needed, with less than one percent beyond.
Choice shortened(const Numbers& numbers, Choice best) {
    constexpr int steps = 12;
    constexpr double kept = 0.9925;
    double nearest = 0;
    for (const Sorted& sorted : numbers.kinds)
        nearest = std::max(nearest, quantile_of_sizes(sorted, kept));
    for (int k = 1; k <= steps && best.spread < least_spread; ++k)
        if (Choice next =
                bent_as_needed(numbers, numbers.peak() * std::pow(nearest / numbers.peak(), k / double(steps)));
            next.spread > best.spread)
            best = next;
    return best;
}

// A linear range around the numbers that need not have 0 in it.
Choice away_from_zero(const Numbers& numbers) {
    double low = numbers.high, high = numbers.low, width = low - high;
    for (std::size_t k = 0; k < numbers.kinds.size(); ++k) {
        low = std::min(low, quantile(numbers.kinds[k], few));
        high = std::max(high, quantile(numbers.kinds[k], 1 - few));
        width = std::min(width, numbers.percentiles[k].high - numbers.percentiles[k].low);
    }
    double room = std::max(0.0, width / least_spread - (high - low)); // nothing is left out without need
    const double up = std::min(room, numbers.high - high);
    high += up;
    low -= std::min(room - up, low - numbers.low);
    Choice choice;
    choice.colours.minimum = low;
    choice.colours.maximum = high;
    choice.spread = high > low ? numbers.spread(choice.colours) : 0;
    return choice;
}

Choice best_choice(const Numbers& numbers) {
    Choice best = bent_as_needed(numbers, numbers.peak());
    if (best.spread < least_spread)
        best = shortened(numbers, best);
    if (best.spread < least_spread && !numbers.has_zeros) // a 0 would be drawn as the least of the others
        if (const Choice other = away_from_zero(numbers); other.spread > best.spread)
            best = other;
    return best;
}

ColourScale chosen_freely(const Numbers& numbers) {
    if (numbers.is_constant())
        return full_range(numbers, numbers.peak(), Scale::linear);
    const Choice both = best_choice(numbers);
    if (both.spread >= least_spread || numbers.kinds.size() == 1)
        return both.colours;
    Numbers drawn = numbers; // where the largest of many hide what the many are like, the picture decides
    drawn.kinds.resize(1);
    drawn.percentiles.resize(1);
    const Choice of_drawn = best_choice(drawn);
    return of_drawn.spread >= both.spread + 0.1 ? of_drawn.colours : both.colours;
}

// All numbers inside, as far as the scale can show them.
ColourScale as_told(const std::vector<const MapView*>& views, const Numbers& numbers, Scale scale) {
    constexpr double decades_below = 1e-8; // what lies further below the peak is rounding, not structure
    constexpr double bent_below = 1e-4;
    double smallest = 0;
    for (const MapView* view : views)
        if (view->smallest_positive > 0 && (smallest == 0 || view->smallest_positive < smallest))
            smallest = view->smallest_positive;
    ColourScale colours = full_range(numbers, numbers.peak(), scale);
    colours.linear_threshold = std::max(smallest, numbers.peak() * decades_below);
    if (numbers.is_signed() && scale == Scale::log)
        colours.scale = Scale::symlog;
    else if (scale == Scale::log)
        colours.minimum = std::min(colours.linear_threshold, 0.5 * numbers.peak());
    if (colours.scale == Scale::symlog)
        colours.linear_threshold = std::max(colours.linear_threshold, numbers.peak() * bent_below);
    return colours;
}

} // namespace

ColourScale automatic_colours(const std::vector<const MapView*>& views, std::optional<Scale> scale) {
    const Numbers numbers = numbers_of(views);
    if (!(numbers.peak() > 0) || !std::isfinite(numbers.peak())) // all zero, or nothing finite: any range will do
        return {};
    return scale ? as_told(views, numbers, *scale) : chosen_freely(numbers);
}

ColourScale automatic_colours(const MapView& view, std::optional<Scale> scale) {
    return automatic_colours(std::vector{&view}, scale);
}

std::optional<Scale> scale_named(std::string_view word) {
    if (word == "linear")
        return Scale::linear;
    if (word == "log")
        return Scale::log;
    if (word == "symlog")
        return Scale::symlog;
    return std::nullopt;
}

Beyond beyond(const MapView& view, const ColourScale& colours) {
    Beyond found;
    found.pooled = view.cells_per_pixel > 1;
    const AxisMap map = axis_map(colours);
    // A limit was read from a float: the same number is not beyond it.
    const auto low = static_cast<float>(map.minimum), high = static_cast<float>(map.maximum);
    if (view.width <= 0 || view.height <= 0 || (view.minimum >= low && view.maximum <= high))
        return found;
    // Where a cell covers several pixels, one of them counts.
    const PixelGrid rows(view.rows, view.height), cols(view.cols, view.width);
    const auto firsts = [](const PixelGrid& grid) {
        std::vector<std::size_t> first;
        for (Index p = 0; p < grid.size(); ++p)
            if (p == 0 || grid.distinct_of(p) != grid.distinct_of(p - 1))
                first.push_back(static_cast<std::size_t>(p));
        return first;
    };
    const auto first_rows = firsts(rows), first_cols = firsts(cols);
    for (const std::size_t y : first_rows)
        for (const std::size_t x : first_cols) {
            const float value = view.pixels[y * static_cast<std::size_t>(view.width) + x];
            found.below += std::isfinite(value) && value < low;
            found.above += std::isfinite(value) && value > high;
        }
    return found;
}

std::vector<Remark> remarks_on_colours(const MapView& view, const ColourScale& colours) {
    const Beyond found = beyond(view, colours);
    return remarks_on(BeyondColours{found.below, found.above, found.pooled, colours.minimum, colours.maximum});
}

QString beyond_text(const Beyond& beyond) {
    if (beyond.below + beyond.above == 0)
        return {};
    const auto counted = [&](Index count) {
        const QString unit = beyond.pooled ? QStringLiteral("pixel") : QStringLiteral("cell");
        return count == 1 ? QStringLiteral("1 ") + unit : QStringLiteral("%1 %2s").arg(count).arg(unit);
    };
    QStringList parts;
    if (beyond.above > 0)
        parts << counted(beyond.above) + QStringLiteral(" above");
    if (beyond.below > 0)
        parts << counted(beyond.below) + QStringLiteral(" below");
    return QStringLiteral("beyond the colours: ") + parts.join(QStringLiteral(", "));
}

} // namespace alphascope::figure
