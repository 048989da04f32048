#pragma once
// SHA-256 (FIPS 180-4).

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace alphascope {

/// Takes bytes piece by piece: the pieces' borders do not matter.
class Sha256 {
public:
    void add(std::string_view bytes);
    /// 64 hexadecimal digits of all that was added. Ends the hash: nothing may be added after it.
    std::string hex();

private:
    void compress(const unsigned char* block);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> block_{};
    std::uint64_t bytes_ = 0;
};

} // namespace alphascope
