#include "core/help/markdown_table.hpp"

#include "core/language/diagnostics.hpp"

#include <algorithm>

namespace alphascope {

namespace {

std::string escaped(std::string_view cell) {
    std::string text;
    for (const char c : cell)
        text += c == '|' ? std::string("\\|") : std::string(1, c);
    return text;
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(column_of(text, std::ssize(text)) - 1); // in characters
}

} // namespace

std::string markdown_table(const TableRow& head, const std::vector<TableRow>& rows) {
    std::vector<TableRow> cells{head};
    cells.insert(cells.end(), rows.begin(), rows.end());
    std::vector<std::size_t> widths(head.size(), 3);
    for (auto& row : cells) {
        row.resize(head.size());
        for (std::size_t c = 0; c < head.size(); ++c) {
            row[c] = escaped(row[c]);
            widths[c] = std::max(widths[c], width_of(row[c]));
        }
    }
    widths.back() = 3; // nothing follows that would have to line up
    std::string table;
    const auto add = [&](const TableRow& row) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::size_t width = width_of(row[c]);
            table += "| " + row[c] + std::string(widths[c] > width ? widths[c] - width : 0, ' ') + " ";
        }
        table += "|\n";
    };
    add(cells.front());
    for (const std::size_t width : widths)
        table.append("|").append(width + 2, '-');
    table += "|\n";
    std::for_each(cells.begin() + 1, cells.end(), add);
    return table;
}

std::string code(std::string_view text) {
    return text.empty() ? std::string() : '`' + std::string(text) + '`';
}

} // namespace alphascope
