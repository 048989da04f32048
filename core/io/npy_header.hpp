#pragma once
// The dictionary literal of an .npy file.

#include "core/base/types.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

struct NpyHeader {
    std::string descr; ///< "<f4"
    bool fortran_order = false;
    std::vector<Index> shape;
};

/// Parses {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } in any order of the three keys, each exactly
/// once; no other Python is understood. The error says what is wrong and what would be right.
tl::expected<NpyHeader, std::string> parse_npy_header(std::string_view text);

} // namespace alphascope
