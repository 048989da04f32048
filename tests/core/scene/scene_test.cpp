#include "core/base/thread_pool.hpp"
#include "core/scene/scene.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace alphascope;

TEST_CASE("a scene document survives reading and writing", "[scene]") {
    const Source source =
        GENERATE(values<Source>({GaussianSource{}, SmoothSource{0.5}, RepeatSource{5, 0.25}, AssociativeRecallSource{3},
                                 OneHotSource{}, TextSource{"to be"}, TensorSource{"a.npz"}}));
    Scene scene;
    scene.length = 17;
    scene.seed = 123456789;
    scene.sizes["value"] = 5;
    scene.source = source;
    const auto again = scene_from_json(scene_to_json(scene));
    REQUIRE(again.has_value());
    CHECK(*again == scene);
}

TEST_CASE("a wrong scene says where and what", "[scene]") {
    struct Case {
        std::string member, where, message;
    };
    const auto [member, where, message] = GENERATE(values<Case>({
        {R"("length": 0)", "/length", "from 1 to"},
        {R"("length": 1000000000)", "/length", "got 1000000000"},
        {R"("length": 12.5)", "/length", "whole number"},
        {R"("state": 0)", "/state", "from 1 to"},
        {R"("heads": -1)", "/heads", "from 1 to"},
        {R"("length": 16000000, "heads": 64, "state": 64)", "/length", "GB"},
        {R"("sizes": {"value": 0})", "/sizes/value", "from 1"},
        {R"("lenght": 5)", "/lenght", "did you mean 'length'?"},
        {R"("source": {"kind": "gausian"})", "/source/kind", "did you mean 'gaussian'?"},
        {R"("source": {"kind": "smooth", "correlation": 1})", "/source/correlation", "[0, 1)"},
        {R"("source": {"kind": "text", "text": ""})", "/source/text", "empty"},
        {R"("source": {"kind": "repeat", "pairs": 1})", "/source/pairs", "unknown key"},
        {R"("version": 3)", "/version", "newer Alphascope"},
    }));
    CAPTURE(member);
    const auto scene = scene_from_json(R"({"format": "alphascope.scene", )" + member + "}");
    REQUIRE_FALSE(scene.has_value());
    CHECK(scene.error().code == ErrorCode::invalid_scene);
    CHECK(scene.error().where == where);
    CHECK(scene.error().message.find(message) != std::string::npos);
}

TEST_CASE("tokens are seeded, and have about unit variance", "[scene]") {
    const Source source = GENERATE(
        values<Source>({GaussianSource{}, SmoothSource{0.9}, RepeatSource{64, 0.5}, AssociativeRecallSource{32},
                        OneHotSource{}, TextSource{"the quick brown fox jumps over the lazy dog"}}));
    Scene scene;
    scene.length = 2048;
    scene.source = source;
    const Tokens tokens = *make_tokens(scene), same = *make_tokens(scene);
    CHECK(tokens.embeddings == same.embeddings);
    CHECK(tokens.embeddings.squaredNorm() / static_cast<double>(tokens.embeddings.size()) == Approx(1).margin(0.2));
    scene.seed = 8;
    if (!std::holds_alternative<OneHotSource>(source))
        CHECK(make_tokens(scene)->embeddings != tokens.embeddings);
}

TEST_CASE("tokens tell how far they are, whatever they are made of", "[scene]") {
    const Source source = GENERATE(values<Source>({GaussianSource{}, SmoothSource{0.9}, RepeatSource{64, 0.5}}));
    Scene scene;
    scene.length = 4096;
    scene.source = source;
    std::vector<double> shares;
    set_thread_count(1);
    REQUIRE(make_tokens(scene, {{}, [&](double share) { shares.push_back(share); }}).has_value());
    set_thread_count(0);
    CHECK(shares.size() > 20);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
}

TEST_CASE("smooth tokens have the correlation asked for", "[scene]") {
    Scene scene;
    scene.length = 20000;
    scene.source = SmoothSource{0.8};
    const Matrix x = make_tokens(scene)->embeddings;
    const double lag_one = (x.topRows(x.rows() - 1).array() * x.bottomRows(x.rows() - 1).array()).mean();
    CHECK(lag_one == Approx(0.8).margin(0.03));
}

TEST_CASE("recall queries know the column of their answer", "[scene]") {
    Scene scene;
    scene.length = 40;
    scene.source = AssociativeRecallSource{6};
    const Tokens tokens = *make_tokens(scene);
    for (std::size_t t = 0; t < 12; ++t)
        CHECK(tokens.answers[t] == -1);
    for (std::size_t t = 12; t < 40; ++t) {
        const auto answer = static_cast<std::size_t>(tokens.answers[t]);
        CHECK(tokens.labels[answer] == "v" + tokens.labels[t].substr(1));
        CHECK(tokens.embeddings.row(static_cast<Index>(t)) ==
              tokens.embeddings.row(static_cast<Index>(answer) - 1)); // the key before it
    }
}

TEST_CASE("a motif comes back every period, a short text repeats", "[scene]") {
    Scene scene;
    scene.length = 12;
    scene.source = RepeatSource{5, 0};
    const Tokens motif = *make_tokens(scene);
    CHECK(motif.embeddings.row(0) == motif.embeddings.row(5));
    scene.source = TextSource{"abc"};
    const Tokens text = *make_tokens(scene);
    CHECK(text.labels[4] == "b");
    CHECK(text.embeddings.row(1) == text.embeddings.row(4));
}
