#include "core/language/tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace alphascope {

// <cctype> depends on the locale and on the sign of char; the language is ASCII.
static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool continues_name(char c) {
    return starts_name(c) || is_digit(c);
}

bool is_name(std::string_view text) {
    return !text.empty() && starts_name(text.front()) && std::all_of(text.begin(), text.end(), continues_name);
}

/// What people type or paste instead of a symbol of the language.
static constexpr std::array<std::pair<std::string_view, std::string_view>, 19> replacements{{
    {"**", "^"}, {"×", "*"},  {"·", "*"},  {"∙", "*"},    {"−", "-"},  {"–", "-"},  {"÷", "/"},
    {"²", "^2"}, {"³", "^3"}, {"≤", "<="}, {"≥", ">="},   {"≠", "!="}, {"&&", "*"}, {"||", "max(a, b)"},
    {"=", "=="}, {"π", "pi"}, {"[", "("},  {"√", "sqrt"}, {"{", "("},
}};

static std::size_t character_length(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        ++end;
    return end - at;
}

static Error unexpected_character(std::string_view text, std::size_t at) {
    for (const auto& [typed, meant] : replacements)
        if (text.substr(at, typed.size()) == typed)
            return error_at(text, {static_cast<std::ptrdiff_t>(at), std::ssize(typed)}, "unexpected " + quoted(typed),
                            "; did you mean " + quoted(meant) + "?");
    const std::size_t length = character_length(text, at);
    const auto first = static_cast<unsigned char>(text[at]);
    const bool printable = first >= 0xc2 ? length > 1 : first >= 0x20 && first < 0x7f;
    constexpr std::string_view digits = "0123456789abcdef";
    const std::string what = printable ? "unexpected character " + quoted(text.substr(at, length))
                                       : std::string("unexpected byte 0x") + digits[first >> 4] + digits[first & 15];
    return error_at(text, {static_cast<std::ptrdiff_t>(at), static_cast<std::ptrdiff_t>(length)}, what);
}

static Result<Token> read_number(std::string_view text, std::size_t at) {
    std::size_t end = at;
    const auto skip_digits = [&] {
        while (end < text.size() && is_digit(text[end]))
            ++end;
    };
    skip_digits();
    if (end < text.size() && text[end] == '.') {
        ++end;
        skip_digits();
    }
    if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
        const std::size_t sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-') ? 2 : 1;
        if (end + sign < text.size() && is_digit(text[end + sign])) {
            end += sign;
            skip_digits();
        }
    }
    Token token{Token::Kind::number,
                text.substr(at, end - at),
                {static_cast<std::ptrdiff_t>(at), static_cast<std::ptrdiff_t>(end - at)}};
    const auto parsed = std::from_chars(text.data() + at, text.data() + end, token.number);
    if (parsed.ec != std::errc{})
        return tl::unexpected(
            error_at(text, token.place, "the number " + quoted(token.text) + " is outside the range of float64"));
    return token;
}

Result<std::vector<Token>> tokenise(std::string_view text) {
    constexpr std::string_view pairs[] = {"<=", ">=", "==", "!="};
    constexpr std::string_view singles = "+-*/^(),<>";
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            ++at;
            continue;
        }
        Token token{Token::Kind::symbol, text.substr(at, 1), {static_cast<std::ptrdiff_t>(at), 1}};
        if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
            auto number = read_number(text, at);
            if (!number)
                return tl::unexpected(number.error());
            token = *number;
        } else if (starts_name(c)) {
            const auto* const end = std::find_if_not(text.data() + at, text.data() + text.size(), continues_name);
            token.kind = Token::Kind::name;
            token.text = text.substr(at, static_cast<std::size_t>(end - text.data()) - at);
        } else if (std::find(std::begin(pairs), std::end(pairs), text.substr(at, 2)) != std::end(pairs)) {
            token.text = text.substr(at, 2);
        } else if (singles.find(c) == singles.npos || text.substr(at, 2) == "**") {
            return tl::unexpected(unexpected_character(text, at));
        }
        token.place.length = std::ssize(token.text);
        at += token.text.size();
        tokens.push_back(token);
    }
    tokens.push_back({Token::Kind::end, {}, {std::ssize(text), 0}});
    return tokens;
}

} // namespace alphascope
