#include "ui/compute/stored_comparison.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {

/// Largest deviation relative to the largest stored value.
class Deviation {
public:
    void add(double stored, double computed) {
        largest_ = std::max(largest_, std::abs(stored));
        const double difference = std::abs(stored - computed);
        worst_ = std::isfinite(difference) ? std::max(worst_, difference) : INFINITY;
    }
    double relative() const { return largest_ > 0 ? worst_ / largest_ : worst_; }

private:
    double largest_ = 0, worst_ = 0;
};

Index product(const std::vector<Index>& shape) {
    Index size = 1;
    for (const Index extent : shape)
        size *= extent;
    return size;
}

const Tensor* find(const Realised& realised, const char* name) {
    const auto found = realised.stored->tensors.find(name);
    return found == realised.stored->tensors.end() ? nullptr : &found->second;
}

} // namespace

StoredComparison compare_with_stored(const Realised& realised, Index map, const MapTile& alpha) {
    StoredComparison result;
    const Index length = realised.length, maps = realised.map_count();
    if (!realised.stored || alpha.rows.size() != length || alpha.cols.size() != length ||
        (realised.layout != Layout::heads && realised.layout != Layout::channels))
        return result;

    if (const auto* stored = find(realised, "alpha"); stored && product(stored->shape) == maps * length * length) {
        Deviation deviation;
        const double* at = stored->data.data() + map * length * length;
        for (Index i = 0; i < length; ++i)
            for (Index j = 0; j < (alpha.causal ? i + 1 : length); ++j)
                deviation.add(at[i * length + j], alpha.at(i, j));
        result.alpha = deviation.relative();
    }

    const auto* stored = find(realised, "o");
    const Index values = realised.value.size() > 0 ? realised.value.extent("value") : 0;
    if (!stored || values == 0 || product(stored->shape) != maps * length * values)
        return result;
    const bool per_map = realised.value.size() == maps * length * values;
    if (!per_map && realised.value.size() != length * values)
        return result;
    Deviation deviation;
    const double* v = realised.value.real.data() + (per_map ? map * length * values : 0);
    const double* o = stored->data.data() + map * length * values;
    for (Index i = 0; i < length; ++i)
        for (Index d = 0; d < values; ++d) {
            double sum = 0;
            for (Index j = 0; j < (alpha.causal ? i + 1 : length); ++j)
                sum += alpha.at(i, j) * v[j * values + d];
            deviation.add(o[i * values + d], sum);
        }
    result.output = deviation.relative();
    return result;
}

} // namespace alphascope::ui
