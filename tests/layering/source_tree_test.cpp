// The rules are only as good as the reader below them.
#include "tests/layering/source_tree.hpp"
#include "tests/support/catch.hpp"

using Strings = std::vector<std::string>;

TEST_CASE("includes are read in both spellings, and only at the start of a line", "[layering]") {
    CHECK(includes_of("#include <QPainter>\n  #  include \"core/base/error.hpp\" // why\n// #include <vector>\n") ==
          Strings{"QPainter", "core/base/error.hpp"});
}

TEST_CASE("string literals are read without comments, characters and includes", "[layering]") {
    CHECK(string_literals_of("#include \"a.hpp\"\nf(\"one\\\"two\", '\"', 1'000); // \"no\"\n/* \"no\" */ \"three\"") ==
          Strings{"one\\\"two", "three"});
    CHECK(string_literals_of("g(R\"(a \"b\" c)\", R\"x(d)\")x\", \"e\")") == Strings{"a \"b\" c", "d)\"", "e"});
}

TEST_CASE("what a file reaches includes the headers of its headers, once", "[layering]") {
    const std::vector<SourceFile> sources{{"gpu/a.cu", "#include \"gpu/b.cuh\"\n#include <cmath>\n"},
                                          {"gpu/b.cuh", "#include \"core/c.hpp\"\n#include \"gpu/a.cu\"\n"},
                                          {"core/c.hpp", "#include <Eigen/Core>\n"}};
    CHECK(reachable_from(sources, "gpu/a.cu") == Strings{"gpu/a.cu", "gpu/b.cuh", "core/c.hpp"});
}

TEST_CASE("the tree is read", "[layering]") {
    const auto sources = product_sources();
    CHECK(find_source(sources, "core/base/error.hpp"));
    CHECK(find_source(sources, "app/engines.cpp"));
    CHECK_FALSE(find_source(sources, "tests/layering/source_tree_test.cpp"));
}
