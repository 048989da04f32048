#pragma once
// Test data is read from the source tree at test time.
#include <filesystem>

inline std::filesystem::path test_data(const std::filesystem::path& name) {
    return std::filesystem::path(ALPHASCOPE_SOURCE_DIR) / "tests" / "data" / name;
}
