#include "core/io/json_rewrite.hpp"

#include "core/io/json_place.hpp"
#include "core/io/json_text.hpp"

#include <algorithm>
#include <vector>

namespace alphascope {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view white = " \t\r\n";

/// Rewrites one text from the outermost value inwards.
class Rewriter {
public:
    explicit Rewriter(std::string text) : text_(std::move(text)) {}
    std::string take() { return std::move(text_); }

    bool change(const std::string& pointer, const Json& before, const Json& after) {
        if (before == after)
            return true;
        if (!before.is_object() || !after.is_object())
            return replace(pointer, after);
        if (!same_order(before, after))
            return false;
        for (const auto& [key, member] : before.items())
            if (!after.contains(key) && !remove(pointer + "/" + key))
                return false;
        std::string previous;
        for (const auto& [key, member] : after.items()) {
            const std::string at = pointer + "/" + key;
            const auto old = before.find(key);
            const bool kept = old != before.end();
            if (kept && *old == member) {
                if (find_json_member(text_, at))
                    previous = key; // a default may be left out
                continue;
            }
            const bool written = find_json_member(text_, at).has_value();
            if (written ? !(kept ? change(at, *old, member) : replace(at, member))
                        : !insert(pointer, previous, key, member))
                return false;
            previous = key;
        }
        return true;
    }

    bool set(const std::string& pointer, const std::optional<Json>& value) {
        if (!value)
            return remove(pointer);
        if (find_json_member(text_, pointer))
            return replace(pointer, *value);
        const auto slash = pointer.rfind('/');
        return insert_last(pointer.substr(0, slash), pointer.substr(slash + 1), *value);
    }

private:
    static bool same_order(const Json& before, const Json& after) {
        std::vector<std::string> a, b;
        for (const auto& [key, member] : before.items())
            if (after.contains(key))
                a.push_back(key);
        for (const auto& [key, member] : after.items())
            if (before.contains(key))
                b.push_back(key);
        return a == b;
    }

    /// Spaces that the line of a place begins with.
    int indent_at(std::size_t place) const {
        const std::size_t line = text_.rfind('\n', place == 0 ? 0 : place - 1);
        const std::size_t begin = line == std::string::npos ? 0 : line + 1;
        return static_cast<int>(std::min(text_.find_first_not_of(' ', begin), place) - begin);
    }

    bool replace(const std::string& pointer, const Json& value) {
        TextRange range;
        if (const auto member = find_json_member(text_, pointer))
            range = member->value;
        else if (const auto whole = find_json_value(text_, ""); whole && pointer.empty())
            range = *whole;
        else
            return false;
        text_.replace(range.begin, range.end - range.begin, json_text(value, indent_at(range.begin)));
        return true;
    }

    bool remove(const std::string& pointer) {
        const auto member = find_json_member(text_, pointer);
        if (!member)
            return true; // it was left out already
        std::size_t begin = member->key.begin, end = member->value.end;
        const std::size_t next = text_.find_first_not_of(white, end);
        if (next != std::string::npos && text_[next] == ',') {
            end = text_.find_first_not_of(white, next + 1);
        } else { // the last one: the comma before it goes instead
            const std::size_t last = text_.find_last_not_of(white, begin - 1);
            if (last != std::string::npos && text_[last] == ',')
                begin = last;
        }
        if (end == std::string::npos)
            return false;
        text_.erase(begin, end - begin);
        return true;
    }

    /// An object that opens here: what stands before each of its members, more or less.
    struct Layout {
        std::size_t open, first; ///< the brace; what follows its white space
        bool empty;
        std::string space;
        int indent;
    };
    std::optional<Layout> layout_of(const std::string& pointer) const {
        const auto member = find_json_member(text_, pointer);
        const auto object = pointer.empty() ? find_json_value(text_, "")
                            : member        ? std::optional(member->value)
                                            : std::nullopt;
        if (!object || text_[object->begin] != '{')
            return std::nullopt;
        Layout layout{object->begin, text_.find_first_not_of(white, object->begin + 1), false, {}, 0};
        if (layout.first == std::string::npos)
            return std::nullopt;
        layout.empty = text_[layout.first] == '}';
        const int outside = indent_at(object->begin);
        layout.space =
            layout.empty ? json_line(outside + 2) : text_.substr(layout.open + 1, layout.first - layout.open - 1);
        const auto newline = layout.space.rfind('\n');
        layout.indent = newline == std::string::npos ? outside : static_cast<int>(layout.space.size() - newline - 1);
        if (layout.space.empty())
            layout.space = " ";
        return layout;
    }
    static std::string member_text(const std::string& key, const Json& value, const Layout& layout) {
        return Json(key).dump() + ": " + json_text(value, layout.indent);
    }
    bool insert_only(const Layout& layout, const std::string& member) {
        const std::string line = json_line(indent_at(layout.open));
        text_.replace(layout.open + 1, layout.first - layout.open - 1, layout.space + member + line);
        return true;
    }

    /// After the member `previous` of the object at `pointer`, or as its first.
    bool insert(const std::string& pointer, const std::string& previous, const std::string& key, const Json& value) {
        const auto layout = layout_of(pointer);
        if (!layout)
            return false;
        const std::string written = member_text(key, value, *layout);
        if (layout->empty)
            return insert_only(*layout, written);
        const auto after = previous.empty() ? std::nullopt : find_json_member(text_, pointer + "/" + previous);
        if (after)
            text_.insert(after->value.end, "," + layout->space + written);
        else
            text_.insert(layout->first, written + "," + layout->space);
        return true;
    }

    bool insert_last(const std::string& pointer, const std::string& key, const Json& value) {
        const auto layout = layout_of(pointer);
        const auto whole = find_json_value(text_, pointer);
        if (!layout || !whole)
            return false;
        const std::string written = member_text(key, value, *layout);
        if (layout->empty)
            return insert_only(*layout, written);
        text_.insert(text_.find_last_not_of(white, whole->end - 2) + 1, "," + layout->space + written);
        return true;
    }

    std::string text_;
};

} // namespace

std::optional<std::string> json_rewritten(std::string_view text, const Json& before, const Json& after) {
    Rewriter rewriter{std::string(text)};
    if (!rewriter.change("", before, after))
        return std::nullopt;
    return rewriter.take();
}

std::optional<std::string> json_with_value(std::string_view text, const std::string& pointer,
                                           const std::optional<Json>& value) {
    Rewriter rewriter{std::string(text)};
    if (!rewriter.set(pointer, value))
        return std::nullopt;
    return rewriter.take();
}

} // namespace alphascope
