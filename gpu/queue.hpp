#pragma once
// Memory of a device, and a run of work on it.

#include "gpu/device.hpp"

#include <span>
#include <type_traits>
#include <utility>

namespace alphascope::gpu {

/// Numbers on a device. Empty when there was no room for them.
template <class T> class Buffer {
public:
    Buffer() = default;
    Buffer(std::shared_ptr<Device> device, void* memory) : device_(std::move(device)), memory_(memory) {}
    Buffer(Buffer&& other) noexcept
        : device_(std::move(other.device_)), memory_(std::exchange(other.memory_, nullptr)) {}
    Buffer& operator=(Buffer&& other) noexcept {
        std::swap(device_, other.device_);
        std::swap(memory_, other.memory_);
        return *this;
    }
    ~Buffer() {
        if (memory_)
            device_->release(memory_);
    }
    T* data() const { return static_cast<T*>(memory_); }

private:
    std::shared_ptr<Device> device_;
    void* memory_ = nullptr;
};

/// Has the device to itself while it lives. After a failure nothing more is done, and finish() tells of the first.
class Queue {
public:
    explicit Queue(std::shared_ptr<Device> device) : device_(std::move(device)), lock_(device_->mutex()) {}

    bool failed() const { return !status_; }
    template <class T> Buffer<T> buffer(Size count) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (failed())
            return {};
        auto memory = device_->allocate(static_cast<std::size_t>(count > 0 ? count : 1) * sizeof(T));
        if (memory)
            return Buffer<T>(device_, *memory);
        status_ = tl::unexpected(memory.error());
        return {};
    }
    template <class T> void upload(std::span<const T> from, T* to) {
        if (!failed() && !from.empty())
            status_ = device_->upload(from.data(), to, from.size_bytes());
    }
    /// A buffer with these numbers.
    template <class T> Buffer<T> uploaded(std::span<const T> from) {
        Buffer<T> to = buffer<T>(static_cast<Size>(from.size()));
        upload(from, to.data());
        return to;
    }
    template <class T> void download(const T* from, std::span<T> to) {
        if (!failed() && !to.empty())
            status_ = device_->download(from, to.data(), to.size_bytes(), 1, to.size_bytes());
    }
    /// Rows that follow each other on the device to rows `stride` apart.
    template <class T> void download(const T* from, T* to, Size width, Size rows, Size stride) {
        if (!failed() && width > 0 && rows > 0)
            status_ = device_->download(from, to, static_cast<std::size_t>(width) * sizeof(T),
                                        static_cast<std::size_t>(rows), static_cast<std::size_t>(stride) * sizeof(T));
    }
    template <class K> void launch(const K& kernel, Size blocks) {
        if (!failed() && blocks > 0)
            status_ = device_->launch(as_kernel(kernel), blocks);
    }
    Result<void> finish() { return failed() ? status_ : device_->wait(); }

private:
    std::shared_ptr<Device> device_;
    std::unique_lock<std::mutex> lock_;
    Result<void> status_;
};

} // namespace alphascope::gpu
