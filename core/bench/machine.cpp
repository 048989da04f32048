#include "core/bench/machine.hpp"

#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/level.hpp"

#include <cstdlib>
#include <fstream>
#include <thread>

namespace alphascope {
namespace {

std::string processor_name() {
    std::ifstream facts("/proc/cpuinfo");
    for (std::string line; std::getline(facts, line);)
        if (line.rfind("model name", 0) == 0 && line.find(": ") != line.npos)
            return line.substr(line.find(": ") + 2);
    return {};
}

} // namespace

Machine this_machine() {
    Machine machine{thread_count(),
                    static_cast<int>(std::thread::hardware_concurrency()),
                    std::string(cpu::level_id(cpu::levels_here().back())),
                    processor_name(),
                    {-1, -1, -1}};
    (void)getloadavg(machine.load.data(), 3); // leaves what it does not know
    return machine;
}

} // namespace alphascope
