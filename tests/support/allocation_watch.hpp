#pragma once
// Counts what a test program allocates through operator new, so that a test can bound it. Linking allocation_watch.cpp
// replaces the program's operator new and delete; one thread is watched.

#include <cstddef>

/// From construction on: the largest number of bytes held at once, beyond what was held at the start.
class AllocationWatch {
public:
    AllocationWatch();
    std::size_t peak() const;

private:
    std::size_t start_;
};
