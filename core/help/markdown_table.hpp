#pragma once
// A table in Markdown whose columns line up in the source too, so that it reads well on a terminal.

#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

using TableRow = std::vector<std::string>;

/// Rows may be shorter than the head. A "|" in a cell is escaped.
std::string markdown_table(const TableRow& head, const std::vector<TableRow>& rows);

/// `text` as code; empty stays empty.
std::string code(std::string_view text);

} // namespace alphascope
