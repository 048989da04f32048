// What the views hold against what is written: the value behind the window's words.
#include "tests/support/catch.hpp"
#include "ui/main_window/picture_state.hpp"

using namespace alphascope;
using namespace alphascope::ui;
using Shows = PictureState::Shows;

namespace {

PicturePtr some_picture() {
    return std::make_shared<const Picture>();
}
const Error wrong{ErrorCode::invalid_design, "wrong", "/write"};

} // namespace

TEST_CASE("a picture is that of the present until something is wrong, and again when it is over", "[gui][standing]") {
    PictureState state;
    CHECK(state.shows() == Shows::nothing);
    const PicturePtr first = some_picture();
    state.made(first);
    CHECK(state.shows() == Shows::present);

    state.typed({wrong});
    CHECK(state.shows() == Shows::earlier);
    state.made(some_picture()); // of the design that the text did not become
    CHECK(state.shows() == Shows::earlier);
    state.typed({});
    CHECK(state.shows() == Shows::present);

    const PicturePtr last = state.picture();
    state.failed(wrong);
    CHECK(state.shows() == Shows::earlier);
    CHECK(state.picture() == last);
    REQUIRE(state.problems().size() == 1);
    CHECK(state.problems().front().where == "/write");
    state.made(some_picture());
    CHECK(state.shows() == Shows::present);
    CHECK(state.problems().empty());
}

TEST_CASE("typed and computed errors are listed together", "[gui][standing]") {
    PictureState state;
    state.made(some_picture());
    state.failed(wrong);
    state.typed({wrong, wrong});
    CHECK(state.problems().size() == 3);
}

TEST_CASE("a picture of another document is none of this one", "[gui][standing]") {
    PictureState state;
    state.made(some_picture());
    state.typed({wrong});
    state.opened_another();
    CHECK(state.shows() == Shows::present); // until it is known that there is no other
    state.failed(wrong);
    CHECK(state.shows() == Shows::nothing);
    CHECK(state.picture() == nullptr);

    state.opened_another({wrong}); // what is computed meanwhile is of the design before
    state.made(some_picture());
    state.failed(wrong);
    CHECK(state.shows() == Shows::nothing);
    CHECK(state.never_valid());
    state.typed({});
    state.made(some_picture());
    CHECK(state.shows() == Shows::present);

    state.made(some_picture());
    state.opened_another();
    state.stopped();
    CHECK(state.shows() == Shows::nothing);
}

TEST_CASE("work that was stopped leaves an earlier picture, and a part that is missing a present one",
          "[gui][standing]") {
    PictureState state;
    state.made(some_picture());
    state.stopped();
    CHECK(state.is_stopped());
    CHECK(state.shows() == Shows::earlier);
    state.made(some_picture());
    state.lacks(wrong);
    CHECK(state.shows() == Shows::present);
    CHECK(state.problems().size() == 1);
}
