#include "tests/support/allocation_watch.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

static std::atomic<std::size_t> held = 0, most = 0;

/// The size is kept in front of the block, in as many bytes as keep the block aligned.
static constexpr std::size_t front = alignof(std::max_align_t);

static void* take(std::size_t size) noexcept {
    auto* block = static_cast<char*>(std::malloc(size + front));
    if (!block)
        return nullptr;
    *reinterpret_cast<std::size_t*>(block) = size;
    held += size;
    most = std::max(most.load(), held.load());
    return block + front;
}

static void give(void* pointer) noexcept {
    if (!pointer)
        return;
    char* block = static_cast<char*>(pointer) - front;
    held -= *reinterpret_cast<std::size_t*>(block);
    std::free(block);
}

// All forms but the aligned ones, which pair among themselves: a sanitizer's own must not meet ours.
void* operator new(std::size_t size) {
    if (void* block = take(size))
        return block;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) {
    return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return take(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return take(size);
}
void operator delete(void* pointer) noexcept {
    give(pointer);
}
void operator delete[](void* pointer) noexcept {
    give(pointer);
}
void operator delete(void* pointer, std::size_t) noexcept {
    give(pointer);
}
void operator delete[](void* pointer, std::size_t) noexcept {
    give(pointer);
}
void operator delete(void* pointer, const std::nothrow_t&) noexcept {
    give(pointer);
}
void operator delete[](void* pointer, const std::nothrow_t&) noexcept {
    give(pointer);
}

AllocationWatch::AllocationWatch() : start_(held) {
    most = held.load();
}

std::size_t AllocationWatch::peak() const {
    return most - start_;
}
