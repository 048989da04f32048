#include "core/io/json_checked.hpp"

#include "core/io/json_advice.hpp"
#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <vector>

namespace alphascope {
namespace {

using Json = nlohmann::ordered_json;

/// Reads characters and tells how many were read: the library's event interface does not say where it is.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *furthest_ = ++at_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    const char** furthest_;
};

/// Builds the document from events, so that depth and doubled names are caught where they happen.
class Builder final : public nlohmann::json_sax<Json> {
public:
    explicit Builder(int depth_limit) : depth_limit_(static_cast<std::size_t>(depth_limit)) {}

    Json document;
    std::string problem;          ///< set when an event returned false
    bool problem_is_ours = false; ///< not one of the grammar

    bool null() override { return place(nullptr); }
    bool boolean(bool value) override { return place(value); }
    bool number_integer(number_integer_t value) override { return place(value); }
    bool number_unsigned(number_unsigned_t value) override { return place(value); }
    bool number_float(number_float_t value, const string_t&) override { return place(value); }
    bool string(string_t& value) override { return place(std::move(value)); }
    bool binary(binary_t& value) override { return place(std::move(value)); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!open_.back().names.insert(name).second) {
            problem_is_ours = true;
            problem = fmt::format("the member {} appears twice in one object; remove one of them", in_quotes(name));
            return false;
        }
        open_.back().name = std::move(name);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
        // "[json.exception...] parse error at line 1, column 2: syntax error while ...": we count columns in
        // characters ourselves and keep only the reason.
        std::string_view reason = error.what();
        if (const auto column = reason.find("column "); column != std::string_view::npos)
            reason.remove_prefix(std::min(reason.size(), reason.find(": ", column) + 2));
        else if (const auto tag = reason.find("] "); tag != std::string_view::npos)
            reason.remove_prefix(tag + 2);
        problem = excerpt(reason, 200); // it may quote a token of megabytes
        return false;
    }

private:
    struct Open {
        Json* value;
        std::string name; ///< of the member that comes next
        std::unordered_set<std::string> names;
    };

    Json* add(Json value) {
        if (open_.empty()) {
            document = std::move(value);
            return &document;
        }
        Open& parent = open_.back();
        if (parent.value->is_array()) {
            parent.value->push_back(std::move(value));
            return &parent.value->back();
        }
        // The object's own insert searches all members for the name; ours is known to be new.
        auto& members = parent.value->get_ref<Json::object_t&>();
        return &members.emplace_back(std::move(parent.name), std::move(value)).second;
    }

    template <class T> bool place(T&& value) {
        add(Json(std::forward<T>(value)));
        return true;
    }

    bool open(Json empty) {
        if (open_.size() == depth_limit_) {
            problem_is_ours = true;
            problem = fmt::format("more than {} nested arrays and objects; flatten the document", depth_limit_);
            return false;
        }
        open_.push_back({add(std::move(empty)), {}, {}});
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    std::size_t depth_limit_;
    std::vector<Open> open_; ///< pointers stay valid: a container grows only while it is the innermost one
};

tl::unexpected<Error> failure_at(std::string_view text, std::size_t offset, ErrorCode code, const std::string& message,
                                 const std::string& where, std::size_t length = 1) {
    offset = std::min(offset, text.size());
    const std::string_view before = text.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::string_view tail = before.substr(before.rfind('\n') + 1); // npos + 1 is 0: the first line
    const auto column =
        1 + std::count_if(tail.begin(), tail.end(), [](unsigned char byte) { return (byte & 0xC0u) != 0x80u; });
    Error error{code, fmt::format("line {}, column {}: {}", line, column, message), where};
    error.offset = static_cast<std::ptrdiff_t>(offset);
    error.length = static_cast<std::ptrdiff_t>(offset < text.size() ? length : 0);
    return tl::unexpected(std::move(error));
}

} // namespace

Result<nlohmann::ordered_json> parse_json(std::string_view text, const std::string& where, ErrorCode code,
                                          JsonLimits limits) {
    if (text.size() > limits.bytes)
        return failure(code, fmt::format("{} bytes of JSON, more than the {} allowed", text.size(), limits.bytes),
                       where);
    if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos)
        return failure_at(text, bad, code, "not UTF-8 text; save the file as UTF-8", where);
    Builder builder(limits.depth);
    const char* furthest = text.data();
    const bool whole = Json::sax_parse(CountingIterator(text.data(), &furthest),
                                       CountingIterator(text.data() + text.size(), &furthest), &builder);
    if (whole)
        return std::move(builder.document);
    // Depth, doubled names and numbers beyond double are no matter of grammar.
    if (const auto advice = builder.problem_is_ours ? std::nullopt : json_advice(text))
        return failure_at(text, advice->begin, code, advice->message, where, advice->length);
    // The last character read is the one that made it wrong, except at the end, where one is missing.
    const auto read = static_cast<std::size_t>(furthest - text.data());
    const bool ended = builder.problem.find("unexpected end of input") != std::string::npos;
    return failure_at(text, ended ? text.size() : read - std::min<std::size_t>(read, 1), code, builder.problem, where);
}

} // namespace alphascope
