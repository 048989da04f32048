#pragma once
// What every command of alphascope-cli shares: how it is added, how it reads its design and data, how it fails.

#include "core/design/design.hpp"
#include "core/engine/engine.hpp"
#include "core/scene/scene.hpp"
#include "core/system/realise.hpp"
#include "core/system/stored_check.hpp"
#include "core/workspace/workspace.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alphascope::cli {

/// What a command runs with.
struct Session {
    EngineRegistry& engines;
    RunContext run; ///< stopped by an interrupt; reports progress on a terminal
};

/// Adds a subcommand whose action returns a Result; main() turns its error into one line on stderr and an exit status.
using Action = std::function<Result<void>()>;
struct Commands {
    CLI::App& app;
    Session& session;
    Action chosen; ///< set by the parsed subcommand
    void add(CLI::App* command, Action action) {
        command->callback([this, action = std::move(action)] { chosen = action; });
    }
};

void add_presets(Commands& commands);
void add_show(Commands& commands);
void add_validate(Commands& commands);
void add_compute(Commands& commands);
void add_analyse(Commands& commands);
void add_render(Commands& commands);
void add_bench(Commands& commands);
void add_parity(Commands& commands);
void add_engines(Commands& commands);
void add_help(Commands& commands);

/// What a command works on.
struct Document {
    Design design;
    LoadedScene scene;
    View view;
    DesignChoice choice{};       ///< how the design came to the scene's file
    std::vector<Remark> remarks; ///< on options that change nothing
};

/// The design and data options that compute, analyse and render share.
class DesignInputs {
public:
    explicit DesignInputs(CLI::App* command); ///< the options keep pointers to the members: it stays where it is
    DesignInputs(const DesignInputs&) = delete;
    DesignInputs& operator=(const DesignInputs&) = delete;

    /// The design with --set applied; the scene of --inputs, --scene or the size options, else the workspace's own,
    /// read; the view of a workspace. What a file of --inputs lacks is made up only where --make-up names it. Errors:
    /// unknown parameter, signal or array, value outside its range, file trouble.
    Result<Document> read() const;
    const std::string& engine() const { return engine_; }

private:
    Result<Design> with_parameters(Design design) const;
    Result<Scene> with_options(Scene scene) const;
    Result<void> say_how_to_read(Scene& scene) const;
    Result<void> check_names(const Document& document) const;
    Error with_remedy(Error error) const;

    std::string design_, inputs_, scene_file_, engine_ = "auto";
    std::optional<Index> length_, heads_, state_;
    std::optional<std::uint64_t> seed_;
    std::vector<std::string> sizes_, parameters_, axes_, make_up_;
    std::optional<Index> entry_;
};

/// Decimal digits that an Index takes, as they are typed: no leading 0, which would be read as octal.
CLI::Validator whole_number(Index least = std::numeric_limits<Index>::min());

/// "A:B", ":B", "A:" → [A, B) within [0, length).
Result<Range> parse_range(const std::string& text, Index length, const char* option);

} // namespace alphascope::cli
