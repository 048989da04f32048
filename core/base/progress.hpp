#pragma once

#include "core/base/run_context.hpp"
#include "core/base/types.hpp"

#include <atomic>
#include <thread>

namespace alphascope {

/// Counts parts of a computation done on any thread, and reports from the thread that asked, once a percent.
class Progress {
public:
    Progress(const RunContext& run, Index total) : run_(run), total_(total) {}
    void one_done() { done(1); }
    void done(Index parts) {
        const Index done = done_ += parts;
        if (std::this_thread::get_id() != asking_ || done * 100 / total_ <= percent_)
            return;
        percent_ = done * 100 / total_;
        run_.report(static_cast<double>(done) / static_cast<double>(total_));
    }

private:
    const RunContext& run_;
    const Index total_;
    const std::thread::id asking_ = std::this_thread::get_id();
    std::atomic<Index> done_{0};
    Index percent_ = 0; ///< told so far, by the thread that asked
};

} // namespace alphascope
