// Entry point of the test programs without Qt; Catch2 2 and 3 both work.
#ifdef ALPHASCOPE_CATCH_V2
#define CATCH_CONFIG_RUNNER
#endif
#include "tests/support/catch.hpp"

int main(int argc, char** argv) {
    return Catch::Session().run(argc, argv);
}
