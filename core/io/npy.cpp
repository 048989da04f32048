#include "core/io/npy.hpp"

#include "core/io/little_endian.hpp"
#include "core/io/npy_header.hpp"
#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace alphascope {

static constexpr std::size_t longest_header = std::size_t{64} << 10; // numpy itself refuses more than 10 000

// Types that numpy writes without their names. The rest of an extension's 8-bit types all look alike.
struct ExtensionType {
    std::string_view descr, name;
};
static constexpr std::array extension_types{ExtensionType{"<V2", "bfloat16"}, ExtensionType{"<f1", "float8_e5m2"}};

static std::string_view other_types_advice(std::string_view descr, std::string_view type) {
    if (descr == "|V2")
        return "probably bfloat16 that was saved without ml_dtypes' name for it; save it as float32";
    if (type == "V1")
        return "probably an 8-bit type of ml_dtypes, which numpy cannot name; save it as float32";
    switch (type.empty() ? ' ' : type.front()) {
    case 'O': return "an object array (pickled Python objects) is never loaded; save it as float32";
    case 'c': return "complex numbers that are neither complex64 nor complex128; save them as complex128";
    case 'S':
    case 'U':
    case 'a': return "text; save numbers, as float32";
    case 'V': return "raw or structured records; save each field as an array of its own";
    case 'M':
    case 'm': return "dates or times; save numbers, as float64";
    case 'f': return "a float type that is not float16, float32 or float64; save it as float64";
    default: return "an unknown type; save it as float32 or float64";
    }
}

/// "<f4" as byte order and type.
static Readable<StoredArray> stored_type(std::string_view descr) {
    const auto types = element_types();
    const auto known = [&](auto&& fits) { return std::find_if(types.begin(), types.end(), fits); };
    for (const ExtensionType& extension : extension_types)
        if (descr == extension.descr)
            return StoredArray{*known([&](const ElementType& t) { return t.name == extension.name; })};
    std::string_view type = descr;
    const char order = descr.empty() ? ' ' : descr.front();
    if (order == '<' || order == '>' || order == '|')
        type.remove_prefix(1);
    const auto found = known([&](const ElementType& t) { return !t.npy.empty() && t.npy == type; });
    if (found == types.end())
        return tl::unexpected(fmt::format("type {}: {}", in_quotes(descr), other_types_advice(descr, type)));
    if (type.size() == descr.size() || (order == '|' && found->size > 1))
        return tl::unexpected(
            fmt::format("type {} does not say its byte order; write the file again", in_quotes(descr)));
    return StoredArray{*found, order == '>' ? ByteOrder::big : ByteOrder::little};
}

Readable<Tensor> read_npy(std::string_view bytes, MemoryBudget& budget) {
    const auto refuse = [](std::string reason) { return tl::unexpected(std::move(reason)); };
    if (!bytes.starts_with(npy_magic))
        return refuse("not .npy data; save it with numpy.save");
    constexpr const char* cut_short = "the .npy data end inside the header; copy or write the file again";
    if (bytes.size() < 8)
        return refuse(cut_short);
    const int major = static_cast<unsigned char>(bytes[6]), minor = static_cast<unsigned char>(bytes[7]);
    if (major < 1 || major > 3 || minor != 0)
        return refuse(fmt::format(".npy version {}.{} is unknown; 1.0, 2.0 and 3.0 are read", major, minor));
    const std::size_t length_size = major == 1 ? 2 : 4, start = 8 + length_size;
    if (bytes.size() < start)
        return refuse(cut_short);
    const std::size_t length = major == 1 ? load_u16(bytes, 8) : load_u32(bytes, 8);
    if (length > longest_header)
        return refuse(fmt::format("its header of {} bytes is longer than any numpy writes", length));
    if (length > bytes.size() - start)
        return refuse(cut_short);

    const std::string_view text = bytes.substr(start, length);
    if (first_invalid_utf8(text) != std::string_view::npos) // versions 1 and 2 are Latin-1, but our keys are ASCII
        return refuse("its header is not text that numpy writes");
    const auto header = parse_npy_header(text);
    if (!header)
        return refuse(header.error());
    auto stored = stored_type(header->descr);
    if (!stored)
        return refuse(std::move(stored.error()));
    stored->shape = header->shape;
    stored->column_major = header->fortran_order && header->shape.size() > 1;
    return decode_array(*stored, bytes.substr(start + length), budget);
}

std::vector<Remark> guessed_types(const std::map<std::string, Tensor>& tensors) {
    std::vector<Remark> remarks;
    for (const ExtensionType& extension : extension_types) {
        std::vector<std::string> names;
        for (const auto& [name, tensor] : tensors)
            if (tensor.dtype == extension.name)
                names.push_back(name);
        if (!names.empty())
            remarks.push_back(note(RemarkKind::guessed,
                                   fmt::format("stored as '{}' and read as {}, as ml_dtypes writes it: {}",
                                               extension.descr, extension.name, listed(names)),
                                   names));
    }
    return remarks;
}

std::string npy_preamble(std::string_view descr, const std::vector<Index>& shape) {
    const std::string dictionary = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}{}), }}", descr,
                                               fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
    const std::size_t fixed = npy_magic.size() + 4, unpadded = fixed + dictionary.size() + 1;
    const std::size_t padding = (64 - unpadded % 64) % 64;
    std::string preamble(npy_magic);
    preamble += std::string_view("\x01\x00", 2);
    append_u16(preamble, static_cast<std::uint16_t>(dictionary.size() + padding + 1));
    return preamble + dictionary + std::string(padding, ' ') + '\n';
}

} // namespace alphascope
