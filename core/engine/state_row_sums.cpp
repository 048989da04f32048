#include "core/engine/state_row_sums.hpp"

#include "core/system/step_algebra.hpp"

namespace alphascope {

bool has_state_row_sums(const System& system) {
    return system.readout.kind == ReadoutKind::identity && system.window == 0 && system.shear.size() == 0 &&
           !std::holds_alternative<ConvolutionSteps>(system.steps);
}

Result<Vector> state_row_sums(const System& system, const RunContext& run) {
    Vector sums(system.length());
    Matrix h = Matrix::Zero(system.state_size(), 1);
    for (Index i = 0; i < system.length(); ++i) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        if (i > 0)
            apply_step(system, i, h);
        h += system.b.row(i).transpose();
        sums[i] = system.q.row(i).dot(h.col(0));
    }
    return sums;
}

Result<std::shared_ptr<const Vector>> StateRowSums::of(const System& system, const RunContext& run) const {
    if (!has_state_row_sums(system))
        return nullptr;
    const std::lock_guard lock(mutex_);
    if (!sums_) {
        auto sums = state_row_sums(system, run);
        if (!sums)
            return tl::unexpected(sums.error());
        sums_ = std::make_shared<const Vector>(std::move(*sums));
    }
    return sums_;
}

} // namespace alphascope
