#include "core/io/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <new>

namespace alphascope {

namespace {

// SHA-256 is in every libcrypto; a call fails only where the memory is gone.
void must(int succeeded) {
    if (succeeded != 1)
        throw std::bad_alloc();
}

EVP_MD_CTX* of(const std::shared_ptr<void>& context) {
    return static_cast<EVP_MD_CTX*>(context.get());
}

} // namespace

Sha256::Sha256()
    : context_(EVP_MD_CTX_new(), [](void* context) { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }) {
    must(context_ ? EVP_DigestInit_ex(of(context_), EVP_sha256(), nullptr) : 0);
}

void Sha256::add(std::string_view bytes) {
    must(EVP_DigestUpdate(of(context_), bytes.data(), bytes.size()));
}

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    must(EVP_DigestFinal_ex(of(context_), digest.data(), &size));
    std::string text;
    for (unsigned k = 0; k < size; ++k)
        text += fmt::format("{:02x}", digest[k]);
    return text;
}

} // namespace alphascope
