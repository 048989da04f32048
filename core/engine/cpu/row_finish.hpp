#pragma once
// φ and η of a row in single precision: what the kernels know. The rest goes through finish_row in double.

#include "core/engine/cpu/kernels.hpp"
#include "core/engine/engine.hpp"

#include <optional>

namespace alphascope::cpu {

struct RowFinish {
    RowReadout readout;
    float offset, factor;
};

/// φ̃ of row i taken relative to `shift`; nullopt where it is not one of the kernels'.
std::optional<RowFinish> readout_of_row(const System& system, Index i, double shift);

/// φ̃ / η; nullopt also where 1 / η is no ordinary float.
std::optional<RowFinish> finish_of_row(const System& system, Index i, double shift, double eta);

/// 1 / η in single precision, with what `shift` lost when it became the float `offset`; nullopt where it is no ordinary
/// float.
std::optional<float> single_factor(ReadoutKind readout, double shift, float offset, double eta);

} // namespace alphascope::cpu
