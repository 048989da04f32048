#include "core/system/missing_signals.hpp"

#include "core/design/properties.hpp"
#include "core/system/found_arrays.hpp"
#include "core/system/near_names.hpp"
#include "core/system/realise.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace alphascope {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Error missing_error(const std::vector<const Signal*>& missing, const Design& design, const TensorSet& tensors) {
    std::vector<std::string> names, others, near;
    for (const auto& [name, tensor] : tensors.tensors)
        if (name != "o" && name != "alpha" &&
            std::none_of(design.signals.begin(), design.signals.end(), [&](const Signal& s) { return s.name == name; }))
            others.push_back(name);
    for (const Signal* signal : missing) {
        names.push_back(signal->name);
        if (const auto some = near_names(*signal, others); !some.empty())
            near.push_back(fmt::format("perhaps {} for {}", list_of(some), signal->name));
    }
    std::string hint = fmt::format("{}", fmt::join(near, ", "));
    if (!others.empty())
        hint += fmt::format("{}not used: {}", hint.empty() ? "" : "; ", list_of(others));
    return {ErrorCode::invalid_data,
            fmt::format("the file gives no {}, on which α rests{}: name the arrays as the design does, or have numbers "
                        "made up on purpose: --make-up {}",
                        fmt::join(names, ", "), hint.empty() ? "" : fmt::format(" ({})", hint), fmt::join(names, ",")),
            "/signals/" + names.front()};
}

void remark(RemarkKind kind, bool warning, std::string text, const std::vector<std::string>& names,
            std::vector<Remark>& remarks) {
    if (!names.empty())
        remarks.push_back({kind, warning, std::move(text), names, {}});
}

/// Those the file has nothing for, and those it has an array for.
std::pair<std::vector<std::string>, std::vector<std::string>>
by_presence(const std::vector<std::string>& names, const Design& design, const TensorSet& tensors) {
    const auto found = find_arrays(design, tensors);
    std::pair<std::vector<std::string>, std::vector<std::string>> parts;
    for (const auto& name : names)
        (std::any_of(found.arrays.begin(), found.arrays.end(),
                     [&](const FoundArray& array) { return array.signal->name == name; })
             ? parts.second
             : parts.first)
            .push_back(name);
    return parts;
}

} // namespace

std::vector<std::string> signals_not_in(const TensorSet& tensors, const Design& design) {
    std::vector<std::string> names = signals_in_alpha(design);
    const auto found = find_arrays(design, tensors);
    const auto needs_none = [&](const std::string& name) {
        return std::any_of(design.signals.begin(), design.signals.end(),
                           [&](const Signal& s) { return s.name == name && s.optional; }) ||
               std::any_of(found.arrays.begin(), found.arrays.end(),
                           [&](const FoundArray& array) { return array.signal->name == name; });
    };
    names.erase(std::remove_if(names.begin(), names.end(), needs_none), names.end());
    return names;
}

Result<void> account_for_missing(const Design& design, const LoadedScene& scene,
                                 const std::map<std::string, Value>& given, BoundSignals& bound) {
    const auto* source = std::get_if<TensorSource>(&scene.scene.source);
    const std::vector<std::string>* listed = source && source->make_up ? &*source->make_up : nullptr;
    const auto in_alpha = signals_in_alpha(design);
    std::vector<const Signal*> missing;
    std::vector<std::string> beside_alpha, as_without;
    for (const auto& signal : design.signals) {
        if (given.contains(signal.name))
            continue;
        const bool on_purpose = listed && contains(*listed, signal.name);
        if (signal.optional && !on_purpose && (listed || !signal.neutral)) {
            bound.neutral.push_back(signal.name);
            as_without.push_back(fmt::format("{} = {}", signal.name, neutral_value(signal).text));
        } else if (!contains(in_alpha, signal.name))
            beside_alpha.push_back(signal.name);
        else if (listed && !on_purpose)
            missing.push_back(&signal);
        else
            bound.made_up.push_back(signal.name);
    }
    if (!missing.empty())
        return tl::unexpected(missing_error(missing, design, *scene.tensors));
    const auto [absent, instead] = by_presence(bound.made_up, design, *scene.tensors);
    remark(RemarkKind::made_up, true, fmt::format("made up: {} (not in the file)", fmt::join(absent, ", ")), absent,
           bound.remarks);
    remark(RemarkKind::made_up, true,
           fmt::format("made up: {} (on purpose, instead of what the file gives)", fmt::join(instead, ", ")), instead,
           bound.remarks);
    const auto [absent_beside, instead_beside] = by_presence(beside_alpha, design, *scene.tensors);
    remark(RemarkKind::made_up, false,
           fmt::format("made up: {} (not in the file; α does not rest on it)", fmt::join(absent_beside, ", ")),
           absent_beside, bound.remarks);
    remark(RemarkKind::made_up, false,
           fmt::format("made up: {} (instead of what the file gives; α does not rest on it)",
                       fmt::join(instead_beside, ", ")),
           instead_beside, bound.remarks);
    remark(RemarkKind::made_up, false,
           fmt::format("not in the file, read as without these terms: {}", fmt::join(as_without, ", ")), bound.neutral,
           bound.remarks);
    if (scene.of_document && !listed)
        remark(RemarkKind::older, false,
               "the document does not list what is made up on purpose; saved again, it will: " +
                   fmt::format("{}", fmt::join(bound.made_up, ", ")),
               bound.made_up, bound.remarks);
    return {};
}

Scene with_made_up_listed(Scene scene, const Realised& realised) {
    auto* source = std::get_if<TensorSource>(&scene.source);
    if (!source)
        return scene;
    if (!source->make_up) { // all of it was made up without being asked for
        auto names = realised.made_up;
        for (const auto& [name, value] : realised.signals)
            if (!contains(realised.given, name) && !contains(names, name))
                names.push_back(name);
        if (!names.empty())
            source->make_up = std::move(names);
        return scene;
    }
    for (const auto& name : realised.made_up)
        if (!contains(*source->make_up, name))
            source->make_up->push_back(name);
    return scene;
}

} // namespace alphascope
