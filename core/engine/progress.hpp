#pragma once

#include "core/base/run_context.hpp"
#include "core/base/types.hpp"

#include <atomic>
#include <thread>

namespace alphascope {

/// Counts parts of a computation done on any thread, and reports from the thread that asked.
class Progress {
public:
    Progress(const RunContext& run, Index total) : run_(run), total_(total) {}
    void one_done() {
        const Index done = ++done_;
        if (std::this_thread::get_id() == asking_)
            run_.report(static_cast<double>(done) / static_cast<double>(total_));
    }

private:
    const RunContext& run_;
    const Index total_;
    const std::thread::id asking_ = std::this_thread::get_id();
    std::atomic<Index> done_{0};
};

} // namespace alphascope
