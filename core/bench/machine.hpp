#pragma once
// What a measurement says of where it was taken.

#include <array>
#include <string>

namespace alphascope {

struct Machine {
    int threads, cores;         ///< computing with, and in the machine
    std::string instructions;   ///< the widest set the kernels use here: "avx512"
    std::string processor;      ///< its name; empty where the system does not say
    std::array<double, 3> load; ///< averages over 1, 5 and 15 minutes; negative where the system does not say
};

Machine this_machine();

} // namespace alphascope
