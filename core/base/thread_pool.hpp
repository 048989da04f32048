#pragma once
// Core's own small pool: no OpenMP inside a Qt program. Work is split by index, so results never depend on the number
// of threads as long as each index writes its own place.

#include "core/base/types.hpp"

#include <functional>

namespace alphascope {

/// Threads used by parallel_for, the caller included. 0 means: as many as the machine has. Set once at start.
void set_thread_count(int count);
int thread_count();

/// Calls body(k) for k in [0, count), on the pool and on the calling thread; returns when all are done. body must not
/// throw. A call from inside a body runs serially. Indices are handed out in increasing order.
void parallel_for(Index count, const std::function<void(Index)>& body);

} // namespace alphascope
