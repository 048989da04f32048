#pragma once
// A system's tokens and steps as the leaves of the transport tree take them.

#include "core/engine/cpu/kernels.hpp"
#include "core/system/system.hpp"

#include <algorithm>
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
/// | level merge                     | level_merge                                            |
/// | diagonal + rank r, dense        | low_rank, dense                                        |
/// | delay around any but a merge    | that of the inner steps, keys being late               |
class LeafSteps {
public:
    /// nullopt: the system is marched instead. A delay around a level merge moves what is
    /// written late by other places, and a short sequence with a large state is not worth n × n transports.
    static std::optional<LeafSteps> of(const System& system);

    TransportKind kind() const { return kind_; }
    /// Size of a transport, of entry queries and exit keys: a delay does not count.
    Index state() const { return state_; }
    /// Keys enter one token after their own (late_keys.hpp): steps, keys and queries below are then those that token t
    /// has for the kernels, and the sequence's last token has none.
    bool late() const { return system_->delay.has_value(); }
    /// Numbers per token and per transport in double: 1, n or 2n; 0 for the kinds whose transport is a matrix, or none.
    Index width() const { return width_; }

    /// q and b of the tokens; if late(), in `room` for 64 n numbers, from their steps in `steps` (numbers() of them).
    LeafTokens tokens(Range range, const double* steps, double* room) const;
    /// @pre width() > 0. Steps of the tokens in room for 32 · width() numbers.
    void numbers(Range range, double* out) const;
    /// @pre kind() is level_merge.
    const MergeParts& parts() const { return parts_; }
    LowRankTokens low_rank(Index first) const;
    const double* dense(Index first) const;
    Index dense_stride() const;
    /// q_i, of a delay the part that reads x.
    const double* query(Index i) const { return &system_->q(i, 0); }
    double own_score(Index i) const { return system_->q.row(i).dot(system_->b.row(i)); } ///< s_ii

private:
    explicit LeafSteps(const System& system) : system_(&system), state_(inner_size(system.steps)) {}
    /// The token whose step token t has.
    Index step_of(Index token) const { return late() ? std::min(token + 1, system_->length() - 1) : token; }
    void late_key(Index j, const double* step, double* out) const;
    /// out = A_i x.
    void apply(Index i, const double* step, const double* x, double* out) const;
    const System* system_;
    TransportKind kind_ = TransportKind::none;
    Index state_, width_ = 0;
    MergeParts parts_{};
};

} // namespace alphascope::cpu
