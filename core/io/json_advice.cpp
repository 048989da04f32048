#include "core/io/json_advice.hpp"

#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace alphascope {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads the grammar of RFC 8259 from left to right and stops at the first character that does not fit.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::optional<JsonAdvice> read() {
        if (space(); at_end())
            wrong(at_, 0, "the document is empty: unexpected end of input");
        else if (values() && (space(), !at_end()))
            after_the_end();
        return advice_;
    }

private:
    struct Open {
        char bracket;
        std::size_t place;
    };

    bool at_end() const { return at_ >= text_.size(); }
    char now() const { return at_end() ? '\0' : text_[at_]; }
    void space() {
        while (!at_end() && (now() == ' ' || now() == '\n' || now() == '\t' || now() == '\r'))
            ++at_;
    }
    std::size_t line_of(std::size_t place) const {
        return 1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + std::ptrdiff_t(place), '\n'));
    }
    /// The word or the single character at a place.
    std::string_view token(std::size_t place) const {
        std::size_t end = place;
        while (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) || text_[end] == '_' ||
                                      (static_cast<unsigned char>(text_[end]) & 0x80u)))
            ++end;
        return text_.substr(place, std::max(end, place + 1) - place);
    }
    bool wrong(std::size_t begin, std::size_t length, std::string message) {
        if (!advice_)
            advice_ = JsonAdvice{begin, length, std::move(message)};
        return false;
    }
    bool wrong_token(std::string message) { return wrong(at_, token(at_).size(), std::move(message)); }

    /// One value with all that is in it. A loop, not a recursion: brackets may be nested by the million.
    bool values() {
        while (true) {
            space();
            if (now() == '{' || now() == '[') {
                open_.push_back({now(), at_++});
                space();
                if (now() != closing()) {
                    if (open_.back().bracket == '{' && !key())
                        return false;
                    continue;
                }
                ++at_;
                open_.pop_back();
            } else if (!scalar())
                return false;
            if (!next_member())
                return !advice_;
        }
    }

    char closing() const { return open_.back().bracket == '{' ? '}' : ']'; }

    /// After a value: on to the next one (true), or the end of the document or of sense (false).
    bool next_member() {
        while (!open_.empty()) {
            space();
            if (now() == ',') {
                const std::size_t comma = at_++;
                space();
                if (now() == closing())
                    return wrong(comma, 1, fmt::format("remove this comma: nothing follows it before '{}'", closing()));
                return open_.back().bracket == '[' || key();
            }
            if (now() != closing())
                return no_comma();
            ++at_;
            open_.pop_back();
        }
        return false;
    }

    bool no_comma() {
        if (at_end())
            return not_closed();
        if (now() == '}' || now() == ']')
            return wrong(at_, 1,
                         fmt::format("'{}' of line {} is closed by '{}': write '{}'", open_.back().bracket,
                                     line_of(open_.back().place), now(), closing()));
        const std::size_t line = line_of(at_);
        const std::size_t last = text_.find_last_not_of(" \t\r\n", at_ - 1);
        if (comment())
            return false;
        if (line_of(last) < line)
            return wrong_token(fmt::format("a comma is missing before line {}", line));
        return wrong_token(fmt::format("a comma is missing before {}", in_quotes(token(at_))));
    }

    bool not_closed() {
        return wrong(text_.size(), 0,
                     fmt::format("unexpected end of input: the '{}' of line {} is not closed, '{}' is missing",
                                 open_.back().bracket, line_of(open_.back().place), closing()));
    }

    bool comment() {
        if (now() != '#' && text_.substr(at_, 2) != "//" && text_.substr(at_, 2) != "/*")
            return false;
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        wrong(at_, end - at_, "JSON has no comments: a \"note\" may say it");
        return true;
    }

    /// A name in quotes and its colon.
    bool key() {
        space();
        if (at_end())
            return not_closed();
        if (comment())
            return false;
        if (now() == '\'')
            return wrong_token("names stand in double quotes: \"name\"");
        if (now() == ',')
            return wrong_token("a comma too many");
        if (now() != '"')
            return wrong_token(fmt::format("a name in double quotes belongs here, not {}", in_quotes(token(at_))));
        const std::size_t begin = at_;
        if (!string())
            return false;
        const std::size_t end = at_;
        space();
        if (now() == ':') {
            ++at_;
            return true;
        }
        if (at_end())
            return not_closed();
        return wrong(begin, end - begin,
                     fmt::format("a colon is missing after {}", excerpt(text_.substr(begin, end - begin))));
    }

    bool scalar() {
        if (at_end())
            return open_.empty() ? wrong(at_, 0, "unexpected end of input: a value is missing") : not_closed();
        if (now() == '"')
            return string();
        if (is_digit(now()) || now() == '-' || now() == '+' || now() == '.')
            return number();
        if (comment())
            return false;
        if (now() == '\'')
            return wrong_token("texts stand in double quotes, not in single ones");
        if (now() == ',' || now() == '}' || now() == ']' || now() == ':')
            return wrong_token(fmt::format("a value is missing before '{}'", now()));
        const std::string_view word = token(at_);
        if (word == "true" || word == "false" || word == "null") {
            at_ += word.size();
            return true;
        }
        std::string lower(word);
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        if (lower == "true" || lower == "false")
            return wrong_token(fmt::format("write {} in small letters", lower));
        if (lower == "none")
            return wrong_token("JSON has no None: write null, or leave the member out");
        if (lower == "nan" || lower == "inf" || lower == "infinity")
            return wrong_token(fmt::format("JSON has no number {}", word));
        return wrong_token(fmt::format("{} is no value: texts and formulas stand in double quotes", in_quotes(word)));
    }

    bool string() {
        const std::size_t begin = at_++;
        for (; !at_end() && now() != '"'; ++at_) {
            if (now() == '\n')
                break;
            if (static_cast<unsigned char>(now()) < 0x20)
                return wrong(at_, 1,
                             now() == '\t' ? "a tab inside a text is written \\t"
                                           : "a control character inside a text: remove it");
            if (now() != '\\')
                continue;
            ++at_;
            if (now() == 'u' ? !hexadecimal(at_ + 1) : std::string_view("\"\\/bfnrt").find(now()) == std::string::npos)
                return wrong(at_ - 1, std::min<std::size_t>(2, text_.size() - at_ + 1),
                             "no escape of JSON: a backslash itself is written \\\\");
        }
        if (now() != '"')
            return wrong(begin, std::min(text_.find('\n', begin), text_.size()) - begin,
                         "the closing quote of this text is missing on its line");
        ++at_;
        return true;
    }

    bool hexadecimal(std::size_t from) const {
        const std::string_view digits = text_.substr(std::min(from, text_.size()), 4);
        return digits.size() == 4 &&
               std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
    }

    bool number() {
        const std::size_t begin = at_;
        const auto end_of_token = [&] {
            std::size_t end = begin;
            while (end < text_.size() && std::string_view("+-.eE0123456789").find(text_[end]) != std::string::npos)
                ++end;
            return end;
        };
        const auto bad = [&](std::string_view why) {
            const std::size_t length = end_of_token() - begin;
            return wrong(
                begin, length,
                fmt::format("{} is not how JSON writes a number: {}", in_quotes(text_.substr(begin, length)), why));
        };
        if (now() == '+')
            return bad("leave the + out");
        if (now() == '-')
            ++at_;
        if (now() == '.')
            return bad("write a 0 before the point");
        if (!is_digit(now()))
            return bad("digits are missing");
        if (now() == '0' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))
            return bad("leave the leading 0 out");
        digits();
        if (now() == '.' && (++at_, !digits()))
            return bad("write a digit after the point");
        if (now() == 'e' || now() == 'E') {
            ++at_;
            if (now() == '+' || now() == '-')
                ++at_;
            if (!digits())
                return bad("digits are missing after the e");
        }
        if (at_ < end_of_token())
            return bad("one sign, one point and one e at most");
        return true;
    }
    bool digits() {
        const std::size_t begin = at_;
        while (is_digit(now()))
            ++at_;
        return at_ > begin;
    }

    void after_the_end() {
        if (comment())
            return;
        const bool bracket = now() == '}' || now() == ']';
        wrong_token(bracket
                        ? fmt::format("'{}' closes nothing: one too many, or one is missing at its opening", now())
                        : fmt::format("the document ended before {}: expected end of input", in_quotes(token(at_))));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Open> open_;
    std::optional<JsonAdvice> advice_;
};

} // namespace

std::optional<JsonAdvice> json_advice(std::string_view text) {
    return Reader(text).read();
}

} // namespace alphascope
