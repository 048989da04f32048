#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace alphascope::test {

/// A line "VmHWM:   1234 kB" of the process's status, in bytes; 0 where the system does not say.
inline std::size_t process_memory(const std::string& key) {
    std::ifstream status("/proc/self/status");
    std::size_t kibibytes = 0;
    for (std::string word; status >> word;)
        if (word == key + ":" && status >> kibibytes)
            break;
    return kibibytes << 10;
}

} // namespace alphascope::test
