#include "core/engine/parity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_non_negative(ReadoutKind kind) {
    return kind != ReadoutKind::identity && kind != ReadoutKind::silu && kind != ReadoutKind::shrink;
}

std::string_view id_of(ReadoutKind kind) {
    return std::find_if(readout_table.begin(), readout_table.end(), [&](auto& info) { return info.kind == kind; })->id;
}
std::string_view id_of(NormaliserKind kind) {
    return std::find_if(normaliser_table.begin(), normaliser_table.end(), [&](auto& info) { return info.kind == kind; })
        ->id;
}

Result<std::vector<double>> whole_map(const Engine& engine, std::shared_ptr<const System> system,
                                      const RunContext& run) {
    const Range all{0, system->length()};
    std::vector<double> alpha(all.size() * all.size());
    return engine.prepare(std::move(system), run)
        .and_then([&](const std::shared_ptr<const Prepared>& prepared) -> Result<std::vector<double>> {
            const auto statistics = prepared->row_statistics(all, run);
            if (!statistics)
                return tl::unexpected(statistics.error());
            const auto done = prepared->tile(all, all, TileKind::alpha, &*statistics, std::span<double>(alpha), run);
            if (!done)
                return tl::unexpected(done.error());
            return std::move(alpha);
        });
}

double relative_error(const std::vector<double>& actual, const std::vector<double>& expected) {
    double scale = 0, difference = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        const double a = actual[k], e = expected[k];
        if (std::isfinite(a) && std::isfinite(e)) {
            scale = std::max(scale, std::abs(e));
            difference = std::max(difference, std::abs(a - e));
        } else if (a != e && !(std::isnan(a) && std::isnan(e))) {
            return infinity;
        }
    }
    return difference == 0 ? 0 : difference / scale;
}

} // namespace

System ParityCase::system() const {
    System system = example_system(kind, length, state, gates);
    system.readout.kind = readout;
    system.normaliser.kind = normaliser;
    const auto info = std::find_if(readout_table.begin(), readout_table.end(),
                                   [&](const ReadoutInfo& row) { return row.kind == readout; });
    if (!info->value.empty())
        system.readout.value = Vector::Constant(1, info->value == "cap" ? 3.0 : 0.125);
    return system;
}

std::vector<ParityCase> parity_cases() {
    constexpr Index state = 6;
    std::vector<ParityCase> cases;
    for (const std::string& kind : example_kinds())
        for (const Index length : {1, 2, 3, 37, 257})
            for (const auto& [readout, normaliser] : {std::pair{ReadoutKind::identity, NormaliserKind::one},
                                                      {ReadoutKind::exp, NormaliserKind::sum},
                                                      {ReadoutKind::sigmoid, NormaliserKind::position},
                                                      {ReadoutKind::silu, NormaliserKind::abs_sum}})
                cases.push_back({kind, readout, normaliser, length, state, Gates::usual});
    for (const ReadoutInfo& readout : readout_table)
        for (const NormaliserInfo& normaliser : normaliser_table)
            if (normaliser.kind != NormaliserKind::sum || is_non_negative(readout.kind))
                cases.push_back({"diagonal", readout.kind, normaliser.kind, 37, state, Gates::usual});
    for (const std::string& kind : example_kinds())
        for (const Index length : {37, 257})
            cases.push_back({kind, ReadoutKind::identity, NormaliserKind::one, length, state, Gates::extreme});
    return cases;
}

std::vector<ParityRow> parity_table(const std::vector<NamedEngine>& engines, const RunContext& run) {
    const auto reference = make_reference_engine();
    const std::vector<ParityCase> cases = parity_cases();
    const RunContext quiet{run.stop, {}}; // progress counts cases
    std::vector<ParityRow> rows;
    double done = 0;
    for (const ParityCase& one : cases) {
        const auto system = std::make_shared<const System>(one.system());
        run.report(done++ / static_cast<double>(cases.size()));
        const auto expected = whole_map(*reference, system, quiet);
        for (const auto& [id, engine, detail] : engines) {
            if (!engine || !engine->supports(*system))
                continue;
            const auto actual = whole_map(*engine, system, quiet);
            if (run.cancelled())
                return rows;
            rows.push_back({id, one.kind, std::string(id_of(one.readout)), std::string(id_of(one.normaliser)),
                            one.length, one.state, one.gates,
                            expected && actual ? relative_error(*actual, *expected) : infinity,
                            one.gates == Gates::extreme ? 1e-4 : 2e-6});
        }
    }
    run.report(1);
    return rows;
}

std::vector<ParityRow> parity_table(const Engine& engine, const RunContext& run) {
    return parity_table({NamedEngine{engine.capability().id, &engine, {}}}, run);
}

std::vector<ParityRow> worst_of_each(const std::vector<ParityRow>& rows) {
    std::vector<ParityRow> worst;
    for (const std::string& kind : example_kinds())
        for (const Gates gates : {Gates::usual, Gates::extreme}) {
            const auto first = static_cast<std::ptrdiff_t>(worst.size());
            for (const ParityRow& row : rows) {
                if (row.kind != kind || row.gates != gates)
                    continue;
                const auto known = std::find_if(worst.begin() + first, worst.end(),
                                                [&](const ParityRow& other) { return other.engine == row.engine; });
                if (known == worst.end())
                    worst.push_back(row);
                else if (!(row.max_error <= known->max_error))
                    *known = row;
            }
        }
    return worst;
}

} // namespace alphascope
