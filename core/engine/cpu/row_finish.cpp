#include "core/engine/cpu/row_finish.hpp"

#include "core/engine/cpu/tree_sizes.hpp"

#include <cmath>

namespace alphascope::cpu {
namespace {

std::optional<RowReadout> kernel_readout(ReadoutKind kind) {
    switch (kind) {
    case ReadoutKind::identity: return RowReadout::identity;
    case ReadoutKind::exp: return RowReadout::exp;
    case ReadoutKind::relu: return RowReadout::relu;
    case ReadoutKind::relu_squared: return RowReadout::relu_squared;
    case ReadoutKind::sigmoid: return RowReadout::sigmoid;
    case ReadoutKind::softplus: return RowReadout::softplus;
    case ReadoutKind::elu1: return RowReadout::elu1;
    case ReadoutKind::silu: return RowReadout::silu;
    case ReadoutKind::square: return RowReadout::square;
    case ReadoutKind::shrink: return RowReadout::shrink;
    case ReadoutKind::softcap_exp: return RowReadout::softcap_exp;
    case ReadoutKind::formula: break;
    }
    return std::nullopt;
}

} // namespace

std::optional<RowFinish> readout_of_row(const System& system, Index i, double shift) {
    const auto readout = kernel_readout(system.readout.kind);
    if (!readout)
        return std::nullopt;
    if (*readout == RowReadout::exp)
        return RowFinish{*readout, static_cast<float>(shift), 1};
    const double offset = number_of_row(system.readout.value, i, 0);
    if (*readout == RowReadout::softcap_exp && !(offset > 0 && offset <= largest_exponent))
        return std::nullopt;
    return RowFinish{*readout, static_cast<float>(offset), 1};
}

std::optional<RowFinish> finish_of_row(const System& system, Index i, double shift, double eta) {
    auto finish = readout_of_row(system, i, shift);
    if (!finish)
        return std::nullopt;
    const auto factor = single_factor(system.readout.kind, shift, finish->offset, eta);
    if (!factor)
        return std::nullopt;
    finish->factor = *factor;
    return finish;
}

std::optional<float> single_factor(ReadoutKind readout, double shift, float offset, double eta) {
    double factor = 1 / eta;
    if (readout == ReadoutKind::exp)
        factor *= std::exp(static_cast<double>(offset) - shift);
    if (!(std::abs(factor) < 1e30 && std::abs(factor) > 1e-30))
        return std::nullopt;
    return static_cast<float>(factor);
}

} // namespace alphascope::cpu
