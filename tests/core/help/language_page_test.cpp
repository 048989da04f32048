// The page says everything that the reader of designs knows, and its example is a design.
#include "core/base/resources.hpp"
#include "core/design/design_json.hpp"
#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/help/language_page.hpp"
#include "core/help/markdown_table.hpp"
#include "core/language/functions.hpp"
#include "core/language/names.hpp"
#include "core/system/readout.hpp"
#include "core/system/realise.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

using namespace alphascope;

namespace {

const std::regex bar("\\|");

/// Lines of the page that are rows of a table.
std::vector<std::string> table_rows() {
    std::vector<std::string> rows;
    std::istringstream page(language_page());
    for (std::string line; std::getline(page, line);)
        if (line.starts_with("| "))
            rows.push_back(line);
    return rows;
}

/// Whether one row of a table has all the texts.
bool has_row(std::initializer_list<std::string_view> texts) {
    static const auto rows = table_rows();
    const auto in_cell = [](std::string_view text) { return std::regex_replace(std::string(text), bar, "\\|"); };
    return std::ranges::any_of(rows, [&](const std::string& row) {
        return std::ranges::all_of(texts,
                                   [&](std::string_view text) { return row.find(in_cell(text)) != std::string::npos; });
    });
}

std::string example() {
    const std::string page = language_page(), fence = "```json\n";
    const auto begin = page.find(fence) + fence.size();
    return page.substr(begin, page.find("```", begin) - begin);
}

/// Every key of a document, "*" for the names a design chooses.
void collect_keys(const nlohmann::json& json, std::set<std::string>& keys, bool named = false) {
    for (const auto& [key, member] : json.items()) {
        if (!named)
            keys.insert(key);
        if (member.is_object())
            collect_keys(member, keys,
                         !named && (key == "parameters" || key == "signals" || key == "let" || key == "axes"));
    }
}

} // namespace

TEST_CASE("every row of every table stands on the language page", "[help]") {
    for (const auto& f : function_table()) {
        CAPTURE(f.name);
        CHECK(has_row({code(f.signature), f.help}));
    }
    for (const auto& known : {built_in_table(), row_name_table(), axis_table()})
        for (const auto& name : known) {
            CAPTURE(name.name);
            CHECK(has_row({code(name.name), name.help}));
        }
    for (const auto& role : role_table) {
        CAPTURE(role.id);
        CHECK(has_row({code(role.id), code(role.generator), role.help}));
    }
    for (const auto& readout : readout_table) {
        CAPTURE(readout.id);
        CHECK(has_row({code(readout.id), readout.label, code(readout.value)}));
    }
    for (const auto& normaliser : normaliser_table) {
        CAPTURE(normaliser.id);
        CHECK(has_row({code(normaliser.id), normaliser.label}));
    }
    for (const auto& key : document_keys()) {
        CAPTURE(key.object, key.key);
        CHECK(has_row({code(key.key), key.takes, key.help}));
    }
    for (const auto id : evolution_kind_ids) {
        CAPTURE(id);
        CHECK(has_row({code(id)}));
        auto kind = make_evolution_kind(id);
        for (const auto& field : evolution_fields(*kind)) {
            CAPTURE(field.name);
            CHECK(has_row({code(field.name), field.help}));
        }
    }
}

TEST_CASE("nothing on the language page lacks its words", "[help]") {
    CHECK(language_page().find("{{") == std::string::npos);
    std::set<std::string_view> kinds{"delay"};
    kinds.insert(evolution_kind_ids.begin(), evolution_kind_ids.end());
    std::set<std::string_view> explained;
    for (const auto& kind : evolution_kind_help()) {
        CAPTURE(kind.id);
        CHECK_FALSE((kind.matrix.empty() || kind.help.empty()));
        explained.insert(kind.id);
    }
    CHECK(explained == kinds);
    for (const auto& f : function_table())
        CHECK(function_kind_table()[static_cast<std::size_t>(f.kind)].kind == f.kind);
    for (const auto& readout : readout_table)
        CHECK((readout.value.empty() || !key_help("readout", readout.value).empty()));
}

TEST_CASE("every key that a shipped design has is explained", "[help]") {
    std::set<std::string> explained;
    for (const auto& key : document_keys())
        explained.emplace(key.key);
    for (const auto id : evolution_kind_ids) {
        auto kind = make_evolution_kind(id);
        for (const auto& field : evolution_fields(*kind))
            explained.emplace(field.name);
    }
    for (const auto path : resources_in("presets")) {
        std::set<std::string> used;
        collect_keys(nlohmann::json::parse(*resource(path)), used);
        for (const auto& key : used) {
            CAPTURE(path, key);
            CHECK(explained.contains(key));
        }
    }
}

TEST_CASE("the example of the language page is a design that can be realised", "[help]") {
    const auto design = design_from_json(example());
    if (!design)
        FAIL(one_line(design.error()));
    CHECK_FALSE(resource("presets/" + design->id + ".json").has_value()); // not one that comes along
    Scene scene;
    scene.length = 32;
    const auto realised = realise(*design, *load_scene(scene));
    if (!realised)
        FAIL(one_line(realised.error()));
    CHECK((*realised)->map_count() == scene.heads);
    CHECK((*realised)->system(0).has_value());
}

TEST_CASE("columns of a table line up and bars in cells are kept", "[help]") {
    const std::string table = markdown_table({"name", "φ"}, {{"`x`", "|x|"}, {"`long_name`", "é"}});
    CHECK(table == "| name        | φ   |\n"
                   "|-------------|-----|\n"
                   "| `x`         | \\|x\\| |\n"
                   "| `long_name` | é   |\n");
}
