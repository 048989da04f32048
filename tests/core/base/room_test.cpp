#include "core/base/room.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process_memory.hpp"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <thread>

using namespace alphascope;

TEST_CASE("rooms are aligned, and large ones come back too, a little later", "[base]") {
    constexpr std::size_t mebibyte = std::size_t{1} << 20;
    const std::size_t before = test::process_memory("VmRSS");
    for (int round = 0; round < 20; ++round)
        for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{1000}, 64 * mebibyte}) {
            void* room = take_room(bytes);
            CHECK(reinterpret_cast<std::uintptr_t>(room) % 64 == 0);
            std::memset(room, round, bytes);
            leave_room(room, bytes);
        }
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (test::process_memory("VmRSS") > before + 640 * mebibyte && std::chrono::steady_clock::now() < patience)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(test::process_memory("VmRSS") <= before + 640 * mebibyte); // 1280 were taken; a sanitizer holds some back
}
