// Files in other layouts than the design declares: right, or said.

#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "core/system/bind_arrays.hpp"
#include "core/system/realise.hpp"
#include "tests/catalogue/catalogue.hpp"
#include "tests/golden/golden_case.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

namespace {

/// The array with its dimensions in another order, `order` naming the old ones.
Tensor rearranged(const Tensor& tensor, const std::vector<std::size_t>& order) {
    Tensor result{{}, {}, {}, tensor.dtype};
    std::vector<Index> stride(tensor.shape.size(), 1);
    for (std::size_t k = stride.size(); k-- > 1;)
        stride[k - 1] = stride[k] * tensor.shape[k];
    for (const auto k : order)
        result.shape.push_back(tensor.shape[k]);
    std::vector<Index> at(order.size(), 0);
    for (std::size_t count = 0; count < tensor.data.size(); ++count) {
        Index from = 0;
        for (std::size_t k = 0; k < order.size(); ++k)
            from += at[k] * stride[order[k]];
        result.data.push_back(tensor.data[static_cast<std::size_t>(from)]);
        for (std::size_t k = order.size(); k-- > 0;) {
            if (++at[k] < result.shape[k])
                break;
            at[k] = 0;
        }
    }
    return result;
}

Tensor exchanged(const Tensor& tensor, std::size_t a, std::size_t b) {
    std::vector<std::size_t> order(tensor.shape.size());
    for (std::size_t k = 0; k < order.size(); ++k)
        order[k] = k;
    std::swap(order[a], order[b]);
    return rearranged(tensor, order);
}

/// Time before heads (or channels) in every array of the design, and in o.
TensorSet time_first(const Design& design, const TensorSet& tensors) {
    TensorSet turned = tensors;
    for (const auto& signal : design.signals) {
        const auto& axes = signal.axes;
        const auto time = std::find(axes.begin(), axes.end(), "time");
        const auto lane = std::find_if(axes.begin(), axes.end(),
                                       [](const auto& axis) { return axis == "head" || axis == "channel"; });
        const auto found = turned.tensors.find(signal.name);
        if (found != turned.tensors.end() && time != axes.end() && lane != axes.end())
            found->second = exchanged(found->second, static_cast<std::size_t>(time - axes.begin()),
                                      static_cast<std::size_t>(lane - axes.begin()));
    }
    if (const auto o = turned.tensors.find("o"); o != turned.tensors.end())
        o->second = exchanged(o->second, 0, 1);
    return turned;
}

TensorSet behind_batch(const Design& design, TensorSet tensors) {
    for (auto& [name, tensor] : tensors.tensors) {
        const auto signal =
            std::find_if(design.signals.begin(), design.signals.end(), [&](const Signal& s) { return s.name == name; });
        if (name == "o" || (signal != design.signals.end() && std::ranges::count(signal->axes, "time")))
            tensor.shape.insert(tensor.shape.begin(), 1);
    }
    return tensors;
}

LoadedScene opened(TensorSet tensors) {
    LoadedScene scene = test::given(std::move(tensors), test::small_scene());
    std::get<TensorSource>(scene.scene.source).make_up.emplace();
    return scene;
}

/// Largest difference of α from the golden one over all maps; infinite where the shape differs.
double off_golden(const Realised& realised, const Tensor& golden) {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    const auto mixed =
        mix(realised, engines, "reference", {0, realised.length}, {0, realised.length}, std::size_t{1} << 30);
    if (!mixed || mixed->alpha.shape != golden.shape)
        return INFINITY;
    return relative_difference(mixed->alpha, golden);
}

bool warns_of_axes(const Realised& realised) {
    const auto guesses = remarks_of(RemarkKind::guessed, realised.remarks);
    return std::any_of(guesses.begin(), guesses.end(), [](const Remark& guess) {
        return guess.warning && !guess.other_axes.empty() && guess.text.find("--axes ") != std::string::npos;
    });
}

} // namespace

TEST_CASE("golden cases with time before heads are right, or remarked on, and with o they are right",
          "[system][bind]") {
    int turned_cases = 0;
    for (const auto& entry : golden::manifest()) {
        const auto file = entry.at("file").get<std::string>();
        const Design design = *preset(entry.at("arch").get<std::string>());
        const auto kind = entry.at("kind").get<std::string>();
        if (kind == "mimo" || entry.at("L").get<Index>() > 64)
            continue;
        auto tensors = *read_tensors(test_data("golden/" + file));
        const Tensor golden = tensors.tensors.at("alpha");
        const double tolerance = entry.at("rtol_alpha").get<double>();
        const auto straight = realise(design, opened(tensors));
        REQUIRE(straight.has_value());
        CAPTURE(file);
        CHECK(remarks_of(RemarkKind::guessed, (*straight)->remarks).empty());
        CHECK(off_golden(**straight, golden) <= tolerance);
        tensors.tensors.erase("alpha");
        const auto turned = time_first(design, tensors);
        for (const auto& layout : {turned, behind_batch(design, turned), behind_batch(design, tensors)}) {
            const auto with_o = realise(design, opened(layout));
            if (!with_o)
                FAIL(one_line(with_o.error()));
            CHECK(off_golden(**with_o, golden) <= tolerance);
            auto alone = layout;
            alone.tensors.erase("o");
            const auto guessed = realise(design, opened(alone));
            if (!guessed)
                FAIL(one_line(guessed.error()));
            const bool right = off_golden(**guessed, golden) <= tolerance;
            CHECK((right || warns_of_axes(**guessed)));
        }
        ++turned_cases;
    }
    CHECK(turned_cases > 100);
}

TEST_CASE("one option turns a guess into the other reading", "[system][bind]") {
    const Design design = *preset("gated_delta_rule");
    const auto tensors = *read_tensors(test_data("golden/gated_delta_rule__std.npz"));
    auto turned = behind_batch(design, time_first(design, tensors));
    turned.tensors.erase("alpha");
    turned.tensors.erase("o");
    auto scene = opened(turned);
    const auto guess = remarks_of(RemarkKind::guessed, test::realise_on(design, scene)->remarks).at(0);
    CHECK(guess.warning);
    CHECK(guess.names == std::vector<std::string>{"q", "k", "v", "beta", "g"});
    CHECK(guess.text.ends_with("--axes q=\"batch head time state\""));
    std::get<TensorSource>(scene.scene.source).axes = guess.other_axes;
    const auto other = test::realise_on(design, scene);
    CHECK(other->length == 2);
    CHECK(remarks_of(RemarkKind::guessed, other->remarks).empty());
    std::get<TensorSource>(scene.scene.source).axes = {{"q", {"batch", "head", "time", "state"}}};
    CHECK(test::realise_on(design, scene)->length == 2);
}

TEST_CASE("an entry of a batch is asked for, never taken silently", "[system][bind]") {
    const Design design = *preset("simple_gla");
    const auto first = test::realise_on(design, test::small_scene(9, 2, 4, 7));
    const auto second = test::realise_on(design, test::small_scene(9, 2, 4, 8));
    TensorSet tensors;
    for (const auto& signal : design.signals) {
        Tensor both = test::stored_as(signal.axes, first->signals.at(signal.name));
        const Tensor other = test::stored_as(signal.axes, second->signals.at(signal.name));
        both.shape.insert(both.shape.begin(), 2);
        both.data.insert(both.data.end(), other.data.begin(), other.data.end());
        tensors.tensors[signal.name] = both;
    }
    auto scene = opened(tensors);
    auto& source = std::get<TensorSource>(scene.scene.source);
    const auto open_question = realise(design, scene);
    REQUIRE_FALSE(open_question.has_value());
    CHECK(open_question.error().message.find(
              "a batch of 2 entries ('q' is 2 × 2 × 9 × 4, read as batch head time state)") != std::string::npos);
    CHECK(open_question.error().message.find("--entry 0 to --entry 1") != std::string::npos);
    CHECK(entries_in_batch(design, tensors) == 2);
    source.entry = 1;
    CHECK(test::realise_on(design, scene)->signals.at("q").real == second->signals.at("q").real);
    source.entry = 0;
    CHECK(test::realise_on(design, scene)->signals.at("g").real == first->signals.at("g").real);
    source.entry = 2;
    CHECK(realise(design, scene).error().message.find("there is no entry 2: the batch has 2 entries") !=
          std::string::npos);
    source = TensorSource{"memory"};
    source.entry = 1;
    auto single = test::given({{{"q", test::stored_as(design.signals[0].axes, first->signals.at("q"))}}, {}, {}, {}},
                              scene.scene);
    std::get<TensorSource>(single.scene.source).entry = 1;
    CHECK(realise(design, single).error().message.find("no array has a batch axis") != std::string::npos);
}

TEST_CASE("a complex array gives the real and the imaginary part of what the design takes", "[system][bind]") {
    const Design design = *preset("s5_zoh");
    const auto tensors = *read_tensors(test_data("golden/s5_zoh__std.npz"));
    TensorSet joined = tensors;
    for (const std::string stem : {"Lambda", "B", "C"}) {
        Tensor whole = joined.tensors.at(stem + "_re");
        whole.imaginary = joined.tensors.at(stem + "_im").data;
        whole.dtype = "complex64";
        joined.tensors[stem] = whole;
        joined.tensors.erase(stem + "_re");
        joined.tensors.erase(stem + "_im");
    }
    const auto realised = test::realise_on(design, opened(joined));
    CHECK(remarks_of(RemarkKind::unused, realised->remarks).empty());
    CHECK(off_golden(*realised, tensors.tensors.at("alpha")) <= 1e-7);

    auto complex_v = tensors;
    complex_v.tensors["v"].imaginary = complex_v.tensors["v"].data;
    const auto refused = realise(design, opened(complex_v));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("the array 'v' is complex") != std::string::npos);
    CHECK(refused.error().message.find("the design's signal 'v' is real") != std::string::npos);
}

TEST_CASE("what lies beside the arrays of a design is said, and matters only where a signal wants it",
          "[system][bind]") {
    const Design design = *preset("softmax");
    TensorSet tensors = *read_tensors(test_data("golden/softmax__std.npz"));
    tensors.tensors["attention_mask"] = Tensor{{32}, std::vector<double>(32, 1.0), {}, "int64"};
    tensors.tensors["attention_mask"].data[0] = 0;
    tensors.tensors["extra"] = Tensor{{1}, {1.0}, {}, "float32"};
    tensors.unread["config"] = "a pickled object";
    const auto realised = test::realise_on(design, opened(tensors));
    const auto masked = remarks_of(RemarkKind::masked, realised->remarks);
    REQUIRE(masked.size() == 1);
    CHECK(masked[0].warning);
    CHECK(masked[0].names == std::vector<std::string>{"attention_mask"});
    CHECK(remarks_of(RemarkKind::unread, realised->remarks).at(0).text ==
          "members not read: config (a pickled object)");
    CHECK(remarks_of(RemarkKind::unused, realised->remarks).at(0).names == std::vector<std::string>{"extra"});

    tensors.tensors.erase("k");
    tensors.unread["k"] = "text";
    CHECK(realise(design, opened(tensors)).error().message.find("'k' is in the file but was not read: text") !=
          std::string::npos);
}

TEST_CASE("names that bind to nothing are listed beside what the design takes", "[system][bind]") {
    const Design design = *preset("softmax");
    const auto q = read_tensors(test_data("golden/softmax__std.npz"))->tensors.at("q");
    TensorSet hooks;
    for (const char* name : {"blocks.0.attn.hook_q", "blocks.0.attn.hook_k", "blocks.0.attn.hook_v"})
        hooks.tensors[name] = q;
    const auto refused = realise(design, opened(hooks));
    REQUIRE_FALSE(refused.has_value());
    for (const char* part : {"the file has blocks.0.attn.hook_k, blocks.0.attn.hook_q", "the design takes q, k, v",
                             "perhaps blocks.0.attn.hook_q for q"})
        CHECK(refused.error().message.find(part) != std::string::npos);
    TensorSet empty;
    empty.unread["config"] = "a pickled object";
    CHECK(realise(design, opened(empty)).error().message.find("the file has ,") == std::string::npos);
    CHECK(realise(design, opened(empty)).error().message.find("holds no arrays of numbers") != std::string::npos);
}

TEST_CASE("metadata says how arrays are read", "[system][bind]") {
    const Design design = *preset("softmax");
    auto tensors = *read_tensors(test_data("golden/softmax__std.npz"));
    const Tensor golden = tensors.tensors.at("alpha");
    tensors.tensors.erase("alpha");
    tensors.tensors.erase("o");
    auto turned = time_first(design, tensors);
    for (const auto& [key, text] : std::map<std::string, std::string>{
             {"layout", "THD"}, {"axes", "{\"q\": \"time head state\"}"}, {"tokens", "[" + std::string("\"a\"") + [] {
                                                                               std::string rest;
                                                                               for (int k = 1; k < 32; ++k)
                                                                                   rest += ", \"b\"";
                                                                               return rest;
                                                                           }() + "]"}}) {
        CAPTURE(key);
        turned.metadata = {{key, text}};
        const auto realised = test::realise_on(design, opened(turned));
        CHECK(off_golden(*realised, golden) <= 1e-10);
        CHECK_FALSE(warns_of_axes(*realised));
    }
}

TEST_CASE("metadata that nobody understands is said, with what would be right", "[system][bind]") {
    const Design design = *preset("softmax");
    auto tensors = *read_tensors(test_data("golden/softmax__std.npz")); // 32 tokens
    const auto says = [&](const std::string& key, const std::string& text, const std::string& part) {
        tensors.metadata = {{key, text}, {"licence", "our own"}};
        const auto realised = test::realise_on(design, opened(tensors));
        const auto remarks = remarks_of(RemarkKind::unread, realised->remarks);
        CAPTURE(key, text);
        REQUIRE(remarks.size() == 1);
        CHECK(remarks[0].warning);
        CHECK(remarks[0].names == std::vector<std::string>{key});
        INFO(remarks[0].text);
        CHECK(remarks[0].text.starts_with("metadata '" + key + "' is not understood: "));
        CHECK(remarks[0].text.find(part) != std::string::npos);
    };
    says("layout", "XYZ", "BTHD");
    says("axes", "time head state", R"({"q": "batch time head state"})");
    says("axes", R"({"q": ["time", "head"]})", "JSON object of texts");
    says("axes", R"({"query": "head time state"})", "it names query, which the file does not have");
    says("tokens", "[\"a\", \"b\", \"c\"]", "it has 3 entries, the arrays 32 tokens");
    says("tokens", "a b c", "JSON list");
    std::string lists = "[[1]";
    for (int k = 1; k < 32; ++k)
        lists += ", \"a\"";
    says("tokens", lists + "]", "entry 0 is");
    std::string positions = "[40";
    for (int k = 1; k < 32; ++k)
        positions += ", -1";
    says("answer_positions", positions + "]", "below 32");
    says("architecture", "softmaxx", "did you mean 'softmax'?");
    tensors.metadata = {{"layout", "HTD"}, {"axes", R"({"q": "head time state"})"}, {"architecture", "softmax"}};
    CHECK(remarks_of(RemarkKind::unread, test::realise_on(design, opened(tensors))->remarks).empty());
}

TEST_CASE("signs that a role promises are looked at too, and −∞ is a decay of 0", "[system][bind]") {
    Signal log_decay{.name = "g"};
    log_decay.role = Role::log_decay;
    Value value = value_from_array({"time"}, {3}, {-INFINITY, -1, 0});
    CHECK(broken_promises(log_decay, value).empty());
    value = value_from_array({"time"}, {3}, {-INFINITY, -1, 0.5});
    CHECK(broken_promises(log_decay, value).size() == 1);
    Signal step{.name = "dt"};
    step.role = Role::step;
    CHECK(broken_promises(step, value).size() == 2); // not finite, and below 0
}

TEST_CASE("heads of a group are no batch, and one reading that fits oddly is said", "[system][bind]") {
    const auto tensor = [](std::vector<Index> shape) {
        Index count = 1;
        for (const Index size : shape)
            count *= size;
        return Tensor{shape, std::vector<double>(static_cast<std::size_t>(count), 0.5), {}, "float32"};
    };
    const auto grouped =
        realise(*preset("softmax"),
                opened(TensorSet{
                    {{"q", tensor({4, 32, 8})}, {"k", tensor({2, 32, 8})}, {"v", tensor({2, 32, 8})}}, {}, {}, {}}));
    REQUIRE_FALSE(grouped.has_value());
    CHECK(grouped.error().message.find("'q' has head = 4, but 'k' has head = 2") != std::string::npos);
    CHECK(grouped.error().message.find("--entry") == std::string::npos);

    // Keys without their axis micro fit only as 2 tokens of 32 micro steps.
    TensorSet odd{
        {{"q", tensor({2, 32, 8})}, {"k", tensor({2, 32, 8})}, {"v", tensor({2, 32, 8})}, {"beta", tensor({2, 32})}},
        {},
        {},
        {}};
    const auto realised = realise(*preset("delta_product"), opened(odd));
    if (realised) {
        const auto guesses = remarks_of(RemarkKind::guessed, (*realised)->remarks);
        REQUIRE(guesses.size() == 1);
        CHECK(guesses[0].warning);
        CHECK(guesses[0].text.find("the same for all heads") != std::string::npos);
    }
    // A file that says how many tokens it has is not read with another number.
    std::string labels = "[\"a\"";
    for (int k = 1; k < 32; ++k)
        labels += ", \"a\"";
    odd.metadata["tokens"] = labels + "]";
    CHECK_FALSE(realise(*preset("delta_product"), opened(odd)).has_value());
}

TEST_CASE("what is made up on purpose is made up whatever the file has, and opens again", "[system][bind]") {
    Scene scene;
    scene.source = TensorSource{"sample:lm_gated_delta_rule_layer2", {}, {}, {}, {}};
    for (const char* id : {"mamba1", "rwkv4", "lru", "h3"}) {
        const Design design = *preset(id);
        const auto shown = realise(design, *load_scene(scene));
        REQUIRE(shown.has_value());
        const Scene saved = with_made_up_listed(scene, **shown);
        const auto opened_again = realise(design, *load_scene(saved));
        CAPTURE(id);
        REQUIRE(opened_again.has_value());
        CHECK((*opened_again)->length == (*shown)->length);
        CHECK((*(*opened_again)->system(0))->b == (*(*shown)->system(0))->b);
    }
}

TEST_CASE("a file's words stand beside its own arrays only", "[system][bind]") {
    Scene scene;
    scene.source = TensorSource{"sample:mqar_gated_delta_rule_layer2", {}, {}, {}, {}};
    const LoadedScene file = *load_scene(scene);
    const auto own = *realise(*preset("gated_delta_rule"), file);
    CHECK(own->labels.size() == 96);
    CHECK(own->labels.front() == "K41");
    CHECK(own->answers.size() == 96);
    CHECK((*realise(*preset("softmax"), file))->labels.size() == 96); // q and k are the file's too
    for (const char* id : {"mamba1", "gla", "rwkv7"}) {
        CAPTURE(id);
        const auto made_up = *realise(*preset(id), file);
        REQUIRE_FALSE(made_up->made_up.empty());
        CHECK(made_up->labels.empty());
        CHECK(made_up->answers.empty());
    }
}
