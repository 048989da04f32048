#include "core/help/language_page.hpp"

#include "core/base/resources.hpp"
#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/help/markdown_table.hpp"
#include "core/language/functions.hpp"
#include "core/language/names.hpp"
#include "core/system/readout.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace alphascope {

namespace {

std::string names(std::span<const KnownName> table) {
    std::vector<TableRow> rows;
    for (const KnownName& known : table)
        rows.push_back({code(known.name), std::string(known.help)});
    return markdown_table({"name", "meaning"}, rows);
}

std::string functions() {
    std::string text;
    for (const FunctionKindInfo& kind : function_kind_table()) {
        std::vector<TableRow> rows;
        for (const FunctionInfo& function : function_table())
            if (function.kind == kind.kind)
                rows.push_back({code(function.signature), std::string(function.help)});
        text += "### " + std::string(kind.title) + "\n\n" + std::string(kind.help) + "\n\n" +
                markdown_table({"written", "meaning"}, rows) + "\n";
    }
    return text;
}

std::string keys_of(std::string_view object) {
    std::vector<TableRow> rows;
    for (const DocumentKey& key : document_keys())
        if (key.object == object)
            rows.push_back(
                {code(key.key), std::string(key.takes) + (key.required ? ", always" : ""), std::string(key.help)});
    return markdown_table({"key", "takes", "meaning"}, rows);
}

std::string roles() {
    std::vector<TableRow> rows;
    for (const RoleInfo& role : role_table)
        rows.push_back({code(role.id), code(role.generator), std::string(role.help)});
    return markdown_table({"role", "made up as", "meaning"}, rows);
}

std::string kinds() {
    std::vector<TableRow> rows;
    for (const EvolutionKindHelp& kind : evolution_kind_help())
        rows.push_back({code(kind.id), std::string(kind.matrix), std::string(kind.help)});
    return markdown_table({"kind", "A_i", "meaning"}, rows);
}

std::string kind_fields() {
    std::vector<TableRow> rows;
    for (const EvolutionKindHelp& info : evolution_kind_help()) {
        std::string kind = code(info.id); // once, in the first of its rows
        const auto add = [&](std::string_view key, std::string takes, std::string_view help) {
            rows.push_back({std::exchange(kind, {}), code(key), std::move(takes), std::string(help)});
        };
        if (auto made = make_evolution_kind(info.id))
            for (const EvolutionField& field : evolution_fields(*made))
                add(field.name, field.required ? "formula, always" : "formula", field.help);
        for (const DocumentKey& key : document_keys())
            if (key.object == info.id)
                add(key.key, std::string(key.takes) + (key.required ? ", always" : ""), key.help);
    }
    return markdown_table({"kind", "key", "takes", "meaning"}, rows);
}

std::string readouts() {
    std::vector<TableRow> rows;
    for (const ReadoutInfo& info : readout_table)
        rows.push_back({code(info.id), std::string(info.label), code(info.value),
                        info.linear ? "a state of fixed size is enough" : "needs every past token"});
    return markdown_table({"name", "φ", "takes", "memory"}, rows);
}

std::string normalisers() {
    std::vector<TableRow> rows;
    for (const NormaliserInfo& info : normaliser_table)
        rows.push_back({code(info.id), std::string(info.label)});
    return markdown_table({"name", "η"}, rows);
}

struct Table {
    std::string_view placeholder; ///< a line of the prose
    std::function<std::string()> make;
};

} // namespace

std::string language_page() {
    const std::array tables{
        Table{"{{document}}", [] { return keys_of("document"); }},
        Table{"{{reference}}", [] { return keys_of("reference"); }},
        Table{"{{parameter}}", [] { return keys_of("parameter"); }},
        Table{"{{signal}}", [] { return keys_of("signal"); }},
        Table{"{{roles}}", roles},
        Table{"{{axes}}", [] { return names(axis_table()); }},
        Table{"{{names}}", [] { return names(built_in_table()); }},
        Table{"{{row names}}", [] { return names(row_name_table()); }},
        Table{"{{functions}}", functions},
        Table{"{{evolution}}", [] { return keys_of("evolution"); }},
        Table{"{{kinds}}", kinds},
        Table{"{{kind fields}}", kind_fields},
        Table{"{{readouts}}", readouts},
        Table{"{{readout}}", [] { return keys_of("readout"); }},
        Table{"{{normalisers}}", normalisers},
        Table{"{{normaliser}}", [] { return keys_of("normaliser"); }},
        Table{"{{direction}}", [] { return keys_of("direction"); }},
    };
    std::string page(resource("help/language.md").value_or(""));
    for (const Table& table : tables)
        if (const auto at = page.find(table.placeholder); at != std::string::npos)
            page.replace(at, table.placeholder.size() + 1, table.make());
    return page;
}

} // namespace alphascope
