#include "core/bench/bench.hpp"
#include "app/cli/bench_report.hpp"
#include "app/cli/command.hpp"
#include "app/cli/torch_peer.hpp"
#include "core/engine/example_systems.hpp"

#include <algorithm>
#include <iostream>

namespace alphascope::cli {
namespace {

struct Options {
    std::vector<Index> lengths{512, 1024, 2048, 4096}, states{64};
    std::vector<std::string> kinds = example_kinds(), engines;
    std::string peer, python = "python3", script;
    bool million = false, json = false;
};

constexpr Index reference_limit = 1024; ///< longest sequence of the reference when it is not asked for by name

/// Views of a million tokens, of the kinds chosen whose state is small enough for them.
Result<std::vector<FarView>> million_views(const Options& options, const std::vector<NamedEngine>& engines,
                                           const RunContext& run) {
    std::vector<FarView> views;
    for (const char* kind : {"scalar", "diagonal", "delta", "softmax"}) {
        if (std::find(options.kinds.begin(), options.kinds.end(), kind) == options.kinds.end())
            continue;
        for (const NamedEngine& engine : engines) {
            if (!engine.engine || engine.id == "reference")
                continue;
            const auto more = far_views(kind, Index{1} << 20, 32, engine, run);
            if (!more)
                return tl::unexpected(more.error());
            views.insert(views.end(), more->begin(), more->end());
        }
    }
    return views;
}

Result<void> run_bench(const Options& options, const Session& session) {
    const bool chosen = !options.engines.empty();
    const auto engines = engines_named(session.engines, chosen ? options.engines : engine_ids(session.engines, false));
    if (!engines)
        return tl::unexpected(engines.error());
    if (std::none_of(engines->begin(), engines->end(), [](const NamedEngine& one) { return one.engine; }))
        return failure(ErrorCode::unavailable, engines->front().detail);
    BenchReport report{this_machine(), *engines, {}, {}, {}};
    TorchPeer peer{options.python, {}};
    if (!options.peer.empty()) { // what is missing is said before minutes of measuring
        const auto script = torch_script(options.script);
        if (!script)
            return tl::unexpected(script.error());
        peer.script = *script;
        auto version = torch_version(peer, session.run);
        if (!version)
            return tl::unexpected(version.error());
        report.peer = std::move(*version);
    }
    report.table =
        bench({options.kinds, options.lengths, options.states, *engines, chosen ? 0 : reference_limit}, session.run);
    if (options.million && !session.run.cancelled()) {
        auto views = million_views(options, *engines, session.run);
        if (!views)
            return tl::unexpected(views.error());
        report.views = std::move(*views);
    }
    if (!options.peer.empty() && !session.run.cancelled())
        if (const auto measured = measure_peer(peer, session.engines, report.table, session.run); !measured)
            return measured;
    if (session.run.cancelled())
        return failure(ErrorCode::cancelled, "interrupted");
    if (options.json)
        std::cerr << bench_gaps(report);
    std::cout << (options.json ? bench_json(report) + "\n" : bench_text(report));
    return {};
}

} // namespace

void add_bench(Commands& commands) {
    auto* command = commands.app.add_subcommand(
        "bench", "time per (kind, L, n, engine), and times the machine's own floor in the same run");
    auto options = std::make_shared<Options>();
    command->add_option("--lengths", options->lengths, "sequence lengths")
        ->capture_default_str()
        ->delimiter(',')
        ->check(CLI::Range(1, 32768));
    command->add_option("--states", options->states, "state sizes")
        ->capture_default_str()
        ->delimiter(',')
        ->check(CLI::Range(1, 512));
    command->add_option("--kinds", options->kinds, "kinds of systems; all when not given")
        ->delimiter(',')
        ->check(CLI::IsMember(example_kinds()));
    command
        ->add_option("--engines,--engine", options->engines,
                     "engines, with commas, like cpu:avx2; all that are here when not given")
        ->delimiter(',');
    command->add_flag("--million", options->million, "also views of 1,048,576 tokens; takes minutes and some GB");
    auto* peer = command->add_option("--peer", options->peer, "another program on the same inputs and threads: torch")
                     ->check(CLI::IsMember({"torch"}));
    command->add_option("--python", options->python, "the interpreter that has PyTorch")
        ->capture_default_str()
        ->needs(peer);
    command->add_option("--peer-script", options->script, "the script that runs it, where it is not found")
        ->needs(peer);
    command->add_flag("--json", options->json, "a list of rows, each with all there is to say about it");
    commands.add(command,
                 [options, &session = commands.session]() -> Result<void> { return run_bench(*options, session); });
}

} // namespace alphascope::cli
