#pragma once
// Functions that host and device share. Headers with it are C++17, know neither Eigen nor the rest of core, and pass
// numbers and pointers: nvcc reads them.

#if defined(__CUDACC__)
#define ALPHASCOPE_HD __host__ __device__
#else
#define ALPHASCOPE_HD
#endif
