#include "gpu/host_device.hpp"

#include "core/base/thread_pool.hpp"

#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <vector>

namespace alphascope::gpu {
namespace {

/// All bytes set: NaN as a float and as a double.
constexpr int nothing = 0xff;

template <class K> class HostBlock {
public:
    HostBlock(Size index, ThreadOrder order)
        : index_(index), order_(order), registers_(static_cast<std::size_t>(K::threads)) {
        std::memset(static_cast<void*>(&shared_), nothing, sizeof shared_);
        std::memset(static_cast<void*>(registers_.data()), nothing, registers_.size() * sizeof registers_[0]);
    }
    Size index() const { return index_; }
    typename K::Shared& shared() { return shared_; }
    template <class Phase> void each(Phase phase) {
        for (Size k = 0; k < K::threads; ++k) {
            const Size thread = order_ == ThreadOrder::forward ? k : K::threads - 1 - k;
            phase(thread, registers_[static_cast<std::size_t>(thread)]);
        }
    }

private:
    Size index_;
    ThreadOrder order_;
    typename K::Shared shared_;
    std::vector<typename K::Registers> registers_;
};

class HostDevice final : public Device {
public:
    HostDevice(ThreadOrder order, std::size_t limit) : order_(order), limit_(limit) {}
    ~HostDevice() override {
        for (const auto& [memory, bytes] : sizes_)
            std::free(memory);
    }
    std::string name() const override { return "loops on the host"; }
    std::size_t free_memory() const override { return limit_ - used_; }
    Result<void*> allocate(std::size_t bytes) override {
        const std::lock_guard lock(sizes_mutex_);
        const std::size_t rounded = (bytes + 255) / 256 * 256;
        if (rounded > limit_ - used_)
            return failure(ErrorCode::unavailable, "the host device has no memory left");
        void* memory = std::aligned_alloc(256, rounded);
        if (!memory)
            throw std::bad_alloc();
        std::memset(memory, nothing, rounded);
        sizes_[memory] = rounded;
        used_ += rounded;
        return memory;
    }
    void release(void* memory) override {
        const std::lock_guard lock(sizes_mutex_);
        used_ -= sizes_[memory];
        sizes_.erase(memory);
        std::free(memory);
    }
    Result<void> upload(const void* from, void* to, std::size_t bytes) override {
        std::memcpy(to, from, bytes);
        return {};
    }
    Result<void> download(const void* from, void* to, std::size_t width, std::size_t rows,
                          std::size_t stride) override {
        for (std::size_t r = 0; r < rows; ++r)
            std::memcpy(static_cast<char*>(to) + r * stride, static_cast<const char*>(from) + r * width, width);
        return {};
    }
    Result<void> launch(const Kernel& kernel, Size blocks) override {
        std::visit([&](const auto& of_kind) { std::visit([&](const auto& k) { run(k, blocks); }, of_kind); }, kernel);
        return {};
    }
    Result<void> wait() override { return {}; }

private:
    template <class K> void run(const K& kernel, Size blocks) {
        parallel_for(blocks, [&](Index index) {
            HostBlock<K> block(index, order_);
            kernel(block);
        });
    }

    ThreadOrder order_;
    std::size_t limit_, used_ = 0;
    std::mutex sizes_mutex_;
    std::map<void*, std::size_t> sizes_;
};

} // namespace

std::shared_ptr<Device> make_host_device(ThreadOrder order, std::size_t memory_limit) {
    return std::make_shared<HostDevice>(order, memory_limit);
}

} // namespace alphascope::gpu
