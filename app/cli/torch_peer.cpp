#include "app/cli/torch_peer.hpp"

#include "app/cli/child_program.hpp"
#include "app/cli/peer_inputs.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/example_systems.hpp"
#include "core/io/tensors.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <tuple>

namespace fs = std::filesystem;

namespace alphascope::cli {
namespace {

/// A new empty folder, gone with what is in it at the end of the scope.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (fs::temp_directory_path() / "alphascope-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()))
            path_ = pattern;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        if (!path_.empty())
            fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const fs::path& path() const { return path_; } ///< empty when none could be made

private:
    fs::path path_;
};

std::string last_line(std::string text) {
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

using Case = std::tuple<std::string, Index, Index>; ///< kind, length, state

std::vector<Case> cases_of(const BenchTable& table) {
    std::vector<Case> cases;
    for (const BenchRow& row : table.rows)
        if (const Case one{row.kind, row.length, row.state}; cases.empty() || cases.back() != one)
            cases.push_back(one); // rows of a case stand together
    return cases;
}

/// All inputs, and cases.json, which lists them.
Result<void> write_cases(const fs::path& folder, const std::vector<Case>& cases, const EngineRegistry& ours,
                         const RunContext& run) {
    const RunContext quiet{run.stop, {}};
    std::string list;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        const auto& [kind, length, state] = cases[k];
        const auto system = std::make_shared<const System>(example_system(kind, length, state));
        const auto facts = ours.pick("auto", *system).and_then([&](const Engine* engine) {
            return write_peer_inputs(folder, fmt::format("{:04}", k), system, *engine, quiet);
        });
        if (!facts)
            return tl::unexpected(facts.error());
        list += (k ? ",\n" : "") + *facts;
    }
    return write_file_atomically(folder / "cases.json", "[" + list + "]\n");
}

/// A line the script writes of one case: {"case": 0, "method": "at once", "ms": 1.5, "difference": 2e-7}, or with
/// "error" in place of the last three.
void take_line(const std::string& line, const std::vector<Case>& cases, BenchTable& table) {
    const auto said = nlohmann::json::parse(line);
    const Case& one = cases.at(said.at("case").get<std::size_t>());
    if (said.contains("error"))
        table.gaps.push_back(
            {std::get<0>(one), "the peer", std::get<1>(one), std::get<2>(one), said.at("error").get<std::string>()});
    else
        for (BenchRow& row : table.rows)
            if (Case{row.kind, row.length, row.state} == one)
                row.peer = PeerTime{said.at("method").get<std::string>(), said.at("ms").get<double>(),
                                    said.at("difference").get<double>()};
}

} // namespace

Result<fs::path> torch_script(const std::string& given) {
    std::error_code error;
    std::vector<fs::path> places{given};
    if (given.empty()) {
        const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
        places = {program / "../share/alphascope/torch_peer.py", program / "../../tests/bench/torch_peer.py"};
    }
    std::string looked;
    for (const fs::path& place : places) {
        if (fs::is_regular_file(place, error))
            return place.lexically_normal();
        looked += (looked.empty() ? "" : " or ") + place.lexically_normal().string();
    }
    return failure(ErrorCode::io, "there is no " + looked + "; name the script with --peer-script");
}

Result<std::string> torch_version(const TorchPeer& peer, const RunContext& run) {
    const auto outcome = run_child({peer.python, peer.script.string(), "--version"}, run);
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (outcome->status == 127)
        return failure(ErrorCode::unavailable,
                       "there is no '" + peer.python + "' to run PyTorch with; name an interpreter with --python");
    if (outcome->status != 0)
        return failure(ErrorCode::unavailable, "no PyTorch for '" + peer.python + "': " + last_line(outcome->err) +
                                                   "; install torch and numpy, or name another interpreter with "
                                                   "--python");
    return last_line(outcome->out);
}

Result<void> measure_peer(const TorchPeer& peer, const EngineRegistry& ours, BenchTable& table,
                          const RunContext& run) try {
    const ScratchFolder folder;
    if (folder.path().empty())
        return failure(ErrorCode::io, "no folder can be made there for the peer's inputs",
                       fs::temp_directory_path().string());
    const std::vector<Case> cases = cases_of(table);
    if (const auto written = write_cases(folder.path(), cases, ours, run); !written)
        return written;
    double done = 0;
    const auto outcome = run_child(
        {peer.python, peer.script.string(), folder.path().string(), "--threads", std::to_string(thread_count())}, run,
        [&](const std::string& line) {
            take_line(line, cases, table);
            run.report(++done / static_cast<double>(cases.size()));
        });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (outcome->status != 0)
        return failure(ErrorCode::numerical, "the peer stopped: " + last_line(outcome->err), peer.script.string());
    return {};
} catch (const std::exception& error) { // of JSON, or a case out of range
    return failure(ErrorCode::invalid_data, std::string("the peer's answer is not understood: ") + error.what(),
                   peer.script.string());
}

} // namespace alphascope::cli
