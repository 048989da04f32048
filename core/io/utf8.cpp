#include "core/io/utf8.hpp"

#include <algorithm>

namespace alphascope {

/// Length of the well-formed character at the start of `text`, 0 when there is none.
static std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t k) -> unsigned {
        return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; // 0 is never a continuation byte
    };
    const auto continued = [&](std::size_t k) { return (byte(k) & 0xC0u) == 0x80u; };
    const unsigned lead = byte(0), second = byte(1);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return continued(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && second < 0xA0, surrogate = lead == 0xED && second > 0x9F;
        return continued(1) && continued(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && second < 0x90, too_large = lead == 0xF4 && second > 0x8F;
        return continued(1) && continued(2) && continued(3) && !overlong && !too_large ? 4 : 0;
    }
    return 0;
}

std::size_t first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text.substr(at));
        if (length == 0)
            return at;
        at += length;
    }
    return std::string_view::npos;
}

std::string excerpt(std::string_view text, std::size_t limit) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text.substr(at));
        if (at + length > limit)
            return line + "...";
        const auto first = static_cast<unsigned char>(text[at]);
        if (length == 0 || first < 0x20 || first == 0x7F)
            line += '?';
        else
            line += text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return line;
}

std::string in_quotes(std::string_view text) {
    return '"' + excerpt(text) + '"';
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 8;
    std::string list;
    for (std::size_t k = 0; k < std::min(names.size(), most); ++k)
        list += (k == 0 ? "'" : ", '") + excerpt(names[k], 40) + "'";
    return names.size() > most ? list + " and " + std::to_string(names.size() - most) + " more" : list;
}

} // namespace alphascope
