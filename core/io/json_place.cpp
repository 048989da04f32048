#include "core/io/json_place.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace alphascope {

namespace {

/// Steps through JSON without building it. Never throws; `ok` turns false at the first character that does not fit.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::optional<TextRange> find(std::string_view pointer) {
        space();
        const std::size_t begin = at_;
        std::optional<TextRange> inside;
        if (!pointer.empty() && pointer.front() == '/') {
            const std::size_t end = pointer.find('/', 1);
            const std::string_view key = pointer.substr(1, end == std::string_view::npos ? end : end - 1);
            const std::string_view rest = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
            if (enter(key))
                inside = find(rest);
            if (inside)
                return inside;
            at_ = begin;
            ok_ = true;
        }
        skip();
        return ok_ ? std::optional(TextRange{begin, at_}) : std::nullopt;
    }

    std::optional<JsonMember> find_member(std::string_view pointer) {
        while (true) {
            pointer.remove_prefix(std::min<std::size_t>(1, pointer.size()));
            const std::size_t end = pointer.find('/');
            space();
            const bool in_object = now() == '{';
            if (!enter(pointer.substr(0, end)))
                return std::nullopt;
            if (end != std::string_view::npos) {
                pointer.remove_prefix(end);
                continue;
            }
            space();
            const std::size_t begin = at_;
            skip();
            if (!ok_ || !in_object)
                return std::nullopt;
            return JsonMember{key_, {begin, at_}};
        }
    }

private:
    char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void space() {
        while (at_ < text_.size() && (now() == ' ' || now() == '\n' || now() == '\t' || now() == '\r'))
            ++at_;
    }
    bool take(char c) {
        space();
        if (now() != c)
            return false;
        ++at_;
        return true;
    }
    std::string_view string() {
        const std::size_t begin = ++at_;
        while (at_ < text_.size() && now() != '"')
            at_ += now() == '\\' ? 2 : 1;
        ok_ = ok_ && at_ < text_.size();
        const std::size_t end = at_ < text_.size() ? at_ : text_.size();
        at_ = end + 1;
        return text_.substr(begin, end - begin);
    }

    /// Moves to the member or element `key` of the value here.
    bool enter(std::string_view key) {
        if (take('{')) {
            while (ok_ && (space(), now() == '"')) {
                const std::size_t begin = at_;
                const std::string_view name = string();
                key_ = {begin, at_};
                if (!take(':'))
                    return false;
                if (name == key)
                    return true;
                skip();
                if (!take(','))
                    return false;
            }
            return false;
        }
        std::size_t index = 0;
        if (!take('[') || std::from_chars(key.data(), key.data() + key.size(), index).ec != std::errc())
            return false;
        for (; ok_ && index > 0; --index) {
            skip();
            if (!take(','))
                return false;
        }
        return ok_;
    }

    void skip() {
        space();
        if (now() == '"') {
            string();
        } else if (now() == '{' || now() == '[') {
            int depth = 0;
            do {
                if (now() == '"') {
                    string();
                    continue;
                }
                depth += now() == '{' || now() == '[';
                depth -= now() == '}' || now() == ']';
                ++at_;
            } while (depth > 0 && at_ < text_.size());
            ok_ = ok_ && depth == 0;
        } else {
            const std::size_t begin = at_;
            while (at_ < text_.size() && std::string_view(",]}: \n\t\r").find(now()) == std::string_view::npos)
                ++at_;
            ok_ = ok_ && at_ > begin;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    TextRange key_; ///< of the member entered last
    bool ok_ = true;
};

} // namespace

std::optional<TextRange> find_json_value(std::string_view text, std::string_view pointer) {
    return Scanner(text).find(pointer);
}

std::optional<JsonMember> find_json_member(std::string_view text, std::string_view pointer) {
    return Scanner(text).find_member(pointer);
}

} // namespace alphascope
