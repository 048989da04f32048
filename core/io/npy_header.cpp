#include "core/io/npy_header.hpp"

#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <charconv>

namespace alphascope {
namespace {

/// Thrown and caught in this file only.
struct Problem {
    std::string text;
};

class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    NpyHeader header() {
        NpyHeader header;
        bool descr = false, order = false, shape = false;
        expect('{');
        while (!accept('}')) {
            const std::string key = string();
            expect(':');
            if (key == "descr") {
                once(descr, key);
                header.descr = type();
            } else if (key == "fortran_order") {
                once(order, key);
                header.fortran_order = boolean();
            } else if (key == "shape") {
                once(shape, key);
                header.shape = integers();
            } else {
                throw Problem{fmt::format("unknown key {} in its header", in_quotes(key))};
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skip_space();
        if (!rest_.empty())
            throw Problem{"text after the header's closing brace"};
        if (!descr || !order || !shape)
            throw Problem{"its header lacks descr, fortran_order or shape"};
        return header;
    }

private:
    static void once(bool& seen, const std::string& key) {
        if (seen)
            throw Problem{fmt::format("{} appears twice in its header", in_quotes(key))};
        seen = true;
    }

    void skip_space() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n' || rest_.front() == '\t'))
            rest_.remove_prefix(1);
    }

    bool accept(char wanted) {
        skip_space();
        if (rest_.empty() || rest_.front() != wanted)
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char wanted) {
        if (!accept(wanted))
            throw Problem{fmt::format("its header is not the dictionary numpy writes: '{}' missing", wanted)};
    }

    std::string string() {
        skip_space();
        const char quote = rest_.empty() ? ' ' : rest_.front();
        const auto end = quote == '\'' || quote == '"' ? rest_.find(quote, 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            throw Problem{"its header is not the dictionary numpy writes: quoted text missing"};
        const std::string_view text = rest_.substr(1, end - 1);
        if (text.find('\\') != std::string_view::npos)
            throw Problem{"its header escapes characters, which numpy never needs to"};
        rest_.remove_prefix(end + 1);
        return std::string(text);
    }

    std::string type() {
        skip_space();
        if (!rest_.empty() && rest_.front() == '[')
            throw Problem{"a structured array; save each field as an array of its own"};
        return string();
    }

    bool boolean() {
        skip_space();
        for (const auto& [word, value] : {std::pair<std::string_view, bool>{"True", true}, {"False", false}})
            if (rest_.starts_with(word)) {
                rest_.remove_prefix(word.size());
                return value;
            }
        throw Problem{"fortran_order in its header is neither True nor False"};
    }

    std::vector<Index> integers() {
        std::vector<Index> values;
        expect('(');
        while (!accept(')')) {
            skip_space();
            Index value = 0;
            const auto [end, status] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
            if (status == std::errc::result_out_of_range)
                throw Problem{"a length in its shape is too large"};
            if (status != std::errc())
                throw Problem{"shape in its header is not a tuple of whole numbers"};
            rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
            values.push_back(value);
            if (!accept(',')) {
                if (values.size() == 1)
                    throw Problem{"shape in its header is not a tuple of whole numbers"}; // (3) is a number in Python
                expect(')');
                break;
            }
        }
        return values;
    }

    std::string_view rest_;
};

} // namespace

tl::expected<NpyHeader, std::string> parse_npy_header(std::string_view text) try {
    return Parser(text).header();
} catch (const Problem& problem) {
    return tl::unexpected(problem.text);
}

} // namespace alphascope
