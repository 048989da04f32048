// readers_fuzz .npz|.safetensors|.npy TIMES STREAM : by hand, under the sanitizers, for as long as one likes.
#include "tests/fuzz/read_damaged.hpp"

#include <cstdio>
#include <cstdlib>

int main(int count, char** arguments) {
    if (count != 4)
        return std::fputs("readers_fuzz EXTENSION TIMES STREAM\n", stderr), 2;
    const int times = std::atoi(arguments[2]);
    const Damage damage = read_damaged(arguments[1], arguments[3], times);
    std::printf("%s %s: %d damaged files, %d gave arrays, %d of these in part\n", arguments[1], arguments[3], times,
                damage.accepted, damage.partly);
    if (!damage.problem.empty())
        std::printf("%s\n", damage.problem.c_str());
    return damage.problem.empty() ? 0 : 1;
}
