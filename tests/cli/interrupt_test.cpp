#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"

#include <csignal>
#include <thread>

TEST_CASE("an interrupted run ends with status 130 and leaves nothing behind", "[cli]") {
    const TemporaryFolder folder;
    // Large enough to be at work still when the signal comes, on any machine.
    RunningProgram program({"compute", "gated_delta_rule", "--length", "2048", "--heads", "16", "--state", "128",
                            "--engine", "reference", "--out", "R.npz"},
                           folder);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    program.signal(SIGINT);
    const Outcome outcome = program.wait();
    INFO(outcome.err);
    CHECK(outcome.status == 130);
    CHECK(folder.names().empty());
}
