#include "core/system/secular_roots.hpp"

#include "core/engine/multiversion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace alphascope {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr std::ptrdiff_t lanes = 4;
using Lanes = double __attribute__((vector_size(8 * lanes)));
using Mask = std::int64_t __attribute__((vector_size(8 * lanes)));

} // namespace

// Up to four roots at once, one a lane; root r lies between poles r − 1 and r (root 0: in [d_0 − Σ w, d_0)). Each is
// found as an offset from its nearer pole, so that roots next to a pole keep their digits: left and right sums are each
// replaced by one pole and a constant that match value and slope, whose root is the next guess, inside a bracket.
ALPHASCOPE_CLONES
void find_secular_roots(const double* d, const double* w, std::ptrdiff_t n, double sum, const std::ptrdiff_t* which,
                        std::ptrdiff_t count, double* roots) {
    Lanes left = {}, right = {};
    Mask index = {};
    for (std::ptrdiff_t lane = 0; lane < lanes; ++lane) {
        const std::ptrdiff_t r = which[lane < count ? lane : 0];
        index[lane] = r;
        right[lane] = d[r];
        left[lane] = r > 0 ? d[r - 1] : d[0] - sum * (1 + 4 * eps);
    }
    const Mask lowest = index == 0;
    const Lanes gap = right - left, middle = left + 0.5 * gap;
    Lanes f = Lanes{} + 1;
    for (std::ptrdiff_t k = 0; k < n; ++k)
        f -= w[k] / (d[k] - middle);
    // f falls between poles. The lowest root has a pole on its right only.
    const Mask from_right = (f > 0) | lowest;
    const Lanes origin = from_right ? right : left;
    Lanes low = from_right ? (lowest & (f <= 0) ? -gap : -0.5 * gap) : Lanes{};
    Lanes high = from_right ? (lowest & (f <= 0) ? -0.5 * gap : Lanes{}) : 0.5 * gap;
    Lanes x = 0.5 * (low + high);
    Mask done = {};
    for (int pass = 0; pass < 100; ++pass) {
        Lanes value = Lanes{} + 1, size = Lanes{} + 1, slope_left = {}, slope_right = {};
        for (std::ptrdiff_t k = 0; k < n; ++k) {
            const Lanes inverse = 1 / ((d[k] - origin) - x), term = w[k] * inverse, slope = term * inverse;
            const Mask on_left = index > k;
            value -= term;
            size += term < 0 ? -term : term;
            slope_left += on_left ? slope : Lanes{};
            slope_right += on_left ? Lanes{} : slope;
        }
        low = value > 0 ? x : low;
        high = value > 0 ? high : x;
        const Lanes to_left = (left - origin) - x, to_right = (right - origin) - x;
        const Lanes a = lowest ? Lanes{} : slope_left * to_left * to_left, b = slope_right * to_right * to_right;
        const Lanes c = value + (lowest ? Lanes{} : slope_left * to_left) + slope_right * to_right;
        // c (l − e)(r − e) − a (r − e) − b (l − e) = 0 for the step e; with no left pole c (r − e) = b.
        const Lanes linear = a + b - c * (to_left + to_right),
                    constant = c * to_left * to_right - a * to_right - b * to_left;
        Lanes root = linear * linear - 4 * c * constant;
        for (std::ptrdiff_t lane = 0; lane < lanes; ++lane)
            root[lane] = root[lane] > 0 ? __builtin_sqrt(root[lane]) : 0;
        const Lanes half = -0.5 * (linear > 0 ? linear + root : linear - root);
        const Lanes first = lowest ? x + to_right - b / c : x + constant / half, second = x + half / c;
        const Mask first_fits = (first >= low) & (first <= high) & (first != 0);
        const Mask second_fits = (second >= low) & (second <= high) & (second != 0);
        Lanes next = first_fits ? first : second_fits ? second : 0.5 * (low + high);
        const Lanes residual = value < 0 ? -value : value;
        const Mask settled = done | (residual <= 2 * eps * size);
        next = settled ? x : next;
        const Lanes moved = next - x, far = x < 0 ? -x : x;
        done = settled | ((moved < 0 ? -moved : moved) <= eps * far);
        x = next;
        bool all = true;
        for (std::ptrdiff_t lane = 0; lane < lanes; ++lane)
            all = all && done[lane] != 0;
        if (all)
            break;
    }
    for (std::ptrdiff_t lane = 0; lane < count; ++lane)
        roots[lane] = done[lane] != 0 ? origin[lane] + x[lane] : std::numeric_limits<double>::quiet_NaN();
}

// Poles closer than rounding are one pole with both weights: the other combination of the two is an eigenvector of its
// own, at the pole. So is a pole that the rank-one part does not see.
bool SecularRoots::take_out(const double* d, const double* w, Index n) {
    poles_.clear();
    d_.clear();
    w_.clear();
    settled_.clear();
    double scale = 0;
    for (Index k = 0; k < n; ++k) {
        if (!std::isfinite(d[k]) || !std::isfinite(w[k]))
            return false;
        poles_.emplace_back(d[k], w[k]);
        scale = std::max({scale, std::abs(d[k]), w[k]});
    }
    std::sort(poles_.begin(), poles_.end());
    for (const auto& [pole, weight] : poles_) {
        if (weight <= eps * eps * scale) {
            settled_.push_back(pole);
        } else if (!d_.empty() && pole - d_.back() <= 2 * eps * scale) {
            settled_.push_back(pole);
            w_.back() += weight;
        } else {
            d_.push_back(pole);
            w_.push_back(weight);
        }
    }
    return true;
}

void SecularRoots::solve(const std::vector<Index>& which) {
    const double sum = std::accumulate(w_.begin(), w_.end(), 0.0);
    const auto count = static_cast<Index>(which.size()), n = static_cast<Index>(d_.size());
    for (Index first = 0; first < count; first += lanes)
        find_secular_roots(d_.data(), w_.data(), n, sum, which.data() + first, std::min<Index>(lanes, count - first),
                           roots_.data() + first);
}

const Vector& SecularRoots::all(const double* d, const double* w, Index n) {
    roots_.resize(n);
    if (!take_out(d, w, n)) {
        roots_.setConstant(std::numeric_limits<double>::quiet_NaN());
        return roots_;
    }
    which_.resize(d_.size());
    std::iota(which_.begin(), which_.end(), Index{0});
    solve(which_);
    if (roots_.head(static_cast<Index>(d_.size())).hasNaN()) {
        roots_.setConstant(std::numeric_limits<double>::quiet_NaN());
        return roots_;
    }
    std::copy(settled_.begin(), settled_.end(), roots_.data() + d_.size());
    std::sort(roots_.begin(), roots_.end());
    return roots_;
}

std::pair<double, double> SecularRoots::extremes(const double* d, const double* w, Index n) {
    roots_.resize(2);
    if (n == 0 || !take_out(d, w, n))
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    if (!d_.empty()) {
        which_ = {0, static_cast<Index>(d_.size()) - 1};
        solve(which_);
        lowest = roots_[0];
        highest = roots_[1];
        if (std::isnan(lowest) || std::isnan(highest))
            return {lowest + highest, lowest + highest};
    }
    for (const double x : settled_) {
        lowest = std::min(lowest, x);
        highest = std::max(highest, x);
    }
    return {lowest, highest};
}

} // namespace alphascope
