#pragma once
// Transports that are one factor a coordinate, or 2×2 blocks: their products in double, and panels carried by them,
// which round once (ALGORITHMS section 8, rule 1).

#include "gpu/kernels/leaf_blocks.hpp"

namespace alphascope::gpu {

/// Nodes of a level from those of the level below: right child times left child.
struct MergeFactors {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    const double* below;
    double* out;
    Size width, nodes;
    bool blocks; ///< numbers in fours, as matrices

    ALPHASCOPE_DEVICE Size each_takes() const { return blocks ? 4 : 1; }
    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        block.each([&](Size thread, Registers&) {
            const Size e = (block.index() * threads + thread) * each_takes();
            if (e >= nodes * width)
                return;
            const double *left = below + e / width * 2 * width + e % width, *right = left + width;
            if (!blocks) {
                out[e] = *left * *right;
                return;
            }
            const Turn f = product(turn_at(right), turn_at(left));
            out[e] = f.a;
            out[e + 1] = f.b;
            out[e + 2] = f.c;
            out[e + 3] = f.d;
        });
    }
};

inline constexpr Size most_levels = 40;

/// A panel on its way up: at the levels of `meets` it is written, at those of `moves` it is carried across its sibling.
template <class Real> struct FactorJob {
    const Real* leaf;
    Real* out; ///< one panel for each meeting after a move
    Size panel_number;
    std::uint64_t meets, moves;
};

/// One block a panel.
template <class Real> struct CarryByFactors {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    const FactorJob<Real>* jobs;
    const double* levels[most_levels]; ///< factors by level and node
    Size n, width, level_count;
    bool queries, blocks;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const FactorJob<Real> job = jobs[block.index()];
        block.each([&](Size thread, Registers&) {
            const Size lane = lane_of(thread), step = blocks ? 2 : 1;
            for (Size m = step * group_of(thread); m < n; m += step * feature_groups) {
                Real* out = job.out + panel * m + lane;
                const Real* leaf = job.leaf + panel * m + lane;
                Turn f{1, 0, 0, 1}; // of one coordinate: a
                bool moved = false;
                for (Size level = 0; level < level_count; ++level) {
                    if (moved && job.meets >> level & 1) {
                        if (blocks) {
                            const Real x = leaf[0], y = leaf[panel];
                            out[0] = static_cast<Real>(f.a) * x + static_cast<Real>(f.b) * y;
                            out[panel] = static_cast<Real>(f.c) * x + static_cast<Real>(f.d) * y;
                        } else {
                            out[0] = static_cast<Real>(f.a) * leaf[0];
                        }
                        out += panel * n;
                        moved = false;
                    }
                    if (!(job.moves >> level & 1))
                        continue;
                    const Size sibling = job.panel_number >> level ^ 1;
                    if (blocks) {
                        Turn by = turn_at(levels[level] + sibling * width + 2 * m);
                        if (queries)
                            by = {by.a, by.c, by.b, by.d};
                        f = product(by, f);
                    } else {
                        f.a *= levels[level][sibling * width + (width == 1 ? 0 : m)];
                    }
                    moved = true;
                }
            }
        });
    }
};

} // namespace alphascope::gpu
