#include "core/io/safetensors.hpp"

#include "core/io/json_checked.hpp"
#include "core/io/little_endian.hpp"
#include "core/io/stored_array.hpp"
#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace alphascope {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t length_size = 8, longest_header = 100'000'000;
constexpr std::size_t memory_per_header_byte = 48; ///< of the parsed header: "aa":"", makes a member

/// Thrown and caught in this file only.
struct Problem {
    std::string text;
};

struct Entry {
    StoredArray array;
    std::uint64_t begin = 0, end = 0;
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

std::map<std::string, std::string> metadata_of(const Json& value) {
    std::map<std::string, std::string> metadata;
    if (!value.is_object())
        throw Problem{"__metadata__ is not an object of strings; write the file again"};
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            throw Problem{fmt::format("__metadata__ member {} is not a string; store it as one", in_quotes(key))};
        metadata.emplace(key, text.get_ref<const std::string&>());
    }
    return metadata;
}

ElementType type_of(const Json& dtype, const std::string& name) {
    if (!dtype.is_string())
        throw Problem{fmt::format("array {}: dtype is not a string; write the file again", in_quotes(name))};
    const auto& id = dtype.get_ref<const std::string&>();
    for (const ElementType& type : element_types())
        if (type.safetensors == id)
            return type;
    throw Problem{
        fmt::format("array {}: type {} is not read; convert it to F32, F16 or BF16", in_quotes(name), in_quotes(id))};
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
    entry.array.name = name;
    entry.array.type = type_of(value.at("dtype"), name);
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
        const std::string name = in_quotes(entry.array.name);
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
            set.metadata = metadata_of(value);
        else
            entries.push_back(entry_of(name, value));
    }
    const std::string_view data = bytes.substr(length_size + text.size());
    check_places(entries, data.size());
    for (const Entry& entry : entries) {
        auto tensor = decode_array(entry.array, data.substr(entry.begin, entry.end - entry.begin), budget, where);
        if (!tensor)
            return tl::unexpected(tensor.error());
        set.tensors.emplace(entry.array.name, std::move(*tensor));
    }
    return set;
} catch (const Problem& problem) {
    return failure(ErrorCode::invalid_data, problem.text, where);
}

} // namespace alphascope
