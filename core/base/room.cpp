#include "core/base/room.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace alphascope {
namespace {

constexpr std::size_t cache_line = 64, large = std::size_t{32} << 20;

/// Lives as long as the process: rooms of static objects come last.
class Background {
public:
    Background() {
        std::thread([this] { run(); }).detach();
    }
    void free_later(void* room) {
        {
            const std::lock_guard lock(mutex_);
            rooms_.push_back(room);
        }
        some_.notify_one();
    }

private:
    [[noreturn]] void run() {
        for (;;) {
            std::vector<void*> rooms;
            {
                std::unique_lock lock(mutex_);
                some_.wait(lock, [this] { return !rooms_.empty(); });
                rooms = std::exchange(rooms_, {});
            }
            for (void* room : rooms)
                std::free(room);
        }
    }

    std::mutex mutex_;
    std::condition_variable some_;
    std::vector<void*> rooms_;
};

} // namespace

void* take_room(std::size_t bytes) {
    void* room = std::aligned_alloc(cache_line, (bytes + cache_line) / cache_line * cache_line);
    if (!room)
        throw std::bad_alloc();
    return room;
}

void leave_room(void* room, std::size_t bytes) {
    if (bytes < large)
        return std::free(room);
    try {
        static auto* const background = new Background;
        background->free_later(room);
    } catch (...) { // no thread or no memory to be had: then at once
        std::free(room);
    }
}

} // namespace alphascope
