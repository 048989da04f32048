#include "core/base/free_memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>

namespace alphascope {

std::size_t free_memory() {
    std::ifstream info("/proc/meminfo");
    std::size_t kibibytes = 0;
    for (std::string key; info >> key;)
        if (key == "MemAvailable:" && info >> kibibytes)
            break;
    return std::max(kibibytes << 10, std::size_t{1} << 30);
}

} // namespace alphascope
