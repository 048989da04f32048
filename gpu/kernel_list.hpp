#pragma once
// All kernels there are: what a device must be able to run.

#include "gpu/kernels/carry.hpp"
#include "gpu/kernels/cells.hpp"
#include "gpu/kernels/corner.hpp"
#include "gpu/kernels/factors.hpp"
#include "gpu/kernels/leaf_dense.hpp"
#include "gpu/kernels/leaf_low_rank.hpp"
#include "gpu/kernels/read_late.hpp"
#include "gpu/kernels/row_parts.hpp"
#include "gpu/kernels/sizes.hpp"
#include "gpu/kernels/tile.hpp"

#include <type_traits>
#include <variant>

namespace alphascope::gpu {

// Features a thread has: n is at most 8 times that many.
inline constexpr Size few_features = 4, some_features = 16, many_features = 64;
inline constexpr Size largest_state = feature_groups * many_features,
                      largest_dense_state = feature_groups * some_features;

template <class Real>
using KernelsOf =
    std::variant<LeafDiagonal<Real>, LeafBlocks<Real>, LeafLowRank<Real, few_features>,
                 LeafLowRank<Real, some_features>, LeafLowRank<Real, many_features>, LeafDense<Real, few_features>,
                 LeafDense<Real, some_features>, Carry<Real>, CarryByFactors<Real>, ReadLate<Real>, Cells<Real>,
                 LargestColumn<Real>, Tile<Real, Finish::none>, Tile<Real, Finish::exp>, Tile<Real, Finish::any>,
                 TileSums<Real>, CornerSums<Real>, RowParts<Real>>;
using PlainKernels = std::variant<MergeFactors, LargestNumber, JoinPieces>;
using Kernel = std::variant<KernelsOf<float>, KernelsOf<double>, PlainKernels>;

template <class K, class Variant> inline constexpr bool is_one_of = false;
template <class K, class... Ks>
inline constexpr bool is_one_of<K, std::variant<Ks...>> = (std::is_same_v<K, Ks> || ...);

template <class K> Kernel as_kernel(const K& kernel) {
    if constexpr (is_one_of<K, KernelsOf<float>>)
        return KernelsOf<float>(kernel);
    else if constexpr (is_one_of<K, KernelsOf<double>>)
        return KernelsOf<double>(kernel);
    else
        return PlainKernels(kernel);
}

} // namespace alphascope::gpu
