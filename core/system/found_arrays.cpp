#include "core/system/found_arrays.hpp"

#include "core/io/object_reader.hpp"
#include "core/system/near_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

namespace alphascope {
namespace {

struct ComplexPart {
    std::string_view ending;
    bool imaginary;
};
constexpr std::array complex_parts{ComplexPart{"_re", false}, ComplexPart{"_real", false}, ComplexPart{"_im", true},
                                   ComplexPart{"_imag", true}};

const Tensor* find(const TensorSet& tensors, const std::string& name) {
    const auto found = tensors.tensors.find(name);
    return found == tensors.tensors.end() ? nullptr : &found->second;
}

/// The array of the signal's name; or the complex one whose part it is.
FoundArray array_for(const Signal& signal, const TensorSet& tensors) {
    if (const Tensor* own = find(tensors, signal.name))
        return {&signal, signal.name, own, false};
    for (const auto& part : complex_parts) {
        if (!signal.name.ends_with(part.ending))
            continue;
        const std::string stem = signal.name.substr(0, signal.name.size() - part.ending.size());
        const Tensor* whole = find(tensors, stem);
        if (whole && !whole->imaginary.empty())
            return {&signal, stem, whole, part.imaginary};
    }
    return {&signal, {}, nullptr, false};
}

AxisNames words_of(const std::string& text) {
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

/// "axes" of the metadata, by array.
std::map<std::string, AxisNames> axes_in_metadata(const TensorSet& tensors) {
    std::map<std::string, AxisNames> axes;
    const auto found = tensors.metadata.find("axes");
    if (found == tensors.metadata.end())
        return axes;
    const auto json = Json::parse(found->second, nullptr, false);
    if (json.is_object())
        for (const auto& [array, words] : json.items())
            if (words.is_string())
                axes[array] = words_of(words.get<std::string>());
    return axes;
}

Index entries_of_list(const TensorSet& tensors, const std::string& key) {
    const auto found = tensors.metadata.find(key);
    if (found == tensors.metadata.end())
        return 0;
    const auto json = Json::parse(found->second, nullptr, false);
    return json.is_array() ? static_cast<Index>(json.size()) : 0;
}

bool is_mask(std::string_view name) {
    const auto own = name.substr(name.find_last_of("./:") + 1);
    return own.find("mask") != std::string_view::npos || own.starts_with("cu_seq") || own.starts_with("seqlens") ||
           own.starts_with("seq_lens") || own == "segment_ids" || own == "sequence_ids";
}

/// The same number everywhere: it masks nothing.
bool is_constant(const Tensor& tensor) {
    return std::all_of(tensor.data.begin(), tensor.data.end(), [&](double x) { return x == tensor.data.front(); });
}

Index tokens_by_arrays(const TensorSet& tensors) {
    for (const char* name : {"input_ids", "token_ids", "tokens", "position_ids", "attention_mask", "key_padding_mask"})
        if (const Tensor* array = find(tensors, name))
            if (array->shape.size() == 1 || array->shape.size() == 2)
                return array->shape.back();
    const Tensor* alpha = find(tensors, "alpha"); // [..., i, j] or [..., i, j, micro]
    if (!alpha || alpha->shape.size() < 2)
        return 0;
    const auto& shape = alpha->shape;
    const auto last = shape.size() - 1;
    if (shape[last] == shape[last - 1])
        return shape[last];
    return last >= 2 && shape[last - 1] == shape[last - 2] ? shape[last - 1] : 0;
}

} // namespace

FoundArrays find_arrays(const Design& design, const TensorSet& tensors) {
    FoundArrays found;
    for (const auto& signal : design.signals) {
        FoundArray array = array_for(signal, tensors);
        if (!array.tensor) {
            if (const auto member = tensors.unread.find(signal.name); member != tensors.unread.end())
                found.problems.push_back(
                    fmt::format("'{}' is in the file but was not read: {}", signal.name, member->second));
        } else if (array.array == signal.name && !array.tensor->imaginary.empty())
            found.problems.push_back(fmt::format("the array '{}' is complex ({}), the design's signal '{}' is real: "
                                                 "give the numbers it means, or declare signals '{}_re' and '{}_im'",
                                                 array.array, array.tensor->dtype, signal.name, signal.name,
                                                 signal.name));
        else
            found.arrays.push_back(std::move(array));
    }
    return found;
}

std::vector<ArrayToRead> arrays_to_read(const FoundArrays& found, const TensorSet& tensors,
                                        const TensorSource& source) {
    const auto in_metadata = axes_in_metadata(tensors);
    std::vector<ArrayToRead> arrays;
    for (const auto& entry : found.arrays) {
        if (std::any_of(arrays.begin(), arrays.end(), [&](const auto& a) { return a.name == entry.array; }))
            continue; // the other part of a complex array
        ArrayToRead array{entry.array, entry.signal->axes, entry.tensor->shape, std::nullopt};
        for (const auto* axes : {&source.axes, &in_metadata})
            if (const auto said = axes->find(entry.array); said != axes->end() && !array.said)
                array.said = said->second;
        arrays.push_back(std::move(array));
    }
    return arrays;
}

ReadingEvidence reading_evidence(const Design& design, const TensorSet& tensors) {
    ReadingEvidence evidence;
    for (const Index tokens :
         {entries_of_list(tensors, "tokens"), entries_of_list(tensors, "answer_positions"), tokens_by_arrays(tensors)})
        if (evidence.tokens == 0)
            evidence.tokens = tokens;
    if (const auto layout = tensors.metadata.find("layout"); layout != tensors.metadata.end())
        evidence.heads_before_time = heads_before_time(layout->second);
    const auto is_gate = [&](const Signal& signal) {
        constexpr std::array gates{Role::log_decay, Role::decay, Role::step, Role::gate};
        return std::find(gates.begin(), gates.end(), signal.role) != gates.end() && find(tensors, signal.name);
    };
    evidence.attention_names = find(tensors, "query") && find(tensors, "key") && find(tensors, "value") &&
                               !find(tensors, "g") && !find(tensors, "beta") &&
                               std::none_of(design.signals.begin(), design.signals.end(), is_gate);
    return evidence;
}

std::vector<Remark> remarks_on_the_rest(const TensorSet& tensors, const std::vector<std::string>& unused) {
    constexpr std::size_t most_reasons = 8;
    std::vector<Remark> remarks;
    std::vector<std::string> masks, others;
    for (const auto& name : unused)
        (is_mask(name) && !is_constant(*find(tensors, name)) ? masks : others).push_back(name);
    if (!masks.empty())
        remarks.push_back(
            warning(RemarkKind::masked,
                    fmt::format("the file has {}, which this design does not read: what is masked there is not "
                                "masked here",
                                list_of(masks)),
                    masks));
    if (!tensors.unread.empty()) {
        std::vector<std::string> names, reasons;
        for (const auto& [name, why] : tensors.unread) {
            names.push_back(name);
            if (reasons.size() < most_reasons)
                reasons.push_back(fmt::format("{} ({})", list_of({name}), why));
        }
        const std::string more =
            names.size() > reasons.size() ? fmt::format(" and {} more", names.size() - reasons.size()) : std::string();
        remarks.push_back(
            note(RemarkKind::unread, fmt::format("members not read: {}{}", fmt::join(reasons, ", "), more), names));
    }
    if (!others.empty())
        remarks.push_back(note(RemarkKind::unused, "arrays not used by this design: " + list_of(others), others));
    return remarks;
}

} // namespace alphascope
