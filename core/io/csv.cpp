#include "core/io/tensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace alphascope {

static void append_text(std::string& out, const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
}

std::string csv(const std::vector<std::string>& header, const std::vector<std::vector<double>>& columns) {
    std::string out;
    for (std::size_t k = 0; k < header.size(); ++k) {
        out += k ? "," : "";
        append_text(out, header[k]);
    }
    out += "\r\n";
    std::size_t rows = 0;
    for (const auto& column : columns)
        rows = std::max(rows, column.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t k = 0; k < columns.size(); ++k) {
            out += k ? "," : "";
            if (row < columns[k].size()) // {} is the shortest text that reads back as the same double
                fmt::format_to(std::back_inserter(out), "{}", columns[k][row]);
        }
        out += "\r\n";
    }
    return out;
}

} // namespace alphascope
