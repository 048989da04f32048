#pragma once
// One binary, several instruction sets: a function marked ALPHASCOPE_CLONES is compiled for each and chosen at start.
// For free functions of plain pointers only. Off where the loader cannot choose (and under the address sanitizer, whose
// checks are not ready yet when it does).

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&     \
    !defined(__SANITIZE_ADDRESS__)
#define ALPHASCOPE_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ALPHASCOPE_CLONES
#endif
