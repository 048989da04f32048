#include "tests/figure/synthetic.hpp"

#include "ui/figure/colour_range.hpp"
#include <cmath>

namespace alphascope::figure::synthetic {

MapView map(Index length, int pixels, bool with_negative) {
    MapView view;
    view.rows = view.cols = {0, length};
    view.width = view.height = pixels;
    view.cells_per_pixel = std::max(1.0, static_cast<double>(length) / pixels);
    view.smallest_positive = 1;
    for (int y = 0; y < pixels; ++y)
        for (int x = 0; x < pixels; ++x) {
            const double i = (y + 0.5) * static_cast<double>(length) / pixels;
            const double j = (x + 0.5) * static_cast<double>(length) / pixels;
            const bool outside = std::floor(i) < std::floor(j);
            const double ripple = std::cos(0.45 * i) * std::cos(0.31 * j);
            double value =
                0.8 * std::exp(-(i - j) / 9) + 0.25 * std::exp(-std::pow(std::fmod(i - j, 31.0) - 15, 2) / 4);
            value *= with_negative ? ripple : 0.55 + 0.45 * ripple;
            const auto pixel = static_cast<float>(outside ? std::nan("") : value);
            view.pixels.push_back(pixel);
            view.outside.push_back(outside);
            if (outside)
                continue;
            view.minimum = std::min(view.minimum, pixel);
            view.maximum = std::max(view.maximum, pixel);
            if (pixel != 0)
                view.smallest_positive = std::min(view.smallest_positive, std::abs(pixel));
        }
    return view;
}

ImpulseResponse impulse(Index length) {
    ImpulseResponse response;
    response.j = 12;
    response.norm.resize(length);
    response.state.resize(length, 4);
    response.coordinates = {3, 7, 11, 14};
    for (Index l = 0; l < length; ++l) {
        const double t = static_cast<double>(l);
        response.norm[l] = 1.3 * std::exp(-t / 11) * (1 + 0.25 * std::sin(0.8 * t));
        for (Index c = 0; c < 4; ++c)
            response.state(l, c) =
                std::exp(-t / (6.0 + 5.0 * static_cast<double>(c))) * std::cos(0.2 * t * static_cast<double>(c + 1));
    }
    response.gain = response.norm / response.norm[0];
    response.score = response.alpha = response.norm;
    response.half_life = 8;
    return response;
}

Spectrum spectrum(Index length, Index size) {
    Spectrum result;
    result.eigenvalues.resize(length, size);
    for (Index i = 0; i < length; ++i) {
        result.positions.push_back(i + 1);
        for (Index c = 0; c < size; ++c) {
            const double radius =
                0.95 - 0.06 * static_cast<double>(c % 5) - 0.05 * std::sin(0.37 * static_cast<double>(i));
            const double angle = 0.35 * static_cast<double>(c) + 0.05 * std::cos(0.21 * static_cast<double>(i + c));
            result.eigenvalues(i, c) = std::polar(radius, c % 2 ? -angle : angle);
        }
    }
    return result;
}

Stability stability(Index length) {
    Stability result;
    result.log_product_norm.resize(length);
    for (Index i = 0; i < length; ++i) {
        result.product_positions.push_back(i + 1);
        const double t = static_cast<double>(i);
        result.log_product_norm[i] = -0.083 * t + 0.8 * std::sin(0.17 * t) * std::exp(-t / 60);
    }
    result.norm_margin = 0.031;
    result.lyapunov = -0.083;
    result.transient_gain = 1.4;
    return result;
}

Figure board(double width_points, const Theme& theme, Index length, bool with_negative) {
    const MapView view = map(length, static_cast<int>(std::min<Index>(length, 512)), with_negative);
    Figure figure = figure::board(map_panel(view, automatic_colours(view, Scale::linear), QStringLiteral("head 1")),
                                  impulse_panel(impulse(length)),
                                  spectrum_panel(std::make_shared<Spectrum>(spectrum(length, 12)), length / 2),
                                  stability_panel(stability(length)), width_points, theme);
    figure.title = QStringLiteral("Synthetic board");
    figure.description = QStringLiteral("Four panels <made up> & \"quoted\"");
    figure.workspace = R"({"format": "alphascope.workspace", "note": "a < b & \"c\" ‖"})";
    return figure;
}

} // namespace alphascope::figure::synthetic
