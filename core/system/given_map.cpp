#include "core/system/given_map.hpp"

#include "core/system/bind_arrays.hpp"
#include "core/system/metadata_remarks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace alphascope {
namespace {

constexpr std::array<std::string_view, 2> map_names{"alpha", "attentions"};

// What libraries store beside a map, of which no α is made: outputs, values, token numbers, masks.
bool is_beside_a_map(const std::string& name, const Tensor& tensor) {
    constexpr std::array<std::string_view, 11> names{"alpha",  "attentions",    "o",     "output",
                                                     "logits", "hidden_states", "loss",  "last_hidden_state",
                                                     "v",      "value",         "values"};
    return std::find(names.begin(), names.end(), name) != names.end() ||
           tensor.dtype.find("int") != std::string::npos || tensor.dtype == "bool";
}

/// How an array's dimensions are taken.
struct Split {
    Index entries = 1, heads = 1, length = 0;
    bool has_head = false;
};

Result<Split> split_of(const std::string& name, const Tensor& tensor) {
    const auto& shape = tensor.shape;
    const auto bad = [&](const std::string& what) {
        return failure(ErrorCode::invalid_data, fmt::format("'{}' is [{}]: {}", name, fmt::join(shape, ", "), what));
    };
    if (!tensor.imaginary.empty())
        return bad("a map has real numbers, these are complex; give their real part or modulus");
    if (shape.size() < 2)
        return bad("a map has at least two dimensions, rows i and columns j");
    Split split;
    split.length = shape.back();
    if (shape[shape.size() - 2] != split.length)
        return bad("the last two dimensions, rows i and columns j, must be of one length");
    split.has_head = shape.size() > 2;
    if (split.has_head)
        split.heads = shape[shape.size() - 3];
    for (std::size_t k = 0; k + 3 < shape.size(); ++k)
        split.entries *= shape[k];
    if (split.length < 1 || split.heads < 1 || split.entries < 1)
        return bad("it is empty");
    return split;
}

// Read off the numbers. What is not a number says nothing: a row without a key is NaN throughout in some libraries.
bool is_causal(const double* alpha, Index maps, Index length) {
    for (Index row = 0; row < maps * length; ++row) {
        const double* cells = alpha + row * length;
        if (std::any_of(cells + row % length + 1, cells + length, [](double a) { return a != 0 && !std::isnan(a); }))
            return false;
    }
    return true;
}

std::vector<Remark> remarks_of_given(const Design& design, const TensorSet& tensors, const GivenMapSource& source,
                                     const std::vector<std::string>& used) {
    std::vector<Remark> remarks = tensors.remarks;
    remarks.push_back(
        note(RemarkKind::unused,
             fmt::format("the design '{}' is ignored: α is '{}' of the file as it stands", design.id, source.array)));
    std::vector<std::string> unused;
    for (const auto& [name, other] : tensors.tensors)
        if (std::find(used.begin(), used.end(), name) == used.end())
            unused.push_back(name);
    if (!unused.empty())
        remarks.push_back(
            note(RemarkKind::unused, fmt::format("in the file but not used: {}", fmt::join(unused, ", ")), unused));
    return remarks;
}

Result<Index> entry_of(const GivenMapSource& source, const Tensor& tensor, const Split& split) {
    if (!source.file.entry && split.entries > 1)
        return failure(ErrorCode::invalid_data,
                       fmt::format("'{}' is [{}], {} entries before the heads: choose one of them, --entry 0 to "
                                   "--entry {}",
                                   source.array, fmt::join(tensor.shape, ", "), split.entries, split.entries - 1),
                       "/source/entry");
    const Index entry = source.file.entry.value_or(0);
    if (entry < 0 || entry >= split.entries)
        return failure(ErrorCode::usage,
                       fmt::format("'{}' has {} {}, counted from 0; there is no entry {}", source.array, split.entries,
                                   split.entries == 1 ? "entry" : "entries", entry),
                       "--entry");
    return entry;
}

struct Values {
    std::string array;
    Value value; ///< [head, time, value]
};

/// v [..., head, time, value] with the entries, heads and tokens of the map, heads and tokens in either order where
/// their sizes tell them apart.
std::optional<Values> values_beside(const TensorSet& tensors, const Split& split, Index entry) {
    for (const char* name : {"v", "value", "values"}) {
        const auto found = tensors.tensors.find(name);
        if (found == tensors.tensors.end())
            continue;
        const Tensor& v = found->second;
        const std::size_t axes = split.has_head ? 3 : 2;
        if (!v.imaginary.empty() || v.shape.size() < axes)
            return std::nullopt;
        const std::vector<Index> shape(v.shape.end() - static_cast<std::ptrdiff_t>(axes), v.shape.end());
        const Index width = shape.back(), size = split.heads * split.length * width;
        if (size < 1 || static_cast<Index>(v.data.size()) != split.entries * size)
            return std::nullopt;
        std::vector<std::string> names{"head", "time", "value"};
        if (!split.has_head)
            names.erase(names.begin());
        else if (shape[0] == split.length && shape[1] == split.heads && split.heads != split.length)
            std::swap(names[0], names[1]);
        if (shape[static_cast<std::size_t>(std::find(names.begin(), names.end(), "time") - names.begin())] !=
            split.length)
            return std::nullopt;
        const auto begin = v.data.begin() + entry * size;
        return Values{name, value_from_array(names, shape, {begin, begin + size})};
    }
    return std::nullopt;
}

} // namespace

GivenCells GivenMap::of(Index map) const {
    GivenCells cells = first;
    cells.alpha += map * cells.length * cells.length;
    return cells;
}

std::optional<std::string> given_map_array(const TensorSet& tensors, const Design& design) {
    const auto has = [&](const std::string& name) { return tensors.tensors.contains(name); };
    for (const auto& signal : design.signals) {
        if (signal.role == Role::value)
            continue;
        for (const char* part : {"", "_re", "_real", "_im", "_imag"})
            if (has(signal.name + part))
                return std::nullopt;
    }
    for (const auto& [name, tensor] : tensors.tensors)
        if (!is_beside_a_map(name, tensor))
            return std::nullopt; // signals of another design, or under other names
    for (const std::string_view name : map_names)
        if (has(std::string(name)))
            return std::string(name);
    return std::nullopt;
}

LoadedScene as_given_map(LoadedScene scene, const Design& design) {
    const auto* source = std::get_if<TensorSource>(&scene.scene.source);
    if (!source || !scene.tensors)
        return scene;
    if (auto array = given_map_array(*scene.tensors, design)) {
        TensorSource file{source->path, {}, source->entry, {}, source->identity};
        scene.scene.source = GivenMapSource{std::move(file), std::move(*array)};
    }
    return scene;
}

Index entries_of(const Source& source, const TensorSet* tensors, const Design& design) {
    if (!tensors)
        return 1;
    if (const auto* file = std::get_if<TensorSource>(&source))
        return entries_in_batch(design, *tensors, *file);
    const auto* map = std::get_if<GivenMapSource>(&source);
    const auto found = map ? tensors->tensors.find(map->array) : tensors->tensors.end();
    if (found == tensors->tensors.end())
        return 1;
    const auto split = split_of(map->array, found->second);
    return split ? split->entries : 1;
}

std::string title_of(const Design& design, const Scene& scene) {
    const auto* map = std::get_if<GivenMapSource>(&scene.source);
    return map ? map->array + " of " + std::filesystem::path(map->file.path).filename().string() : design.name;
}

Result<std::shared_ptr<const Realised>> realise_given_map(const Design& design, const LoadedScene& scene) {
    const auto& source = std::get<GivenMapSource>(scene.scene.source);
    const TensorSet& tensors = *scene.tensors;
    const auto found = tensors.tensors.find(source.array);
    if (found == tensors.tensors.end()) {
        std::vector<std::string> names;
        for (const auto& [name, tensor] : tensors.tensors)
            names.push_back(name);
        return failure(ErrorCode::invalid_data,
                       fmt::format("there is no array '{}' in the file; it has {}", source.array,
                                   names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))),
                       "/source/array");
    }
    const Tensor& tensor = found->second;
    const auto split = split_of(source.array, tensor);
    if (!split)
        return tl::unexpected(split.error());
    const auto entry = entry_of(source, tensor, *split);
    if (!entry)
        return tl::unexpected(entry.error());
    auto realised = std::make_shared<Realised>();
    realised->length = split->length;
    realised->entry = *entry;
    if (split->has_head)
        realised->map_axes = {{"head", split->heads}};
    const double* alpha = tensor.data.data() + *entry * split->heads * split->length * split->length;
    const bool causal = is_causal(alpha, split->heads, split->length);
    realised->given_map =
        std::make_shared<const GivenMap>(GivenMap{source.array, {scene.tensors, alpha, split->length, causal}});
    realised->first = system_of_given(split->length, causal);
    std::vector<std::string> used{source.array};
    if (const auto v = values_beside(tensors, *split, *entry)) {
        realised->value = v->value;
        used.push_back(v->array);
        if (tensors.tensors.contains("o")) { // it is compared
            used.emplace_back("o");
            realised->stored = scene.tensors;
        }
    }
    realised->remarks = remarks_of_given(design, tensors, source, used);
    for (auto& remark : remarks_on_metadata(design, tensors, split->length))
        realised->remarks.push_back(std::move(remark));
    if (const auto labels = tensors.metadata.find("tokens"); labels != tensors.metadata.end())
        realised->labels = token_labels(labels->second, realised->length);
    return realised;
}

} // namespace alphascope
