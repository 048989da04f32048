#pragma once
// A system's tokens and steps as the leaves of the transport tree take them.

#include "core/engine/cpu/kernels.hpp"
#include "core/system/system.hpp"

#include <optional>
#include <vector>

namespace alphascope::cpu {

/// How a product of steps is kept: not at all (identity and convolution), as a factor per coordinate or one for all (of
/// a level merge too: what it moves follows from where the tokens are), as 2×2 blocks, or as a matrix.
enum class TransportKind { none, diagonal, blocks, level_merge, low_rank, dense };

/// | steps                           | transport                                              |
/// |---------------------------------|--------------------------------------------------------|
/// | identity, convolution           | none; a convolution weighs the scores of its lag       |
/// | scalar, diagonal                | diagonal                                               |
/// | rotation, blocks                | blocks                                                 |
/// | delay around the first three    | blocks (p, carry; 0, 0) on the pairs (x_m, y_m)        |
/// | level merge                     | level_merge                                            |
/// | diagonal + rank r, dense        | low_rank, dense                                        |
class LeafSteps {
public:
    /// nullopt: the system is marched instead. A delay around steps that mix coordinates has no transport
    /// smaller than a dense one, and a short sequence with a large state is not worth n × n transports.
    static std::optional<LeafSteps> of(const System& system);

    TransportKind kind() const { return kind_; }
    Index state() const { return system_->state_size(); }
    /// Numbers per token and per transport in double: 1, n or 2n; 0 for the kinds whose transport is a matrix, or none.
    Index width() const { return width_; }

    /// q and b of the tokens; pairs of a delay are brought side by side in `room` (64 n numbers).
    LeafTokens tokens(Range range, double* room) const;
    /// @pre width() > 0. Steps of the tokens in room for 32 · width() numbers.
    void numbers(Range range, double* out) const;
    /// @pre kind() is level_merge.
    const MergeParts& parts() const { return parts_; }
    LowRankTokens low_rank(Index first) const;
    const double* dense(Index first) const;
    Index dense_stride() const;

private:
    explicit LeafSteps(const System& system) : system_(&system) {}
    const System* system_;
    TransportKind kind_ = TransportKind::none;
    Index width_ = 0;
    MergeParts parts_{};
};

} // namespace alphascope::cpu
