#include "core/base/free_memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace alphascope {

std::size_t free_memory() {
    std::ifstream info("/proc/meminfo");
    std::size_t kibibytes = 0;
    for (std::string key; info >> key;)
        if (key == "MemAvailable:" && info >> kibibytes)
            break;
    return std::max(kibibytes << 10, std::size_t{1} << 30);
}

void keep_freed_memory() {
#if defined(__GLIBC__)
    constexpr int mebibyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 * mebibyte); // larger arrays are given back at once
    mallopt(M_TRIM_THRESHOLD, 256 * mebibyte);
#endif
}

} // namespace alphascope
