#pragma once

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace alphascope {

/// While it lives, numbers below 2.2e-308 count as 0 on this thread: decayed states would slow every operation down
/// (ALGORITHMS section 8, rule 9).
class FlushDenormals {
public:
#if defined(__SSE2__)
    FlushDenormals() : before_(_mm_getcsr()) {
        _mm_setcsr(before_ | flush_to_zero | denormals_are_zero);
    }
    ~FlushDenormals() {
        _mm_setcsr(before_);
    }

private:
    static constexpr unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040;
    unsigned before_;

public:
#else
    FlushDenormals() {}
#endif
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;
};

} // namespace alphascope
