// The examples of FIPS 180-4 and of NIST's test vectors.
#include "core/io/sha256.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

static std::string hash_of(std::string_view text, std::size_t piece) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += piece)
        hash.add(text.substr(at, piece));
    return hash.hex();
}

TEST_CASE("SHA-256 of the published examples, in pieces of any size", "[io][sha256]") {
    const std::size_t piece = GENERATE(1, 3, 63, 64, 65, 1000000);
    CHECK(hash_of("", piece) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hash_of("abc", piece) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", piece) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hash_of(std::string(1000000, 'a'), piece) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
