// Rows that the data leave without a key, and numbers that are not finite for another reason.
#include "core/system/not_finite.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

using namespace alphascope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Scores are the column's own number: s_ij = mask_j.
std::shared_ptr<System> masked(const Vector& mask, ReadoutKind readout, NormaliserKind normaliser) {
    System system;
    system.steps = IdentitySteps{1};
    system.b = TokenRows(Matrix(mask));
    system.q = TokenRows(Matrix(Matrix::Ones(mask.size(), 1)));
    system.readout.kind = readout;
    system.normaliser.kind = normaliser;
    return std::make_shared<System>(std::move(system));
}

NotFinite found_in(const Engine& engine, const std::shared_ptr<const System>& system, Range cols = {}) {
    const auto prepared = engine.prepare(system, {});
    REQUIRE(prepared.has_value());
    const Range all{0, system->length()};
    cols = cols.size() > 0 ? cols : all;
    std::vector<double> alpha(static_cast<std::size_t>(all.size() * cols.size()));
    const auto statistics = (*prepared)->row_statistics(all, {});
    REQUIRE(statistics.has_value());
    REQUIRE((*prepared)->tile(all, cols, TileKind::alpha, &*statistics, std::span<double>(alpha), {}).has_value());
    const auto found = find_not_finite<double>(**prepared, all, cols, alpha);
    REQUIRE(found.has_value());
    return *found;
}

Vector left_padded(double mask, Index pad, Index length) {
    Vector values = Vector::LinSpaced(length, -1, 1);
    values.head(pad).setConstant(mask);
    return values;
}

} // namespace

TEST_CASE("rows whose scores are all −∞ are empty, on each engine and for each η that divides by the row", "[system]") {
    const auto reference = make_reference_engine(), cpu = make_cpu_engine();
    for (const Engine* engine : {reference.get(), cpu.get()})
        for (const auto normaliser : {NormaliserKind::sum, NormaliserKind::abs_sum, NormaliserKind::root_sum_squares}) {
            CAPTURE(engine->capability().id, static_cast<int>(normaliser));
            const NotFinite found =
                found_in(*engine, masked(left_padded(-infinity, 3, 40), ReadoutKind::exp, normaliser));
            CHECK(found.empty_rows == std::vector<Index>{0, 1, 2});
            CHECK(found.cells == 0);
        }
}

TEST_CASE("a row of weights that are all exactly 0 is the design's doing, not masked by the data", "[system]") {
    const auto reference = make_reference_engine(), cpu = make_cpu_engine();
    for (const Engine* engine : {reference.get(), cpu.get()})
        for (const auto readout : {ReadoutKind::identity, ReadoutKind::relu}) {
            CAPTURE(engine->capability().id);
            const NotFinite found = found_in(*engine, masked(left_padded(0, 2, 33), readout, NormaliserKind::abs_sum));
            CHECK(found.empty_rows.empty());
            CHECK(found.cells > 0);
        }
}

TEST_CASE("nothing else that is not finite passes for an empty row", "[system]") {
    const auto engine = make_reference_engine();
    Vector nan = left_padded(-infinity, 2, 10);
    nan[1] = std::numeric_limits<double>::quiet_NaN();
    const NotFinite found = found_in(*engine, masked(nan, ReadoutKind::exp, NormaliserKind::sum));
    CHECK(found.empty_rows == std::vector<Index>{0});
    CHECK(found.i == 1);
    CHECK(found.j == 0);
    CHECK(found.cells > 0);

    // +∞ in a score is an error of the numbers.
    Vector infinite = Vector::Zero(4);
    infinite[2] = infinity;
    const NotFinite above = found_in(*engine, masked(infinite, ReadoutKind::exp, NormaliserKind::sum));
    CHECK(above.empty_rows.empty());
    CHECK(above.i == 2);
    // identity of −∞: the sum is −∞, and −∞ / −∞ no weight that a mask took away
    CHECK(found_in(*engine, masked(left_padded(-infinity, 2, 6), ReadoutKind::identity, NormaliserKind::sum))
              .empty_rows.empty());
}

TEST_CASE("a tile right of a row's keys says nothing of the row", "[system]") {
    const auto engine = make_reference_engine();
    const auto system = masked(left_padded(-infinity, 3, 12), ReadoutKind::exp, NormaliserKind::sum);
    CHECK(found_in(*engine, system, {5, 12}).nothing());
    CHECK(found_in(*engine, system, {1, 2}).empty_rows == std::vector<Index>{1, 2});
}

TEST_CASE("rows are listed as stretches, and maps that agree together", "[system]") {
    CHECK(listed_rows({3}) == "3");
    CHECK(listed_rows({0, 1, 2, 7, 9, 10}) == "0 to 2, 7 and 9 to 10");
    CHECK(listed_rows({0, 2, 4, 6, 8, 9}) == "0, 2, 4, 6 and 2 more");
    NotFinite empty, broken;
    empty.empty_rows = {0, 1};
    broken.cells = 5;
    broken.i = 7;
    broken.j = 2;
    const auto all = remarks_on({{"head 0", 0, empty}, {"head 1", 1, empty}}, 2);
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == RemarkKind::empty_rows);
    CHECK_FALSE(all[0].warning);
    CHECK(all[0].text.find("rows 0 to 1 of every map") == 0);
    const auto one = remarks_on({{"head 1", 1, broken}}, 2);
    REQUIRE(one.size() == 1);
    CHECK(one[0].warning);
    CHECK(one[0].text == "5 cells of α are not finite, the first at (i, j) = (7, 2) of head 1");
}
