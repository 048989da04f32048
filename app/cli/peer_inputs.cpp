#include "app/cli/peer_inputs.hpp"

#include "core/io/tensors.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alphascope::cli {
namespace {

using Json = nlohmann::ordered_json;

NamedTensor tensor(std::string name, const Matrix& m) {
    return {std::move(name), {m.rows(), m.cols()}, StoredType::float64, {m.data(), m.data() + m.size()}, {}};
}
NamedTensor tensor(std::string name, const Vector& v) {
    return {std::move(name), {v.size()}, StoredType::float64, {v.data(), v.data() + v.size()}, {}};
}

std::vector<NamedTensor> step_tensors(const Steps& steps, Json& facts) {
    using Tensors = std::vector<NamedTensor>;
    return std::visit(Overloaded{
                          [](const IdentitySteps&) { return Tensors{}; },
                          [](const ScalarSteps& s) {
                              return Tensors{tensor("log_a", s.log_a), tensor("sign", s.sign)};
                          },
                          [](const DiagonalSteps& s) {
                              return Tensors{tensor("log_a", s.log_a), tensor("sign", s.sign)};
                          },
                          [](const RotationSteps& s) {
                              return Tensors{tensor("log_modulus", s.log_modulus), tensor("angle", s.angle)};
                          },
                          [](const BlockSteps& s) { return Tensors{tensor("a", s.a)}; },
                          [&](const LowRankSteps& s) {
                              facts["rank"] = s.rank;
                              facts["decay_first"] = s.decay_first;
                              return Tensors{tensor("d", s.d), tensor("u", s.u), tensor("v", s.v)};
                          },
                          [](const DenseSteps& s) { return Tensors{tensor("a", s.a)}; },
                          [](const ConvolutionSteps& s) { return Tensors{tensor("kernel", s.kernel)}; },
                          [&](const LevelMergeSteps& s) {
                              facts["levels"] = s.levels;
                              return Tensors{tensor("log_a", s.log_a)};
                          },
                      },
                      steps);
}

/// As many as 64 rows, spread over the sequence, the last among them.
Result<void> add_own_rows(const std::shared_ptr<const System>& system, const Engine& ours, const RunContext& run,
                          std::vector<NamedTensor>& tensors) {
    const Index length = system->length(), count = std::min<Index>(64, length);
    const auto prepared = ours.prepare(system, run);
    if (!prepared)
        return tl::unexpected(prepared.error());
    Vector rows(count);
    Matrix alpha(count, length);
    for (Index k = 0; k < count; ++k) {
        const Range row{(k + 1) * length / count - 1, (k + 1) * length / count};
        rows[k] = static_cast<double>(row.begin);
        const auto done = (*prepared)->row_statistics(row, run).and_then([&](const RowStatistics& statistics) {
            return (*prepared)->tile(row, {0, length}, TileKind::alpha, &statistics,
                                     std::span<double>(alpha.row(k).data(), static_cast<std::size_t>(length)), run);
        });
        if (!done)
            return tl::unexpected(done.error());
    }
    tensors.push_back(tensor("rows", rows));
    tensors.push_back(tensor("alpha", alpha));
    return {};
}

} // namespace

Result<std::string> write_peer_inputs(const std::filesystem::path& folder, const std::string& name,
                                      const std::shared_ptr<const System>& system, const Engine& ours,
                                      const RunContext& run) {
    const auto id = [](const auto& table, auto kind) {
        return std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.kind == kind; })->id;
    };
    Json facts{{"file", name + ".npz"},
               {"steps", step_kind_id(system->steps)},
               {"readout", id(readout_table, system->readout.kind)},
               {"normaliser", id(normaliser_table, system->normaliser.kind)}};
    std::vector<NamedTensor> tensors = step_tensors(system->steps, facts);
    tensors.push_back(tensor("b", Matrix(system->b)));
    tensors.push_back(tensor("q", Matrix(system->q)));
    if (system->shear.size() > 0)
        tensors.push_back(tensor("shear", system->shear));
    if (system->delay) {
        facts["through_inner"] = system->delay->through_inner;
        tensors.push_back(tensor("carry", system->delay->carry));
    }
    return add_own_rows(system, ours, run, tensors)
        .and_then([&] { return write_npz(folder / (name + ".npz"), tensors); })
        .map([&] { return facts.dump(); });
}

} // namespace alphascope::cli
