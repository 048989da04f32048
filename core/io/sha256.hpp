#pragma once
// SHA-256 by OpenSSL's libcrypto.

#include <memory>
#include <string>
#include <string_view>

namespace alphascope {

/// Takes bytes piece by piece: the pieces' borders do not matter.
class Sha256 {
public:
    Sha256();
    void add(std::string_view bytes);
    /// 64 hexadecimal digits of all that was added. Ends the hash: nothing may be added after it.
    std::string hex();

private:
    std::shared_ptr<void> context_; ///< an EVP_MD_CTX
};

} // namespace alphascope
