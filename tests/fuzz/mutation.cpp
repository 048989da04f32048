#include "tests/fuzz/mutation.hpp"

#include <algorithm>
#include <array>
#include <limits>

/// Numbers at which size arithmetic goes wrong.
static std::uint64_t hostile_number(Dice& dice) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    constexpr std::array<std::uint64_t, 14> numbers = {
        0,          1,          0x7F,        0xFF,      0x7FFF,          0xFFFF,   0x10000,
        0x7FFFFFFF, 0xFFFFFFFF, 0x100000000, most >> 1, (most >> 1) + 1, most - 7, most};
    return numbers[dice.below(numbers.size())];
}

static void write_number(std::string& bytes, std::size_t at, std::uint64_t number, std::size_t size, bool add) {
    for (std::size_t k = 0; k < size && at + k < bytes.size(); ++k) {
        const auto byte = static_cast<unsigned char>(number >> 8 * k);
        bytes[at + k] = static_cast<char>(add ? static_cast<unsigned char>(bytes[at + k]) + byte : byte);
    }
}

static void damage(std::string& bytes, const std::vector<std::string>& seeds, Dice& dice) {
    const std::size_t at = dice.below(bytes.size() + 1), length = 1 + dice.below(16);
    // Two out of three places are near the front or the end, where the formats keep their sizes.
    const std::size_t region = std::min<std::size_t>(bytes.size(), 128);
    const std::array<std::size_t, 3> places = {at, dice.below(region + 1), bytes.size() - dice.below(region + 1)};
    const std::size_t place = places[dice.below(3)];
    switch (dice.below(9)) {
    case 0:
        if (place < bytes.size())
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << dice.below(8)));
        return;
    case 1:
        if (place < bytes.size())
            bytes[place] = static_cast<char>(dice.below(256));
        return;
    case 2: bytes.resize(at); return;
    case 3: bytes.erase(std::min(place, bytes.size()), length); return;
    case 4: bytes.insert(place, bytes.substr(at, 1 + dice.below(200))); return;
    case 5: write_number(bytes, place, hostile_number(dice), std::size_t{2} << dice.below(3), false); return;
    case 6: write_number(bytes, place, 1 + dice.below(64), 1, true); return;
    case 7: {
        const std::size_t digit = bytes.find_first_of("0123456789", at);
        if (digit != std::string::npos)
            bytes.replace(digit, 1, std::to_string(hostile_number(dice)));
        return;
    }
    default: {
        const std::string& other = seeds[dice.below(seeds.size())];
        const std::size_t from = dice.below(other.size() + 1);
        bytes.replace(place, std::min(length, bytes.size() - place), other.substr(from, 1 + dice.below(300)));
    }
    }
}

std::string mutated(const std::vector<std::string>& seeds, Dice& dice) {
    std::string bytes = seeds[dice.below(seeds.size())];
    for (std::size_t k = 1 + dice.below(4); k > 0; --k)
        damage(bytes, seeds, dice);
    return bytes;
}
