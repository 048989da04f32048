// What is made anew while a slider moves, and how coarsely.
#include "app/engines.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"
#include "ui/compute/refine_picture.hpp"
#include "ui/compute/show.hpp"

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("while a slider moves, the margins come behind the map, from fewer numbers", "[gui][stages]") {
    const auto engines = std::make_shared<const EngineRegistry>(make_engines());
    const Workspace workspace = small_workspace();
    ShowRequest request;
    request.design = workspace.design;
    request.scene = workspace.scene;
    request.width = request.height = 64;
    request.dragging = true;
    Stages stages(engines);
    const PicturePtr hasty = show(stages, request, {}).value();
    CHECK(hasty->stability == nullptr);
    REQUIRE(can_refine(*hasty));
    const PicturePtr moving = refine(stages, hasty, {}, {}).value();
    REQUIRE(moving->stability != nullptr);
    CHECK(moving->view == hasty->view);
    CHECK_FALSE(can_refine(*moving));
    request.dragging = false;
    const PicturePtr resting = show(stages, request, {}).value();
    REQUIRE(resting->stability != nullptr);
    CHECK(resting->stability != moving->stability);
    CHECK(moving->stability->norm_margin == Approx(resting->stability->norm_margin));
    CHECK(moving->stability->positions.size() <= resting->stability->positions.size());

    Scene scene = *request.scene;
    scene.length = 4096;
    request.scene = snapshot(std::move(scene));
    request.dragging = true;
    const PicturePtr coarse = show(stages, request, {}).value();
    CHECK(coarse->is_coarse());
    CHECK(coarse->realised->length == 1024);
    request.rows = request.cols = {1000, 1100};
    CHECK_FALSE(show(stages, request, {}).value()->is_coarse()); // 25 cells would be left
    CHECK_FALSE(can_refine(*coarse));                            // its tokens are not those of the cross-hair
}

TEST_CASE("a scene of any length is short enough for a frame while a slider is held", "[gui][stages]") {
    CHECK(coarse_factor(1024) == 1);
    CHECK(coarse_factor(1025) == 4);
    CHECK(coarse_factor(65536) == 4);
    CHECK(coarse_factor(65540) == 8);
    CHECK(coarse_factor(Index{1} << 20) == 64);
}
