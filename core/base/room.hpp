#pragma once
// Memory for many numbers.

#include <cstddef>

namespace alphascope {

/// At least `bytes`, aligned to a cache line and not initialised. Throws std::bad_alloc.
void* take_room(std::size_t bytes);

/// Gives back what take_room(bytes) gave. A large room goes back in the background: the system needs a tenth of a
/// second for a gigabyte of pages, too long for who has just been told to stop.
void leave_room(void* room, std::size_t bytes);

} // namespace alphascope
