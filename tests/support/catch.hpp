#pragma once
// Catch2 2.13 (Debian 12) and 3 (Debian 13, Ubuntu 24.04) under one name.
#ifdef ALPHASCOPE_CATCH_V2
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(const std::string& text) {
    return Contains(text);
}
} // namespace Catch::Matchers
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
#endif
