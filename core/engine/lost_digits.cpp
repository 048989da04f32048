#include "core/engine/lost_digits.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {

Result<bool> loses_digits(std::shared_ptr<const System> system, const Prepared& prepared, const RunContext& run) {
    constexpr Index side = 16;
    constexpr double tolerance = 1e-3;
    const RunContext quiet{run.stop, {}};
    const auto definition = prepare_definition(system);
    const Index length = system->length(), last = std::max<Index>(0, length - side);
    double largest = 0, difference = 0;
    for (const Index first : {Index{0}, last / 2, last}) {
        const Range block{first, std::min(first + side, length)};
        std::vector<double> exact(static_cast<std::size_t>(block.size() * block.size())), made(exact.size());
        for (const auto& [of, to] : {std::pair(definition.get(), &exact), std::pair(&prepared, &made)})
            if (auto done = of->tile(block, block, TileKind::scores, nullptr, std::span<double>(*to), quiet); !done)
                return tl::unexpected(done.error());
        for (std::size_t k = 0; k < exact.size(); ++k)
            if (std::isfinite(exact[k])) {
                largest = std::max(largest, std::abs(exact[k]));
                const double off = std::abs(exact[k] - made[k]);
                difference = std::isfinite(off) ? std::max(difference, off) : INFINITY;
            }
    }
    return difference > tolerance * largest;
}

} // namespace alphascope
