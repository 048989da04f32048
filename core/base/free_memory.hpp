#pragma once

#include <cstddef>

namespace alphascope {

/// Memory the machine can still give, in bytes; at least 1 GiB, so that a machine that does not say works too.
std::size_t free_memory();

/// From now on a program keeps up to a quarter of a gigabyte that it has given free, for the next picture: handing
/// pages back and taking them again costs up to a third of a map's time. Where the C library has no such choice,
/// nothing.
void keep_freed_memory();

} // namespace alphascope
