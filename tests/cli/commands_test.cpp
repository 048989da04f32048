// presets, show, validate, analyse, render and engines where all is well.
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <set>

using nlohmann::json;

namespace {

/// A program that succeeds on data without a fault has notes at most on standard error.
std::string succeeds(const Arguments& arguments, const TemporaryFolder& folder) {
    const Outcome outcome = run_cli(arguments, folder);
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    for (const std::string& line : outcome.error_lines())
        CHECK(line.starts_with("note: "));
    return outcome.out;
}

std::vector<std::string> preset_ids(const TemporaryFolder& folder) {
    std::vector<std::string> ids;
    for (const json& preset : json::parse(succeeds({"presets", "--json"}, folder)))
        ids.push_back(preset.at("id"));
    return ids;
}

} // namespace

TEST_CASE("presets lists every shipped design, as text and as JSON", "[cli]") {
    const TemporaryFolder folder;
    const std::string text = succeeds({"presets"}, folder);
    const json list = json::parse(succeeds({"presets", "--json"}, folder));
    REQUIRE(list.is_array());
    std::set<std::string> listed;
    for (const json& preset : list) {
        const std::string id = preset.at("id");
        INFO(id);
        CHECK(listed.insert(id).second);
        CHECK(contains(text, id));
        CHECK_FALSE(preset.at("name").get<std::string>().empty());
        CHECK_FALSE(preset.at("family").get<std::string>().empty());
    }
    const auto folder_of_presets = std::filesystem::path(ALPHASCOPE_SOURCE_DIR) / "resources" / "presets";
    for (const auto& file : std::filesystem::directory_iterator(folder_of_presets)) {
        INFO(file.path());
        CHECK(listed.count(file.path().stem().string()) == 1);
    }
}

TEST_CASE("every preset shows as mathematics and as a document that validates", "[cli]") {
    const TemporaryFolder folder;
    for (const std::string& id : preset_ids(folder)) {
        INFO(id);
        CHECK_FALSE(succeeds({"show", id}, folder).empty());
        const std::string document = succeeds({"show", id, "--json"}, folder);
        CHECK(json::parse(document).at("id") == id);
        write_text(folder / "shown.json", document);
        succeeds({"validate", "shown.json"}, folder);
    }
}

TEST_CASE("show tells what a design keeps, whether it contracts, and which presets it contains", "[cli]") {
    const TemporaryFolder folder;
    const std::string text = succeeds({"show", "gla"}, folder);
    CHECK(contains(text, "contraction          yes: ‖A_i‖ ≤ 1 for all inputs in their ranges"));
    CHECK(contains(text, "memory               n·d_v numbers, the same at every token"));
    CHECK(contains(text, "contains\n"));
    CHECK(contains(text, "  simple_gla           when one gate for all channels"));
    CHECK(contains(text, "is a case of\n"));
    CHECK(contains(text, "  dplr                 when u vᵀ = 0"));
}

TEST_CASE("a normalised document is its own normal form", "[cli]") {
    const TemporaryFolder folder;
    for (const std::string& id : preset_ids(folder)) {
        INFO(id);
        const std::string once = succeeds({"show", id, "--json"}, folder);
        write_text(folder / "once.json", once);
        CHECK(succeeds({"show", "once.json", "--json"}, folder) == once);
    }
}

TEST_CASE("show --against says what changes and what stays", "[cli]") {
    const TemporaryFolder folder;
    const std::string text = succeeds({"show", "gla", "--against", "simple_gla"}, folder);
    CHECK(contains(text, "changes A_i; keeps b_j, q_i, φ(s), η_i"));
    const auto before = text.find("  exp(g) I\n"), after = text.find("→ diag(exp(gk))\n");
    REQUIRE(before != std::string::npos);
    CHECK(before < after);
    CHECK(contains(text, "= k / sqrt(n)\n"));
    CHECK(contains(text, "scalar  →  diagonal\n"));
    CHECK(contains(succeeds({"show", "gla", "--against", "gla"}, folder), "the same system"));
    CHECK(run_cli({"show", "gla", "--against", "no_such_design"}, folder).status == 2);
    CHECK(run_cli({"show", "gla", "--against", "gla", "--json"}, folder).status == 2);
}

TEST_CASE("a preset of the user is found by its id", "[cli]") {
    const TemporaryFolder folder;
    json design = json::parse(succeeds({"show", "gla", "--json"}, folder));
    design["id"] = "of_my_own";
    std::filesystem::create_directories(folder / "alphascope/presets");
    write_text(folder / "alphascope/presets/of_my_own.json", design.dump(2));
    CHECK(contains(succeeds({"presets"}, folder), "of_my_own"));
    CHECK(json::parse(succeeds({"show", "of_my_own", "--json"}, folder)).at("id") == "of_my_own");
}

TEST_CASE("bench takes lists with commas, each time is given next to the floor", "[cli]") {
    const TemporaryFolder folder;
    const json rows = json::parse(succeeds({"bench", "--lengths", "8,16", "--states", "2", "--json"}, folder));
    std::set<int> lengths;
    for (const json& row : rows) {
        lengths.insert(row.at("length").get<int>());
        CHECK(row.at("floor_ms").get<double>() > 0);
    }
    CHECK(lengths == std::set<int>{8, 16});
}

TEST_CASE("a row of bench is complete in itself", "[cli]") {
    const TemporaryFolder folder;
    const json rows = json::parse(succeeds({"bench", "--lengths", "8", "--states", "2", "--kinds", "softmax,dense",
                                            "--engines", "reference,cpu:baseline", "--json"},
                                           folder));
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].at("kind") == "softmax");
    CHECK(rows[1].at("engine") == "cpu:baseline");
    CHECK(rows[2].at("kind") == "dense");
    for (const json& row : rows) {
        for (const char* key : {"median_ms", "prepare_ms", "map_ms", "times_floor", "floor_product_gflops",
                                "floor_product_ms", "floor_write_gbs", "floor_write_ms"})
            CHECK(row.at(key).get<double>() >= 0);
        CHECK((row.at("floor_stage") == "product" || row.at("floor_stage") == "write"));
        CHECK(row.at("bars").is_array());
        const json& machine = row.at("machine");
        for (const char* key : {"threads", "cores", "product_gflops", "exp_g", "write_gbs", "stream_gbs"})
            CHECK(machine.at(key).get<double>() > 0);
        CHECK(machine.at("instructions").is_string());
        CHECK(machine.at("load_average").size() == 3);
        CHECK(machine.at("engines").size() == 2);
    }
}

TEST_CASE("the table of bench has floors with units, and says what it leaves out", "[cli]") {
    const TemporaryFolder folder;
    const std::string text =
        succeeds({"bench", "--lengths", "8,1025", "--states", "3", "--kinds", "identity,blocks"}, folder);
    for (const char* part : {"GFLOP/s", "Gexp/s", "GB/s", "prepare ms", "map ms", "x floor", "L 1025, n 3: floor",
                             "not measured: reference at L 1025", "not measured: blocks at L 8, n 3: needs an even n",
                             "no bar is about these rows"})
        CHECK(contains(text, part));
}

TEST_CASE("bench refuses what it cannot take before it measures", "[cli]") {
    const TemporaryFolder folder;
    for (const Arguments& wrong :
         {Arguments{"--kinds", "nonsense"}, Arguments{"--engines", "abacus"}, Arguments{"--lengths", "0"},
          Arguments{"--peer", "jax"}, Arguments{"--python", "python3"}, Arguments{"--states", "many"}}) {
        Arguments words{"bench"};
        words.insert(words.end(), wrong.begin(), wrong.end());
        const Outcome outcome = run_cli(words, folder);
        INFO(wrong[0] << " " << wrong[1]);
        CHECK(outcome.status == 2);
        CHECK(outcome.error_lines().size() == 1);
    }
    CHECK(run_cli({"bench", "--engines", "cpu:none"}, folder).status == 4);
}

TEST_CASE("bench says which part of its peer is missing", "[cli]") {
    const TemporaryFolder folder;
    const auto with_peer = [&](const Arguments& more) {
        Arguments words{"bench", "--lengths", "8", "--states", "2", "--kinds", "identity", "--peer", "torch"};
        words.insert(words.end(), more.begin(), more.end());
        return run_cli(words, folder);
    };
    const Outcome no_python = with_peer({"--python", "no-such-python"});
    CHECK(no_python.status == 4);
    CHECK(contains(no_python.err, "no-such-python"));
    const Outcome no_script = with_peer({"--peer-script", "missing.py"});
    CHECK(no_script.status == 5);
    CHECK(contains(no_script.err, "missing.py"));
    write_text(folder / "no_torch.sh", "echo \"No module named 'torch'\" >&2; exit 1\n");
    const Outcome no_torch = with_peer({"--python", "sh", "--peer-script", "no_torch.sh"});
    CHECK(no_torch.status == 4);
    CHECK(contains(no_torch.err, "No module named 'torch'"));
    CHECK(contains(no_torch.err, "--python"));
}

TEST_CASE("what a peer says of a case stands in its row, and its inputs are gone afterwards", "[cli]") {
    const TemporaryFolder folder;
    // Stands in for Python: tells the version, then answers the first case and fails at the second.
    write_text(folder / "peer.sh", R"(if [ "$1" = --version ]; then echo torch 0; exit; fi
test -f "$1/cases.json" -a -f "$1/0000.npz" -a -f "$1/0001.npz" || exit 1
echo "$1" > seen
echo '{"case": 0, "method": "token by token", "ms": 1000, "difference": 1e-7}'
echo '{"case": 1, "error": "out of memory"}'
)");
    const Outcome outcome =
        run_cli({"bench", "--lengths", "8", "--states", "2", "--kinds", "identity,delta", "--engine", "cpu", "--peer",
                 "torch", "--python", "sh", "--peer-script", "peer.sh", "--json"},
                folder);
    INFO(outcome.err);
    REQUIRE(outcome.status == 0);
    const json rows = json::parse(outcome.out);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].at("peer").at("name") == "torch 0");
    CHECK(rows[0].at("peer").at("times_faster").get<double>() == Approx(1000 / rows[0].at("median_ms").get<double>()));
    CHECK_FALSE(rows[1].contains("peer"));
    CHECK(contains(outcome.err, "not measured: delta by the peer at L 8, n 2: out of memory"));
    std::string seen = file_text(folder / "seen");
    seen.pop_back();
    CHECK_FALSE(std::filesystem::exists(seen));
    write_text(folder / "peer.sh", "if [ \"$1\" = --version ]; then echo torch 0; exit; fi; echo nonsense\n");
    CHECK(run_cli({"bench", "--lengths", "8", "--states", "2", "--kinds", "identity", "--peer", "torch", "--python",
                   "sh", "--peer-script", "peer.sh"},
                  folder)
              .status == 3);
}

TEST_CASE("parity has a column for each engine and a row for each kind", "[cli]") {
    const TemporaryFolder folder;
    const std::string text = succeeds({"parity"}, folder);
    for (const char* part :
         {"cpu:baseline", "level_merge", "delayed_through", "extreme", "bound", "0 over their bound"})
        CHECK(contains(text, part));
    CHECK(contains(succeeds({"parity", "--engine", "cpu", "--cases"}, folder), "root_sum_squares"));
    const json rows = json::parse(succeeds({"parity", "--engines", "cpu,cpu:baseline", "--json"}, folder));
    std::set<std::string> engines;
    for (const json& row : rows) {
        engines.insert(row.at("engine").get<std::string>());
        CHECK(row.at("max_error").get<double>() <= row.at("bound").get<double>());
    }
    CHECK(engines == std::set<std::string>{"cpu", "cpu:baseline"});
    CHECK(run_cli({"parity", "--engine", "cpu:none"}, folder).status == 4);
    CHECK(run_cli({"parity", "--engine", "abacus"}, folder).status == 2);
}

TEST_CASE("engines says what is here, and why not what is not", "[cli]") {
    const TemporaryFolder folder;
    const std::string text = succeeds({"engines"}, folder);
    for (const char* id : {"reference", "cpu", "cuda"})
        CHECK(contains(text, id));
    CHECK((contains(text, "built without CUDA kernels") || contains(text, "no CUDA device found") ||
           contains(text, "float32 on "))); // which of them depends on the machine
}

TEST_CASE("help prints its pages, and says which there are", "[cli]") {
    const TemporaryFolder folder;
    const std::string list = succeeds({"help"}, folder);
    for (const char* page : {"language", "fit"}) {
        CHECK(contains(list, page));
        CHECK(succeeds({"help", page}, folder).rfind("# ", 0) == 0);
    }
    CHECK(contains(succeeds({"help", "language"}, folder), "`cumsum(x)`"));
    const Outcome outcome = run_cli({"help", "langauge"}, folder);
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.err, "did you mean 'language'?"));
}

TEST_CASE("analyse writes a JSON report for every preset", "[cli]") {
    const TemporaryFolder folder;
    for (const std::string& id : preset_ids(folder)) {
        INFO(id);
        succeeds({"analyse", id, "--length", "24", "--out", "R.json"}, folder);
        const json report = json::parse(file_text(folder / "R.json"));
        CHECK(report.is_object());
        CHECK_FALSE(report.empty());
    }
}

TEST_CASE("render writes what the file's ending says", "[cli]") {
    const TemporaryFolder folder;
    const auto [ending, magic] =
        GENERATE(table<const char*, const char*>({{".pdf", "%PDF-"}, {".svg", "<?xml"}, {".png", "\x89PNG"}}));
    for (const char* figure : {"map", "impulse", "spectrum", "stability", "board"}) {
        const std::string name = std::string(figure) + ending;
        INFO(name);
        succeeds(
            {"render", "gated_delta_rule", "--length", "48", "--figure", figure, "--page", "neurips", "--out", name},
            folder);
        CHECK(file_text(folder / name).substr(0, std::string_view(magic).size()) == magic);
    }
}

TEST_CASE("a paper figure has the exact width of its page", "[cli]") {
    const TemporaryFolder folder;
    // One text column of the two-column page is 3.25 in = 234 pt, the text of the other 5.5 in = 396 pt.
    const auto [page, width] = GENERATE(table<const char*, const char*>({{"neurips", "396"}, {"icml", "234"}}));
    succeeds({"render", "softmax", "--length", "32", "--figure", "map", "--page", page, "--out", "F.pdf"}, folder);
    CHECK(contains(file_text(folder / "F.pdf"), "/MediaBox [0 0 " + std::string(width)));
}

TEST_CASE("a figure carries its workspace, and renders again to the same numbers", "[cli]") {
    const TemporaryFolder folder;
    const auto [first, again] = GENERATE(table<const char*, const char*>({{"a.pdf", "b.pdf"}, {"a.png", "b.png"}}));
    succeeds({"render", "retention", "--length", "40", "--set", "decay_scale=3", "--map", "1", "--rows", "8:32",
              "--cols", "0:24", "--figure", "map", "--scale", "log", "--out", first},
             folder);
    succeeds({"validate", first}, folder);
    succeeds({"render", first, "--figure", "map", "--out", again}, folder);
    const json a = json::parse(succeeds({"show", first, "--json"}, folder));
    CHECK(a == json::parse(succeeds({"show", again, "--json"}, folder)));
    CHECK(a.at("parameters").dump().find("3") != std::string::npos);
}

TEST_CASE("a workspace renders, computes and validates like a design on its own scene", "[cli]") {
    const TemporaryFolder folder;
    const std::string design = succeeds({"show", "gla", "--json"}, folder);
    write_text(folder / "w.json", R"({"format": "alphascope.workspace", "version": 1, "design": )" + design +
                                      R"(, "scene": {"format": "alphascope.scene", "length": 24, "heads": 2},
                                         "view": {"map": 1, "scale": "symlog"}})");
    succeeds({"validate", "w.json"}, folder);
    CHECK(contains(succeeds({"compute", "w.json", "--out", "w.npz"}, folder), "alpha [2, 24, 24]"));
    CHECK(contains(succeeds({"compute", "w.json", "--length", "12", "--out", "w.npz"}, folder), "alpha [2, 12, 12]"));
    succeeds({"render", "w.json", "--out", "w.svg"}, folder);
    CHECK(contains(file_text(folder / "w.svg"), "head 1"));
}
