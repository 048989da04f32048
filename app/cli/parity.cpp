#include "core/engine/parity.hpp"
#include "app/cli/command.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace alphascope::cli {
namespace {

std::string_view gates_id(Gates gates) {
    return gates == Gates::extreme ? "extreme" : "usual";
}

/// Every engine that float32 tables are about; where they come in several ways, all of them.
std::vector<std::string> engines_to_measure(const EngineRegistry& registry) {
    std::vector<std::string> ids = engine_ids(registry, true);
    std::erase(ids, "reference");
    return ids;
}

std::string cell(const ParityRow* row) {
    return row ? fmt::format("{:.1e}{}", row->max_error, row->within() ? " " : "!") : "- ";
}

/// Kinds down, engines across, the worst error of each.
void print_table(const std::vector<ParityRow>& rows, const std::vector<NamedEngine>& engines) {
    std::cout << fmt::format("{:<18}{:<9}{:>7}", "kind", "gates", "bound");
    for (const NamedEngine& engine : engines)
        if (engine.engine)
            std::cout << fmt::format("{:>14} ", engine.id);
    const std::vector<ParityRow> worst = worst_of_each(rows);
    for (auto row = worst.begin(); row != worst.end();) {
        const auto end = std::find_if(row, worst.end(), [&](const ParityRow& other) {
            return other.kind != row->kind || other.gates != row->gates;
        });
        std::cout << fmt::format("\n{:<18}{:<9}{:>7.0e}", row->kind, gates_id(row->gates), row->bound);
        for (const NamedEngine& engine : engines) {
            if (!engine.engine)
                continue;
            const auto found = std::find_if(row, end, [&](const ParityRow& one) { return one.engine == engine.id; });
            std::cout << fmt::format("{:>15}", cell(found == end ? nullptr : &*found));
        }
        row = end;
    }
    std::cout << "\n";
}

template <class Chosen> void print_cases(const std::vector<ParityRow>& rows, Chosen chosen) {
    std::cout << fmt::format("{:<14}{:<18}{:<9}{:<14}{:<18}{:>6}{:>5}{:>12}{:>10}\n", "engine", "kind", "gates",
                             "readout", "normaliser", "L", "n", "max error", "bound");
    for (const ParityRow& row : rows)
        if (chosen(row))
            std::cout << fmt::format("{:<14}{:<18}{:<9}{:<14}{:<18}{:>6}{:>5}{:>12.1e}{:>10.0e}{}\n", row.engine,
                                     row.kind, gates_id(row.gates), row.readout, row.normaliser, row.length, row.state,
                                     row.max_error, row.bound, row.within() ? "" : "  OVER");
}

void print_json(const std::vector<ParityRow>& rows) {
    auto list = nlohmann::ordered_json::array();
    for (const ParityRow& row : rows)
        list.push_back({{"engine", row.engine},
                        {"kind", row.kind},
                        {"gates", gates_id(row.gates)},
                        {"readout", row.readout},
                        {"normaliser", row.normaliser},
                        {"length", row.length},
                        {"state", row.state},
                        {"max_error", std::isfinite(row.max_error) ? nlohmann::ordered_json(row.max_error) : nullptr},
                        {"bound", row.bound},
                        {"within", row.within()}});
    std::cout << list.dump(2) << "\n";
}

} // namespace

void add_parity(Commands& commands) {
    auto* command = commands.app.add_subcommand("parity", "engines against the reference over one table of cases");
    struct Options {
        std::vector<std::string> engines;
        bool cases = false, json = false;
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("--engine,--engines", options->engines,
                     "the engines to measure, with commas; all that are here when not given, in all their variants")
        ->delimiter(',');
    command->add_flag("--cases", options->cases, "every case, not only the worst of each kind");
    command->add_flag("--json", options->json, "every case as a list of rows; an error that is not finite is null");
    commands.add(command, [options, &session = commands.session]() -> Result<void> {
        const bool chosen = !options->engines.empty();
        const auto engines =
            engines_named(session.engines, chosen ? options->engines : engines_to_measure(session.engines));
        if (!engines)
            return tl::unexpected(engines.error());
        for (const NamedEngine& engine : *engines) {
            if (!engine.engine && chosen)
                return failure(ErrorCode::unavailable, engine.detail);
            if (!engine.engine && !options->json)
                std::cout << engine.detail << "\n";
        }
        const auto rows = parity_table(*engines, session.run);
        if (session.run.cancelled())
            return failure(ErrorCode::cancelled, "interrupted");
        const auto over = std::count_if(rows.begin(), rows.end(), [](const ParityRow& row) { return !row.within(); });
        if (options->json) {
            print_json(rows);
        } else {
            if (options->cases)
                print_cases(rows, [](const ParityRow&) { return true; });
            else
                print_table(rows, *engines);
            if (over && !options->cases)
                print_cases(rows, [](const ParityRow& row) { return !row.within(); });
            std::cout << fmt::format("{} cases, {} over their bound\n", rows.size(), over);
        }
        if (over)
            return failure(ErrorCode::numerical, fmt::format("{} of {} cases are over their bound", over, rows.size()));
        return {};
    });
}

} // namespace alphascope::cli
