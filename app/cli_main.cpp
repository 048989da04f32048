// alphascope-cli: everything Alphascope computes, without a display.

#include "app/cli/command.hpp"
#include "app/cli/interrupt.hpp"
#include "app/engines.hpp"
#include "core/base/free_memory.hpp"
#include "core/base/thread_pool.hpp"

#include <unistd.h>

#include <cstdio>
#include <iostream>

using namespace alphascope;

int main(int argc, char** argv) try {
    keep_freed_memory();
    const cli::Interrupt interrupt; // before any thread starts
    auto engines = make_engines();
    cli::Session session{engines, {interrupt.token(), {}}};
    if (isatty(STDERR_FILENO))
        session.run.progress = [](double share) {
            std::fprintf(stderr, "\r%3.0f %%%s", 100 * share, share >= 1 ? "\r     \r" : "");
        };

    CLI::App app{"Alphascope: the coefficients of sequence models, computed and measured"};
    app.name("alphascope-cli");
    app.set_version_flag("--version", "alphascope-cli " ALPHASCOPE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    int threads = 0;
    app.add_option("--threads", threads, "threads to compute with; 0: as many as the machine has")
        ->check(CLI::Range(0, 1024));
    cli::Commands commands{app, session, {}};
    cli::add_presets(commands);
    cli::add_show(commands);
    cli::add_validate(commands);
    cli::add_compute(commands);
    cli::add_analyse(commands);
    cli::add_render(commands);
    cli::add_bench(commands);
    cli::add_parity(commands);
    cli::add_engines(commands);
    cli::add_help(commands);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
        return app.exit(help_or_version);
    } catch (const CLI::ParseError& error) {
        std::cerr << "alphascope-cli: " << error.what() << "; see alphascope-cli --help\n";
        return exit_status(ErrorCode::usage);
    }
    set_thread_count(threads);
    auto result = commands.chosen();
    if (result && !std::cout.flush())
        result = failure(ErrorCode::io, "cannot be written: no space left, or closed", "standard output");
    if (result)
        return 0;
    const auto message = result.error().code == ErrorCode::cancelled ? "interrupted" : one_line(result.error());
    if (!message.empty()) // empty: the command has said all itself
        std::cerr << "alphascope-cli: " << message << "\n";
    return exit_status(result.error().code);
} catch (const std::bad_alloc&) {
    std::cerr << "alphascope-cli: out of memory: make the scene smaller or ask for a tile\n";
    return exit_status(ErrorCode::invalid_data);
}
