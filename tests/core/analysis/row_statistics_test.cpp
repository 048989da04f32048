#include "core/analysis/row_statistics.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

TEST_CASE("softmax of (0, ln 2, ln 3) has the entropy and counts of 1/6, 1/3, 1/2", "[analysis]") {
    const std::vector<double> row{1.0 / 6, 1.0 / 3, 1.0 / 2};
    const RowSummary summary = summarise_row(row);
    CHECK(summary.sum == Approx(1));
    CHECK(summary.entropy == Approx(1.01140).margin(5e-6)); // PRINCIPLES section 5
    CHECK(std::exp(summary.entropy) == Approx(2.74946).margin(5e-6));
    CHECK(summary.effective_count == Approx(2.57143).margin(5e-6));
    CHECK(summary.sum_squares == Approx(1.0 / 36 + 1.0 / 9 + 1.0 / 4));
    CHECK(summary.negative_mass == 0);
}

TEST_CASE("signed rows take shares of magnitude", "[analysis]") {
    const std::vector<double> row{-1, 3};
    const RowSummary summary = summarise_row(row);
    CHECK(summary.sum == 2);
    CHECK(summary.abs_sum == 4);
    CHECK(summary.negative_mass == 0.25);
    CHECK(summary.effective_count == Approx(1 / (0.0625 + 0.5625)));
}

TEST_CASE("one token has entropy 0, a row of zeros is empty and has none", "[analysis]") {
    const RowSummary one = summarise_row(std::vector<double>{-0.3});
    CHECK(one.entropy == 0);
    CHECK_FALSE(std::signbit(one.entropy));
    CHECK(one.effective_count == 1);
    const RowSummary empty = summarise_row(std::vector<double>{0, 0});
    CHECK(empty.empty);
    CHECK(std::isnan(empty.entropy));
    CHECK(std::isnan(empty.effective_count));
    CHECK(empty.negative_mass == 0);
}

TEST_CASE("shares survive rows of tiny and huge numbers", "[analysis]") {
    const double scale = GENERATE(1e-300, 1.0, 1e300);
    const RowSummary summary = summarise_row(std::vector<double>{scale, scale, scale, scale});
    CHECK(summary.effective_count == Approx(4));
    CHECK(summary.entropy == Approx(std::log(4)));
}

TEST_CASE("rows of a map are summarised up to the diagonal", "[analysis]") {
    const auto rows = summarise_rows(given::Map(Matrix::Ones(5, 5)), {1, 5});
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 4);
    for (Index r = 0; r < 4; ++r)
        CHECK((*rows)[static_cast<std::size_t>(r)].sum == r + 2);
}

TEST_CASE("effective ranks of PRINCIPLES section 5, L = 64", "[analysis]") {
    const Index length = 64;
    CHECK(effective_rank(Matrix::Identity(length, length)) == Approx(64));
    CHECK(effective_rank(Matrix::Ones(length, length)) == Approx(1).margin(1e-6));
    Matrix mean = Matrix::Zero(length, length), decay = mean;
    for (Index i = 0; i < length; ++i)
        for (Index j = 0; j <= i; ++j) {
            mean(i, j) = 1.0 / static_cast<double>(i + 1);
            decay(i, j) = std::pow(0.9, static_cast<double>(i - j));
        }
    CHECK(effective_rank(mean) == Approx(21.06).margin(0.005));
    CHECK(effective_rank(decay) == Approx(41.36).margin(0.005));
    CHECK(hankel_rank(decay) == 1); // one number of state
}
