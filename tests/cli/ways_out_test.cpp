// What a result wants said is said by every way out: stderr, JSON, figure.
#include "core/io/tensors.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using alphascope::Index;
using alphascope::NamedTensor;
using alphascope::StoredType;

namespace {

const std::string gdn = test_data("golden/gated_delta_rule__std.npz").string();

/// A file like this one with one array changed.
void write_changed(const std::string& from, const std::filesystem::path& to, const std::string& array,
                   const std::function<void(std::vector<double>&)>& change, const std::vector<std::string>& drop = {}) {
    const auto set = alphascope::read_tensors(from);
    REQUIRE(set.has_value());
    std::vector<NamedTensor> arrays;
    for (const auto& [name, tensor] : set->tensors) {
        if (std::find(drop.begin(), drop.end(), name) != drop.end())
            continue;
        arrays.push_back({name, tensor.shape, StoredType::float64, tensor.data, {}});
        if (name == array)
            change(arrays.back().float64);
    }
    REQUIRE(alphascope::write_npz(to, arrays).has_value());
}

/// Masked softmax of 2 heads and 16 tokens whose first 5 keys are taken away.
void write_left_padded(const TemporaryFolder& folder, double value_of_padding = 0) {
    write_text(folder / "masked.json", R"json({ "format": "alphascope.design", "version": 1, "id": "masked",
  "name": "Masked softmax", "family": "softmax",
  "signals": {
    "q": { "axes": ["head", "time", "state"], "role": "query" },
    "k": { "axes": ["head", "time", "state"], "role": "key" },
    "v": { "axes": ["head", "time", "value"], "role": "value" },
    "keep": { "axes": ["time"], "role": "weight", "default": "1" } },
  "evolution": { "kind": "identity" }, "write": "concat(k / sqrt(n), log(keep))",
  "read": "concat(q, 1 + 0 * position)", "readout": "exp", "normaliser": "sum" })json");
    constexpr Index heads = 2, length = 16, width = 4, pad = 5;
    const auto wave = [&](double step) {
        std::vector<double> numbers;
        for (Index k = 0; k < heads * length * width; ++k)
            numbers.push_back(std::sin(step * static_cast<double>(k)));
        return numbers;
    };
    std::vector<double> keep(length, 1.0), v = wave(0.7);
    std::fill_n(keep.begin(), pad, 0.0);
    std::fill_n(v.begin(), pad * width, value_of_padding);
    const std::vector<Index> shape{heads, length, width};
    REQUIRE(alphascope::write_npz(folder / "keep.npz", {{"q", shape, StoredType::float64, wave(0.3), {}},
                                                        {"k", shape, StoredType::float64, wave(0.5), {}},
                                                        {"v", shape, StoredType::float64, v, {}},
                                                        {"keep", {length}, StoredType::float64, keep, {}}})
                .has_value());
}

bool says(const Outcome& outcome, const std::string& line) {
    const auto lines = outcome.error_lines();
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& each) { return contains(each, line); });
}

nlohmann::json remarks_in(const std::filesystem::path& file) {
    return nlohmann::json::parse(file_text(file)).at("remarks");
}

} // namespace

TEST_CASE("a stored o and alpha that are reproduced are a note of every verb, and of the JSON", "[cli][remarks]") {
    const TemporaryFolder folder;
    for (const Arguments& arguments :
         {Arguments{"compute", "gated_delta_rule", "--inputs", gdn, "--out", "R.npz"},
          {"analyse", "gated_delta_rule", "--inputs", gdn, "--out", "R.json"},
          {"render", "gated_delta_rule", "--inputs", gdn, "--figure", "map", "--out", "R.svg"}}) {
        const Outcome outcome = run_cli(arguments, folder);
        INFO(arguments[0] << ": " << outcome.err);
        CHECK(outcome.status == 0);
        CHECK(says(outcome, "note: stored o reproduced to "));
        CHECK(says(outcome, "note: stored alpha reproduced to "));
    }
    const auto remarks = remarks_in(folder / "R.json");
    REQUIRE(remarks.size() >= 2);
    CHECK(remarks[0].at("kind") == "stored");
    CHECK(remarks[0].at("level") == "note");
    CHECK(contains(remarks[0].at("text").get<std::string>(), "stored o reproduced to "));
    CHECK(remarks[0].at("names") == nlohmann::json({"o"}));
}

TEST_CASE("a stored o that is not reproduced is a warning of every verb, and fails --check", "[cli][remarks]") {
    const TemporaryFolder folder;
    write_changed(gdn, folder / "off.npz", "o", [](auto& o) { o[3] += 1; });
    const Arguments on{"gated_delta_rule", "--inputs", "off.npz", "--out"};
    const auto run = [&](const std::string& verb, const std::string& out, const Arguments& more = {}) {
        Arguments all{verb};
        all.insert(all.end(), on.begin(), on.end());
        all.push_back(out);
        all.insert(all.end(), more.begin(), more.end());
        return run_cli(all, folder);
    };
    for (const Outcome& outcome :
         {run("compute", "R.npz"), run("analyse", "R.json"), run("render", "R.svg", {"--figure", "map"})}) {
        INFO(outcome.err);
        CHECK(outcome.status == 0);
        CHECK(says(outcome, "warning: differs from the stored o by "));
    }
    CHECK(remarks_in(folder / "R.json").at(0).at("level") == "warning");
    const Outcome checked = run("compute", "R.npz", {"--check"});
    CHECK(checked.status == 6);
    CHECK(says(checked, "--check: differs from the stored o by "));
}

TEST_CASE("compute --check wants something stored, and reproduced", "[cli][remarks]") {
    const TemporaryFolder folder;
    CHECK(run_cli({"compute", "gated_delta_rule", "--inputs", gdn, "--check", "--out", "R.npz"}, folder).status == 0);
    write_changed(gdn, folder / "bare.npz", "", [](auto&) {}, {"o", "alpha"});
    const Outcome nothing =
        run_cli({"compute", "gated_delta_rule", "--inputs", "bare.npz", "--check", "--out", "R.npz"}, folder);
    CHECK(nothing.status == 6);
    CHECK(says(nothing, "--check: the data hold neither an o nor an alpha to check against"));
    CHECK(run_cli({"compute", "gla", "--length", "16", "--check", "--out", "R.npz"}, folder).status == 6);
    // A part of the map is enough where alpha is stored.
    CHECK(run_cli({"compute", "gated_delta_rule", "--inputs", gdn, "--check", "--rows", "3:9", "--cols", "0:5", "--out",
                   "R.npz"},
                  folder)
              .status == 0);
}

TEST_CASE("rows whose keys are all masked are NaN with a note, and the file is written", "[cli][remarks]") {
    const TemporaryFolder folder;
    write_left_padded(folder);
    for (const char* engine : {"reference", "cpu"}) {
        CAPTURE(engine);
        const Outcome outcome =
            run_cli({"compute", "masked.json", "--inputs", "keep.npz", "--engine", engine, "--out", "R.npz"}, folder);
        INFO(outcome.err);
        REQUIRE(outcome.status == 0);
        CHECK(says(outcome, "note: rows 0 to 4 of every map: the data leave no key"));
        const auto set = alphascope::read_tensors(folder / "R.npz");
        REQUIRE(set.has_value());
        const auto& alpha = set->tensors.at("alpha").data;
        for (Index head = 0; head < 2; ++head)
            for (Index i = 0; i < 16; ++i) {
                double sum = 0;
                for (Index j = 0; j <= i; ++j)
                    sum += alpha[static_cast<std::size_t>((head * 16 + i) * 16 + j)];
                CHECK(std::isnan(sum) == (i < 5));
                if (i >= 5)
                    CHECK(sum == Approx(1).epsilon(1e-5));
            }
    }
    CHECK(says(run_cli({"render", "masked.json", "--inputs", "keep.npz", "--figure", "map", "--out", "R.svg"}, folder),
               "note: rows 0 to 4: the data leave no key"));
    const Outcome analysed = run_cli({"analyse", "masked.json", "--inputs", "keep.npz", "--out", "R.json"}, folder);
    INFO(analysed.err);
    CHECK(analysed.status == 0);
    const auto json = nlohmann::json::parse(file_text(folder / "R.json"));
    CHECK(json.at("rows").at("empty_rows") == nlohmann::json({0, 1, 2, 3, 4}));
    CHECK(json.at("remarks").at(0).at("kind") == "empty_rows");
}

TEST_CASE("other numbers that are not finite need a word of the user", "[cli][remarks]") {
    const TemporaryFolder folder;
    write_changed(gdn, folder / "bad.npz", "q", [](auto& q) { q[9] = std::numeric_limits<double>::quiet_NaN(); },
                  {"o", "alpha"});
    for (const char* engine : {"reference", "cpu"}) {
        CAPTURE(engine);
        const Arguments arguments{"compute", "gated_delta_rule", "--inputs", "bad.npz", "--engine", engine, "--out"};
        Arguments refused = arguments, kept = arguments;
        refused.push_back("no.npz");
        const Outcome outcome = run_cli(refused, folder);
        CHECK(outcome.status == 6);
        CHECK(says(outcome, "head 0: α is not finite at (i, j) = (1, 0)"));
        CHECK(contains(outcome.err, "--engine reference") == (std::string(engine) == "cpu"));
        CHECK_FALSE(std::filesystem::exists(folder / "no.npz"));
        kept.insert(kept.end(), {"R.npz", "--allow-nonfinite"});
        const Outcome written = run_cli(kept, folder);
        CHECK(written.status == 0);
        CHECK(says(written, "warning: 2 cells of α are not finite, the first at (i, j) = (1, 0) of head 0"));
    }
}

TEST_CASE("an output that is not finite although α is ends with status 6, too", "[cli][remarks]") {
    const TemporaryFolder folder;
    write_left_padded(folder, std::numeric_limits<double>::quiet_NaN()); // as an uninitialised cache has it
    const Arguments arguments{"compute", "masked.json", "--inputs", "keep.npz", "--out", "R.npz"};
    const Outcome refused = run_cli(arguments, folder);
    CHECK(refused.status == 6);
    CHECK(says(refused, "o is not finite, first at token 5, although α is: a value v is not finite"));
    CHECK_FALSE(std::filesystem::exists(folder / "R.npz"));
    Arguments kept = arguments;
    kept.push_back("--allow-nonfinite");
    CHECK(run_cli(kept, folder).status == 0);
}

TEST_CASE("a figure carries the remarks in small print, unless told not to", "[cli][remarks]") {
    const TemporaryFolder folder;
    const auto height = [&](const std::string& figure, const Arguments& more) {
        Arguments arguments{"render", "gated_delta_rule", "--inputs", gdn, "--figure", figure, "--out", "R.svg"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = run_cli(arguments, folder);
        REQUIRE(outcome.status == 0);
        const std::string text = file_text(folder / "R.svg");
        const auto at = text.find("height=\"");
        return std::stod(text.substr(at + 8));
    };
    for (const char* figure : {"map", "impulse", "spectrum", "stability", "board"}) {
        CAPTURE(figure);
        CHECK(height(figure, {}) > height(figure, {"--no-footer"}));
    }
}

TEST_CASE("a file with α alone is shown with any design, which is ignored aloud", "[cli][given]") {
    const TemporaryFolder folder;
    const auto set = alphascope::read_tensors(gdn);
    REQUIRE(set.has_value());
    const auto& alpha = set->tensors.at("alpha");
    std::vector<Index> shape = alpha.shape;
    shape.insert(shape.begin(), 1);
    REQUIRE(alphascope::write_npz(folder / "map.npz", {{"attentions", shape, StoredType::float64, alpha.data, {}}})
                .has_value());
    const std::string ignored = "note: the design 'softmax' is ignored: α is 'attentions' of the file as it stands";
    const Outcome computed = run_cli({"compute", "softmax", "--inputs", "map.npz", "--out", "R.npz"}, folder);
    INFO(computed.err);
    REQUIRE(computed.status == 0);
    CHECK(says(computed, ignored));
    CHECK(alphascope::read_tensors(folder / "R.npz")->tensors.at("alpha").data == alpha.data);
    const Outcome drawn =
        run_cli({"render", "softmax", "--inputs", "map.npz", "--figure", "map", "--out", "R.svg"}, folder);
    CHECK(drawn.status == 0);
    CHECK(says(drawn, ignored));
    for (const char* figure : {"impulse", "spectrum", "stability", "board"}) {
        const Outcome other =
            run_cli({"render", "softmax", "--inputs", "map.npz", "--figure", figure, "--out", "N.svg"}, folder);
        CHECK(other.status == 3);
        CHECK(contains(other.err, "needs A, b and q; the file gives α alone"));
    }
    REQUIRE(run_cli({"analyse", "softmax", "--inputs", "map.npz", "--out", "R.json"}, folder).status == 0);
    const auto json = nlohmann::json::parse(file_text(folder / "R.json"));
    for (const char* key : {"system", "properties", "scores", "impulse", "spectrum", "stability"})
        CHECK(json.at(key).is_null());
    CHECK(json.at("map") == "head 0");
    CHECK(json.at("rows").at("sum").size() == static_cast<std::size_t>(alpha.shape[1]));
    // The figure opens again as what it is.
    CHECK(run_cli({"analyse", "R.svg", "--out", "S.json"}, folder).status == 0);
    CHECK(nlohmann::json::parse(file_text(folder / "S.json")).at("engine") == "given");
}

TEST_CASE("an output beyond float32 stays in float64", "[cli]") {
    const TemporaryFolder folder;
    const std::vector<Index> shape{1, 8, 2};
    const std::vector<double> ones(16, 1.0), large(16, 1e38);
    REQUIRE(alphascope::write_npz(folder / "v.npz", {{"q", shape, StoredType::float64, ones, {}},
                                                     {"k", shape, StoredType::float64, ones, {}},
                                                     {"v", shape, StoredType::float64, large, {}}})
                .has_value());
    const Outcome outcome =
        run_cli({"compute", "linear_attn", "--inputs", "v.npz", "--engine", "cpu", "--out", "R.npz"}, folder);
    REQUIRE(outcome.status == 0);
    const auto written = alphascope::read_tensors(folder / "R.npz");
    REQUIRE(written.has_value());
    CHECK(written->tensors.at("o").dtype == "float64");
    for (const double x : written->tensors.at("o").data)
        CHECK(std::isfinite(x));
}

TEST_CASE("growth beyond float32 is found within float64 where nobody names an engine", "[cli]") {
    const TemporaryFolder folder;
    write_text(folder / "grow.json", R"json({ "format": "alphascope.design", "version": 1, "id": "grow", "name": "Grow",
  "signals": { "q": { "axes": ["head", "time", "state"], "role": "query" },
               "k": { "axes": ["head", "time", "state"], "role": "key" } },
  "evolution": { "kind": "scalar", "log": "10" }, "write": "k", "read": "q" })json");
    const Arguments on{"compute", "grow.json", "--length", "12", "--out", "R.npz"};
    CHECK(run_cli(on, folder).status == 0);
    Arguments forced = on;
    forced.insert(forced.end(), {"--engine", "cpu"});
    CHECK(run_cli(forced, folder).status == 6);
}

TEST_CASE("an input is not written over", "[cli]") {
    const TemporaryFolder folder;
    std::filesystem::copy_file(gdn, folder / "in.npz");
    const Outcome outcome = run_cli({"compute", "gated_delta_rule", "--inputs", "in.npz", "--out", "in.npz"}, folder);
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.err, "choose another name"));
    CHECK(alphascope::read_tensors(folder / "in.npz")->tensors.contains("q"));
}

TEST_CASE("numbers are taken as they are typed, or refused", "[cli]") {
    const TemporaryFolder folder;
    for (const Arguments& wrong : {Arguments{"--length", "010"},
                                   {"--seed", "-1"},
                                   {"--seed", "18446744073709551616"},
                                   {"--heads", "2.5"},
                                   {"--size", "valeu=3"}}) {
        Arguments arguments{"compute", "gla", "--out", "R.npz"};
        arguments.insert(arguments.end(), wrong.begin(), wrong.end());
        const Outcome outcome = run_cli(arguments, folder);
        INFO(wrong[0] << " " << wrong[1] << ": " << outcome.err);
        CHECK(outcome.status == 2);
        CHECK_FALSE(std::filesystem::exists(folder / "R.npz"));
    }
    CHECK(contains(run_cli({"compute", "gla", "--size", "valeu=3", "--out", "R.npz"}, folder).err, "value"));
}

TEST_CASE("a stored o that is complex is said and not compared", "[cli][remarks]") {
    const TemporaryFolder folder;
    // numpy.save of a complex64 o of the shape that the design gives, beside the arrays of the case.
    const auto set = alphascope::read_tensors(gdn);
    REQUIRE(set.has_value());
    std::filesystem::create_directory(folder / "dump");
    const auto npy = [](const std::string& type, const std::vector<Index>& shape, std::size_t bytes) {
        std::string header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (";
        for (const Index size : shape)
            header += std::to_string(size) + ", ";
        header += "), }";
        header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');
        header += "\n";
        std::string text("\x93NUMPY\x01\x00", 8);
        text += static_cast<char>(header.size() & 0xff);
        text += static_cast<char>(header.size() >> 8);
        return text + header + std::string(bytes, '\0');
    };
    for (const char* name : {"q", "k", "v", "beta", "g"}) {
        const auto& tensor = set->tensors.at(name);
        write_text(folder / "dump" / (std::string(name) + ".npy"), npy("<f4", tensor.shape, 4 * tensor.data.size()));
    }
    const auto& o = set->tensors.at("o");
    write_text(folder / "dump/o.npy", npy("<c8", o.shape, 8 * o.data.size()));
    const Outcome outcome = run_cli({"compute", "gated_delta_rule", "--inputs", "dump", "--out", "R.npz"}, folder);
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    CHECK(says(outcome, "'o' of the file is complex"));
    CHECK(run_cli({"compute", "gated_delta_rule", "--inputs", "dump", "--check", "--out", "R.npz"}, folder).status ==
          6);
}

TEST_CASE("a file that gives its map is named by itself, and its o is checked by its v", "[cli]") {
    const TemporaryFolder folder;
    const std::string golden = test_data("golden/softmax__std.npz").string(); // o = α v there
    write_changed(golden, folder / "maps.npz", "", [](std::vector<double>&) {}, {"q", "k"});
    const auto run = [&](const Arguments& arguments) {
        const Outcome outcome = run_cli(arguments, folder);
        INFO(outcome.err);
        CHECK(outcome.status == 0);
        return outcome;
    };
    const Outcome right = run({"compute", "gla", "--inputs", "maps.npz", "--check", "--out", "R.npz"});
    CHECK(says(right, "stored o reproduced"));
    CHECK_FALSE(says(right, "stored alpha")); // it would be compared with itself
    CHECK(contains(run({"analyse", "gla", "--inputs", "maps.npz", "--out", "R.json"}).out, "maps.npz, head 0"));
    const auto report = nlohmann::json::parse(file_text(folder / "R.json"));
    CHECK(report["file"] == "maps.npz");
    CHECK_FALSE(report.contains("design"));
    const Outcome drawn = run({"render", "gla", "--inputs", "maps.npz", "--figure", "map", "--out", "F.svg"});
    CHECK(contains(drawn.out, "map of alpha of maps.npz"));
    CHECK(contains(file_text(folder / "F.svg"), "<title>alpha of maps.npz</title>"));

    write_changed(golden, folder / "wrong.npz", "o", [](std::vector<double>& o) { o[3] += 1; }, {"q", "k"});
    const Outcome wrong = run_cli({"compute", "gla", "--inputs", "wrong.npz", "--check", "--out", "R.npz"}, folder);
    CHECK(wrong.status == 6);
    CHECK(says(wrong, "differs from the stored o"));
    write_changed(golden, folder / "alone.npz", "", [](std::vector<double>&) {}, {"q", "k", "v"});
    const Outcome alone = run_cli({"compute", "gla", "--inputs", "alone.npz", "--check", "--out", "R.npz"}, folder);
    CHECK(alone.status == 6);
    CHECK(says(alone, "there is no v and o of its size to check it against"));
}
