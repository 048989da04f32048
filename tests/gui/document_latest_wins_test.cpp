// A drag is shown while it lasts, and what is shown last is what was asked last.
#include "tests/support/catch.hpp"
#include "ui/compute/latest_wins.hpp"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace alphascope::ui;
using namespace std::chrono_literals;

namespace {

/// Works for 5 ms or until stopped, then answers with the request.
int slow_echo(const int& request, std::stop_token stop) {
    const auto end = std::chrono::steady_clock::now() + 5ms;
    while (std::chrono::steady_clock::now() < end && !stop.stop_requested())
        std::this_thread::sleep_for(1ms);
    return request;
}

} // namespace

TEST_CASE("results arrive during a drag faster than the work", "[gui][compute]") {
    std::vector<int> delivered;
    LatestWins<int, int> live(
        slow_echo, [&](const int& value) { delivered.push_back(value); }, 1s);
    for (int k = 1; k <= 100; ++k) {
        live.submit(k);
        QTest::qWait(1);
    }
    CHECK(delivered.size() >= 2); // some while the hand still moves
    REQUIRE(QTest::qWaitFor([&] { return !live.busy(); }));
    CHECK(delivered.back() == 100);
    CHECK(std::is_sorted(delivered.begin(), delivered.end()));
    CHECK(delivered.size() <= 100);
}

TEST_CASE("an urgent request stops the running work", "[gui][compute]") {
    std::vector<int> delivered;
    std::atomic<bool> started = false;
    LatestWins<int, int> live(
        [&](const int& request, std::stop_token stop) {
            started = true;
            while (request == 1 && !stop.stop_requested()) // never ends by itself
                std::this_thread::sleep_for(1ms);
            return request;
        },
        [&](const int& value) { delivered.push_back(value); }, 1h);
    live.submit(1);
    REQUIRE(QTest::qWaitFor([&] { return started.load(); }));
    live.submit(2, true);
    REQUIRE(QTest::qWaitFor([&] { return !live.busy(); }));
    CHECK(delivered == std::vector<int>{2});
}

TEST_CASE("nothing is delivered after cancel, nor after the end", "[gui][compute]") {
    int delivered = 0;
    {
        LatestWins<int, int> live(
            slow_echo, [&](const int&) { ++delivered; }, 1s);
        live.submit(1);
        live.submit(2);
        live.cancel();
        REQUIRE(QTest::qWaitFor([&] { return !live.busy(); }));
        live.submit(3);
    }
    QTest::qWait(20);
    CHECK(delivered == 0);
}
