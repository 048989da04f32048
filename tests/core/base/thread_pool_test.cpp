#include "core/base/thread_pool.hpp"
#include "tests/support/catch.hpp"

#include <numeric>
#include <vector>

using namespace alphascope;

TEST_CASE("every index runs exactly once, for any number of threads, nested calls included", "[base]") {
    const int threads = GENERATE(1, 2, 5);
    set_thread_count(threads);
    std::vector<int> hits(1000, 0);
    parallel_for(10, [&](Index block) { parallel_for(100, [&](Index k) { ++hits[block * 100 + k]; }); });
    set_thread_count(0);
    CHECK(std::accumulate(hits.begin(), hits.end(), 0) == 1000);
    CHECK(*std::max_element(hits.begin(), hits.end()) == 1);
}
