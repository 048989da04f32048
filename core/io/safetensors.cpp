#include "core/io/safetensors.hpp"

#include "core/io/json_checked.hpp"
#include "core/io/little_endian.hpp"
#include "core/io/stored_array.hpp"
#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace alphascope {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t length_size = 8, longest_header = 100'000'000;
constexpr std::size_t longest_name = 1000;
constexpr std::size_t memory_per_header_byte = 48; ///< of the parsed header: "aa":"", makes a member

/// Thrown and caught in this file only.
struct Problem {
    std::string text;
};

struct Entry {
    std::string name;
    std::string unknown_type; ///< empty: array.type is known
    StoredArray array;
    std::uint64_t begin = 0, end = 0;
    std::uint64_t size() const { return end - begin; }
};

std::string_view header_text(std::string_view bytes, const MemoryBudget& budget) {
    if (bytes.size() < length_size)
        throw Problem{"the file ends inside the header's length; copy or write it again"};
    const std::uint64_t length = load_u64(bytes, 0);
    if (length > bytes.size() - length_size)
        throw Problem{fmt::format("it announces a header of {} bytes, the file has {}; copy or write it again", length,
                                  bytes.size() - length_size)};
    if (length > std::min(longest_header, budget.left() / memory_per_header_byte))
        throw Problem{fmt::format("its header of {} bytes is longer than allowed; store fewer tensors", length)};
    return bytes.substr(length_size, length);
}

/// What is not a text is not metadata, and hurts nobody.
void read_metadata(const Json& value, TensorSet& set) {
    if (!value.is_object()) {
        set.unread.emplace("__metadata__", "not an object of strings");
        return;
    }
    for (const auto& [key, text] : value.items())
        if (text.is_string())
            set.metadata.emplace(key, text.get_ref<const std::string&>());
        else
            set.unread.emplace("__metadata__/" + excerpt(key, longest_name), "metadata that is not a string");
}

/// None where the format is one we do not know.
std::optional<ElementType> type_of(const Json& dtype, const std::string& name) {
    if (!dtype.is_string())
        throw Problem{fmt::format("array {}: dtype is not a string; write the file again", in_quotes(name))};
    const auto& id = dtype.get_ref<const std::string&>();
    for (const ElementType& type : element_types())
        if (!id.empty() && type.safetensors == id)
            return type;
    return std::nullopt;
}

std::vector<std::uint64_t> whole_numbers(const Json& list, const char* key, const std::string& name) {
    std::vector<std::uint64_t> numbers;
    const auto whole = [](const Json& value) { return value.is_number_unsigned(); };
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), whole))
        throw Problem{fmt::format("array {}: {} must be a list of whole numbers, none negative; write the file again",
                                  in_quotes(name), key)};
    for (const Json& value : list)
        numbers.push_back(value.get<std::uint64_t>());
    return numbers;
}

Entry entry_of(const std::string& name, const Json& value) {
    if (!value.is_object() || value.size() != 3 || !value.contains("dtype") || !value.contains("shape") ||
        !value.contains("data_offsets"))
        throw Problem{fmt::format("array {}: its entry must have dtype, shape and data_offsets, and nothing else; "
                                  "write the file again",
                                  in_quotes(name))};
    Entry entry;
    entry.name = name;
    if (const auto type = type_of(value.at("dtype"), name))
        entry.array.type = *type;
    else
        entry.unknown_type = fmt::format("type {} is not read; convert it to F32, F16 or BF16",
                                         in_quotes(value.at("dtype").get_ref<const std::string&>()));
    for (const std::uint64_t length : whole_numbers(value.at("shape"), "shape", name)) {
        if (length > static_cast<std::uint64_t>(std::numeric_limits<Index>::max()))
            throw Problem{
                fmt::format("array {}: a length in its shape is too large; write the file again", in_quotes(name))};
        entry.array.shape.push_back(static_cast<Index>(length));
    }
    const auto offsets = whole_numbers(value.at("data_offsets"), "data_offsets", name);
    if (offsets.size() != 2 || offsets[0] > offsets[1])
        throw Problem{fmt::format("array {}: data_offsets must be where it begins and ends; write the file again",
                                  in_quotes(name))};
    entry.begin = offsets[0];
    entry.end = offsets[1];
    return entry;
}

/// Sorted by place; each begins where the one before ended, the last ends with the file.
void check_places(std::vector<Entry>& entries, std::uint64_t size) {
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    std::uint64_t end = 0;
    for (const Entry& entry : entries) {
        const std::string name = in_quotes(entry.name);
        if (entry.end > size)
            throw Problem{fmt::format("array {}: ends at byte {} of {}: the file was cut short; copy or write it again",
                                      name, entry.end, size)};
        if (entry.begin != end)
            throw Problem{fmt::format("array {}: begins at byte {}, the one before it ends at {}; write the file again",
                                      name, entry.begin, end)};
        end = entry.end;
    }
    if (end != size)
        throw Problem{fmt::format("{} bytes after its last array belong to none; write the file again", size - end)};
}

Readable<Tensor> read_entry(const Entry& entry, std::string_view data, MemoryBudget& budget) {
    if (!entry.unknown_type.empty())
        return tl::unexpected(entry.unknown_type);
    return decode_array(entry.array, data.substr(entry.begin, entry.size()), budget);
}

} // namespace

bool looks_like_safetensors(std::string_view bytes) {
    return bytes.size() > length_size && bytes[length_size] == '{';
}

Result<TensorSet> read_safetensors(std::string_view bytes, MemoryBudget& budget, const std::string& where) try {
    const std::string_view text = header_text(bytes, budget);
    // The header itself, an entry, a list in it: three levels.
    const auto header = parse_json(text, where, ErrorCode::invalid_data, {.bytes = longest_header, .depth = 3});
    if (!header) {
        Error error = header.error();
        error.message = "in its header, " + error.message;
        error.offset = -1; // the header is not a text the user can edit
        return tl::unexpected(std::move(error));
    }
    if (!header->is_object())
        throw Problem{"its header is not an object; write the file again"};
    TensorSet set;
    std::vector<Entry> entries;
    for (const auto& [name, value] : header->items()) {
        if (name == "__metadata__")
            read_metadata(value, set);
        else
            entries.push_back(entry_of(name, value));
    }
    const std::string_view data = bytes.substr(length_size + text.size());
    check_places(entries, data.size());
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.size() < b.size(); });
    for (Entry& entry : entries) {
        auto tensor = read_entry(entry, data, budget);
        if (tensor)
            set.tensors.emplace(entry.name, std::move(*tensor));
        else
            set.unread.emplace(entry.name.empty() ? "(no name)" : excerpt(entry.name, longest_name),
                               std::move(tensor.error()));
    }
    return set;
} catch (const Problem& problem) {
    return failure(ErrorCode::invalid_data, problem.text, where);
}

} // namespace alphascope
