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
    scene.length = 4 * coarse_above;
    request.scene = snapshot(std::move(scene));
    request.dragging = true;
    const PicturePtr coarse = show(stages, request, {}).value();
    CHECK(coarse->coarse);
    CHECK_FALSE(can_refine(*coarse)); // its tokens are not those of the cross-hair
}
