// What one map wants said on its way out.
#include "core/analysis/map_remarks.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <limits>

using namespace alphascope;

namespace {

std::vector<std::string> texts(const std::vector<Remark>& remarks) {
    std::vector<std::string> list;
    for (const auto& remark : remarks)
        list.push_back(one_line(remark));
    return list;
}

} // namespace

TEST_CASE("a pooled or sampled view says what a pixel is", "[analysis][remarks]") {
    MapView view;
    view.rows = view.cols = {0, 64};
    view.width = view.height = 16;
    view.cells_per_pixel = 4;
    CHECK(texts(remarks_on(view)) == std::vector<std::string>{"note: each pixel: largest |α| of 4 × 4 cells"});
    view.pooling = Pooling::mean;
    view.kind = TileKind::scores;
    CHECK(texts(remarks_on(view)) == std::vector<std::string>{"note: each pixel: mean s of 4 × 4 cells"});
    view.sampled = 1;
    view.estimated = true;
    const auto sampled = texts(remarks_on(view));
    REQUIRE(sampled.size() == 2);
    CHECK(sampled[0] == "note: each pixel: a sample of 4 × 4 cells, so that single cells may be missed");
    view.cells_per_pixel = 1;
    view.sampled = 0;
    view.estimated = false;
    CHECK(remarks_on(view).empty());
}

TEST_CASE("colours' ends and an engine passed over are said, and silence where there is nothing",
          "[analysis][remarks]") {
    CHECK(remarks_on(BeyondColours{}).empty());
    CHECK(texts(remarks_on(BeyondColours{1, 2, true, 0, 0.5})) ==
          std::vector<std::string>{"note: 3 pixels are beyond the colours, which go from 0 to 0.5"});
    CHECK(remarks_on_engine("", "cpu").empty());
    CHECK(texts(remarks_on_engine("engine cuda has no room", "cpu")) ==
          std::vector<std::string>{"note: engine cuda has no room; taken instead: cpu"});
}

TEST_CASE("remarks are told in the order of their kinds, each sentence once", "[analysis][remarks]") {
    const Remark engine{RemarkKind::engine, false, "e", {}, {}}, made_up{RemarkKind::made_up, true, "m", {}, {}};
    CHECK(in_order({engine, made_up, engine}) == std::vector<Remark>{made_up, engine});
}

TEST_CASE("what is not finite is found in all strips of a map", "[analysis][remarks]") {
    System system = systems::with(IdentitySteps{2}, 1100); // two strips of 2^20 cells
    Matrix b = system.b;
    b(1090, 0) = std::numeric_limits<double>::infinity();
    system.b = TokenRows(b);
    const auto prepared = make_reference_engine()->prepare(std::make_shared<System>(system), {});
    REQUIRE(prepared.has_value());
    const auto found = not_finite_in(**prepared, {0, 1100}, {0, 1100});
    REQUIRE(found.has_value());
    CHECK(found->empty_rows.empty());
    CHECK(found->i == 1090);
    CHECK(found->j == 1090);
    CHECK(found->cells == 10);
}
