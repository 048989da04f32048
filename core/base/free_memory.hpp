#pragma once

#include <cstddef>

namespace alphascope {

/// Memory the machine can still give, in bytes; at least 1 GiB, so that a machine that does not say works too.
std::size_t free_memory();

} // namespace alphascope
