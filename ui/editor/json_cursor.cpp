// The other way round: from a byte of a document to the value it lies in, and into a text's characters.
#include "ui/editor/json_place.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace alphascope::ui {

std::size_t place_in_json_text(std::string_view text, std::size_t begin, std::size_t offset) {
    std::size_t at = begin + 1;
    for (std::size_t decoded = 0; decoded < offset && at < text.size() && text[at] != '"';) {
        if (text[at] != '\\') {
            ++at;
            ++decoded;
        } else if (at + 5 < text.size() && text[at + 1] == 'u') {
            const auto unit = std::strtoul(std::string(text.substr(at + 2, 4)).c_str(), nullptr, 16);
            // Bytes in UTF-8; each half of a surrogate pair is two of the four.
            decoded += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
            at += 6;
        } else {
            ++decoded;
            at += 2;
        }
    }
    return std::min(at, text.size());
}

TextRange place_of_error(std::string_view text, const Error& error) {
    TextRange range{0, 0};
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(error.offset, 0));
    const auto length = static_cast<std::size_t>(std::max<std::ptrdiff_t>(error.length, 1));
    const auto value = error.where.empty() ? std::nullopt : find_json_value(text, error.where);
    if (!value) {
        range = {std::min(offset, text.size()), std::min(offset + length, text.size())};
    } else if (error.offset >= 0 && text[value->begin] == '"') {
        range.begin = place_in_json_text(text, value->begin, offset);
        range.end = std::max(place_in_json_text(text, value->begin, offset + length), range.begin + 1);
    } else
        range = {value->begin, std::min(value->end, text.find('\n', value->begin))};
    // What is missing at an end of line is marked on the last character there is.
    while (range.begin > 0 && (range.begin >= text.size() || text[range.begin] == '\n'))
        range.end = range.begin--;
    range.end = std::min(std::max(range.end, range.begin + 1), text.size());
    return range;
}

namespace {

/// The text (key or value) that a byte lies in.
struct TextAt {
    bool is_key;
    std::string pointer; ///< of a value itself, of a key's object
};

std::optional<TextAt> text_at(std::string_view text, std::size_t offset) {
    struct Level {
        bool object;
        bool key_next;   ///< of an object: a key is due, not a value
        std::string key; ///< or, of an array, the index
        int index = 0;
    };
    std::vector<Level> levels;
    for (std::size_t at = 0; at < offset && at < text.size(); ++at) {
        switch (text[at]) {
        case '{': levels.push_back({true, true, {}}); break;
        case '[': levels.push_back({false, false, "0"}); break;
        case '}':
        case ']':
            if (!levels.empty())
                levels.pop_back();
            break;
        case ':':
            if (!levels.empty())
                levels.back().key_next = false;
            break;
        case ',':
            if (!levels.empty()) {
                levels.back().key_next = levels.back().object;
                if (!levels.back().object)
                    levels.back().key = std::to_string(++levels.back().index);
            }
            break;
        case '"': {
            const std::size_t begin = at++;
            while (at < text.size() && text[at] != '"' && text[at] != '\n') // a line that is being written has no end
                at += text[at] == '\\' ? 2 : 1;
            const bool is_key = !levels.empty() && levels.back().key_next;
            if (offset > begin && offset <= at) {
                if (is_key)
                    levels.pop_back();
                std::string pointer;
                for (const Level& level : levels)
                    pointer += "/" + level.key;
                return TextAt{is_key, pointer};
            }
            if (is_key)
                levels.back().key = std::string(text.substr(begin + 1, at - begin - 1));
            break;
        }
        default: break;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> json_text_pointer(std::string_view text, std::size_t offset) {
    auto found = text_at(text, offset);
    return found && !found->is_key ? std::optional(std::move(found->pointer)) : std::nullopt;
}

std::optional<std::string> json_key_object(std::string_view text, std::size_t offset) {
    auto found = text_at(text, offset);
    return found && found->is_key ? std::optional(std::move(found->pointer)) : std::nullopt;
}

} // namespace alphascope::ui
