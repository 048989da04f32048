#include "core/base/strips.hpp"
#include "core/base/thread_pool.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

using namespace alphascope;

TEST_CASE("strips cover every row once, for any number of threads", "[base]") {
    const int threads = GENERATE(1, 2, 5);
    set_thread_count(threads);
    for (const Index numbers_a_row : {0, 1, 7, 100000})
        for (const Index count : {0, 1, 16383, 16385, 50000}) {
            std::vector<int> hits(static_cast<std::size_t>(count), 0);
            for_strips(count, numbers_a_row, [&](Range rows) {
                for (Index k = rows.begin; k < rows.end; ++k)
                    ++hits[static_cast<std::size_t>(k)];
            });
            CHECK(std::all_of(hits.begin(), hits.end(), [](int hit) { return hit == 1; }));
        }
    set_thread_count(0);
}

TEST_CASE("a stop leaves the strips out that have not begun", "[base]") {
    std::stop_source stop;
    RunContext run;
    run.stop = stop.get_token();
    std::atomic<Index> rows_done{0};
    for_strips(
        1000, 100000,
        [&](Range rows) {
            rows_done += rows.size();
            stop.request_stop();
        },
        run);
    CHECK(rows_done >= 1);
    CHECK(rows_done <= 2 * thread_count()); // those that had begun
}
