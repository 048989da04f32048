#include "core/base/thread_pool.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace alphascope {
namespace {

std::atomic<int> requested_threads{0};
thread_local bool inside_body = false;

struct Job {
    const std::function<void(Index)>* body;
    Index count;
    std::atomic<Index> next{0};

    void run() {
        inside_body = true;
        for (Index k = next++; k < count; k = next++)
            (*body)(k);
        inside_body = false;
    }
};

// Workers sleep until a job is posted. One job at a time: parallel_for holds `turn` while its job runs.
class Pool {
public:
    explicit Pool(int workers) {
        for (int w = 0; w < workers; ++w)
            threads_.emplace_back([this](std::stop_token stop) { work(stop); });
    }
    ~Pool() {
        for (auto& thread : threads_)
            thread.request_stop();
        wake_.notify_all();
    }
    int size() const { return static_cast<int>(threads_.size()); }

    void run(Job& job) {
        {
            const std::lock_guard lock(mutex_);
            job_ = &job;
            busy_ = size();
            ++generation_;
        }
        wake_.notify_all();
        job.run();
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return busy_ == 0; });
    }

private:
    void work(std::stop_token stop) {
        std::uint64_t seen = 0;
        for (;;) {
            Job* job;
            {
                std::unique_lock lock(mutex_);
                if (!wake_.wait(lock, stop, [&] { return generation_ != seen; }))
                    return;
                seen = generation_;
                job = job_;
            }
            job->run();
            const std::lock_guard lock(mutex_);
            if (--busy_ == 0)
                done_.notify_one();
        }
    }
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::condition_variable done_;
    Job* job_ = nullptr;
    int busy_ = 0;
    std::uint64_t generation_ = 0;
    std::vector<std::jthread> threads_; // last: joined before the rest goes
};

std::mutex turn;
std::unique_ptr<Pool> pool;

} // namespace

void set_thread_count(int count) {
    requested_threads = std::max(0, count);
}

int thread_count() {
    const int asked = requested_threads;
    return asked > 0 ? asked : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void parallel_for(Index count, const std::function<void(Index)>& body) {
    const int workers = thread_count() - 1;
    if (inside_body || workers == 0 || count <= 1) {
        for (Index k = 0; k < count; ++k)
            body(k);
        return;
    }
    const std::lock_guard lock(turn);
    if (!pool || pool->size() != workers)
        pool = std::make_unique<Pool>(workers);
    Job job{&body, count, {}};
    pool->run(job);
}

} // namespace alphascope
