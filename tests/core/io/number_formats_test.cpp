// Every number format, byte by byte. Expected values follow from IEEE 754: (-1)^sign * 2^(exponent - bias) * (1 +
// fraction), subnormals 2^(1 - bias) * fraction.
#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

using namespace alphascope;
using namespace std::string_literals;

static constexpr double inf = std::numeric_limits<double>::infinity();

/// A file of version 1.0 with this type, shape and data.
static std::string npy(const std::string& descr, const std::string& shape, const std::string& data,
                       const std::string& order = "False") {
    const std::string header = "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + "}\n";
    return "\x93NUMPY\x01\0"s + static_cast<char>(header.size()) + '\0' + header + data;
}

static std::vector<double> values(const std::string& descr, const std::string& shape, const std::string& data,
                                  const std::string& order = "False") {
    const auto set = read_tensors_from(npy(descr, shape, data, order), "x.npy");
    INFO(descr << " " << (set ? "" : one_line(set.error())));
    REQUIRE(set.has_value());
    return set->tensors.at("x").data;
}

TEST_CASE("float16 is exact, subnormals, infinities and NaN included", "[io][npy]") {
    const std::vector<double> expected = {1,
                                          -2,
                                          65504,
                                          std::ldexp(1, -14),
                                          std::ldexp(1, -24),
                                          std::ldexp(1023, -24),
                                          0.0,
                                          inf,
                                          -inf,
                                          1.0 / 3 - std::fmod(1.0 / 3, std::ldexp(1, -12))};
    const std::string little = "\x00\x3C\x00\xC0\xFF\x7B\x00\x04\x01\x00\xFF\x03\x00\x00\x00\x7C\x00\xFC\x55\x35"s;
    CHECK(values("<f2", "(10,)", little) == expected);
    const auto special = values("<f2", "(2,)", "\x00\x80\x01\x7E"s);
    CHECK(special[0] == 0);
    CHECK(std::signbit(special[0]));
    CHECK(std::isnan(special[1]));
}

TEST_CASE("every half-precision number is what its bits say", "[io][npy]") {
    std::string data;
    for (int bits = 0; bits < 0x10000; ++bits)
        data += {static_cast<char>(bits & 0xFF), static_cast<char>(bits >> 8)};
    const auto all = values("<f2", "(65536,)", data);
    for (int bits = 0; bits < 0x10000; ++bits) {
        const int exponent = bits >> 10 & 31, fraction = bits & 1023;
        const double sign = bits & 0x8000 ? -1 : 1;
        if (exponent == 31 && fraction != 0)
            REQUIRE(std::isnan(all[bits]));
        else if (exponent == 31)
            REQUIRE(all[bits] == sign * inf);
        else if (exponent == 0)
            REQUIRE(all[bits] == sign * std::pow(2.0, -14) * fraction / 1024);
        else
            REQUIRE(all[bits] == sign * std::pow(2.0, exponent - 15) * (1 + fraction / 1024.0));
    }
}

TEST_CASE("bfloat16 is exact, subnormals, infinities and NaN included", "[io][safetensors]") {
    const std::string header = R"({"x":{"dtype":"BF16","shape":[6],"data_offsets":[0,12]}})";
    const std::string data = "\x80\x3F\x49\xC0\x01\x00\x80\x7F\x80\xFF\xC0\x7F"s;
    const auto set =
        read_tensors_from(std::string(1, static_cast<char>(header.size())) + std::string(7, '\0') + header + data, "x");
    REQUIRE(set.has_value());
    const auto& x = set->tensors.at("x").data;
    CHECK(x[0] == 1);
    CHECK(x[1] == -3.140625);             // 0xC049: -2 * (1 + 0x49 / 128)
    CHECK(x[2] == std::ldexp(1.0, -133)); // 2^-126 / 128
    CHECK(x[3] == inf);
    CHECK(x[4] == -inf);
    CHECK(std::isnan(x[5]));
}

TEST_CASE("floats of 4 and 8 bytes, little and big end first", "[io][npy]") {
    CHECK(values("<f4", "(2,)", "\x00\x00\x80\x3F\x01\x00\x00\x00"s) == std::vector<double>{1, std::ldexp(1.0, -149)});
    CHECK(values(">f4", "(1,)", "\xC0\x49\x00\x00"s) == std::vector<double>{-3.140625});
    CHECK(values("<f8", "(1,)", "\x00\x00\x00\x00\x00\x00\xF8\xBF"s) == std::vector<double>{-1.5});
    CHECK(values(">f8", "(1,)", "\x7F\xF0\x00\x00\x00\x00\x00\x00"s) == std::vector<double>{inf});
    CHECK(values(">f2", "(1,)", "\x3C\x00"s) == std::vector<double>{1});
}

TEST_CASE("integers of every width, signed and unsigned, and booleans", "[io][npy]") {
    CHECK(values("|i1", "(2,)", "\x7F\x80"s) == std::vector<double>{127, -128});
    CHECK(values("|u1", "(2,)", "\x7F\xFF"s) == std::vector<double>{127, 255});
    CHECK(values("<i2", "(1,)", "\x00\x80"s) == std::vector<double>{-32768});
    CHECK(values(">u2", "(1,)", "\x01\x02"s) == std::vector<double>{258});
    CHECK(values("<i4", "(1,)", "\xFE\xFF\xFF\xFF"s) == std::vector<double>{-2});
    CHECK(values("<u4", "(1,)", "\xFE\xFF\xFF\xFF"s) == std::vector<double>{4294967294.0});
    CHECK(values(">i8", "(1,)", "\x80\x00\x00\x00\x00\x00\x00\x00"s) == std::vector<double>{-std::ldexp(1.0, 63)});
    CHECK(values("<u8", "(1,)", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s) == std::vector<double>{std::ldexp(1.0, 64)});
    CHECK(values("|b1", "(3,)", "\x00\x01\x02"s) == std::vector<double>{0, 1, 1});
}

TEST_CASE("column-major arrays of any number of axes become row-major", "[io][npy]") {
    // Element (i, j, k) of a 2 x 3 x 2 array holds 100 i + 10 j + k; first axis fastest in the file.
    std::string data;
    for (int k = 0; k < 2; ++k)
        for (int j = 0; j < 3; ++j)
            for (int i = 0; i < 2; ++i)
                data += static_cast<char>(100 * i + 10 * j + k);
    CHECK(values("|u1", "(2, 3, 2)", data, "True") ==
          std::vector<double>{0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121});
    CHECK(values("|u1", "(3,)", "\1\2\3", "True") == std::vector<double>{1, 2, 3});
    CHECK(values("|u1", "()", "\5", "True") == std::vector<double>{5});
    CHECK(read_tensors_from(npy("|u1", "(0, 3)", "", "True"), "x.npy").error().message ==
          "array \"x\": shape [0, 3] is empty; save at least one element");
}
