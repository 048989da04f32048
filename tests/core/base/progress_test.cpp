#include "core/base/progress.hpp"
#include "core/base/thread_pool.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <vector>

using namespace alphascope;

TEST_CASE("progress of a part lies where the part does", "[base]") {
    std::vector<double> shares;
    const RunContext run{{}, [&](double share) { shares.push_back(share); }};
    const RunContext part = run.part(0.2, 0.6);
    part.report(0);
    part.report(0.5);
    part.part(0.5, 1).report(1);
    REQUIRE(shares.size() == 3);
    CHECK(shares[0] == Approx(0.2));
    CHECK(shares[1] == Approx(0.4));
    CHECK(shares[2] == Approx(0.6));
    RunContext().part(0, 1).report(1); // nobody listens
}

TEST_CASE("a part is stopped with the whole", "[base]") {
    std::stop_source stop;
    const RunContext run{stop.get_token(), {}}, part = run.part(0, 0.5);
    CHECK_FALSE(part.cancelled());
    stop.request_stop();
    CHECK(part.cancelled());
}

TEST_CASE("a million parts done are told in a hundred reports", "[base]") {
    std::vector<double> shares;
    const RunContext run{{}, [&](double share) { shares.push_back(share); }};
    set_thread_count(GENERATE(1, 3));
    Progress progress(run, 1000000);
    parallel_for(1000, [&](Index) { progress.done(1000); });
    set_thread_count(0);
    CHECK(shares.size() <= 100);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(std::all_of(shares.begin(), shares.end(), [](double share) { return share > 0 && share <= 1; }));
}
