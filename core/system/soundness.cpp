#include "core/system/soundness.hpp"

#include "core/design/design_json.hpp"
#include "core/engine/engine.hpp"
#include "core/system/bind.hpp"
#include "core/system/evaluated.hpp"
#include "core/system/not_finite.hpp"
#include "core/system/output.hpp"
#include "core/system/prepare_map.hpp"
#include "core/system/realise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr Index few_tokens = 12;

bool all_numbers(const Value& value) {
    const auto is_number = [](double x) { return !std::isnan(x); };
    return std::all_of(value.real.begin(), value.real.end(), is_number) &&
           std::all_of(value.imaginary.begin(), value.imaginary.end(), is_number);
}

/// The first place whose value is not a number somewhere; the normaliser where all are.
std::string origin(const Design& design, const Realised& realised) {
    for (const auto& signal : design.signals)
        if (!all_numbers(realised.signals.at(signal.name)))
            return "/signals/" + signal.name + (signal.default_value ? "/default" : "");
    for (const auto& binding : design.let)
        if (!all_numbers(realised.let.at(binding.name)))
            return "/let/" + binding.name;
    const Realised::Evaluated& e = *realised.evaluated;
    for (const auto& [name, value] : e.fields)
        if (!all_numbers(value))
            return (e.delay ? "/evolution/inner/" : "/evolution/") + name;
    if (!all_numbers(e.write))
        return "/write";
    if (!all_numbers(e.read))
        return "/read";
    return design.normaliser == NormaliserChoice{} ? "/evolution" : "/normaliser";
}

std::vector<Error> problems_of_maps(const Design& design, const Realised& realised) {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    const Range all{0, realised.length};
    std::vector<double> cells(static_cast<std::size_t>(realised.length * realised.length));
    for (Index map = 0; map < realised.map_count(); ++map) {
        const auto found =
            prepare_map(realised, map, engines, "reference", {}).and_then([&](const EngineChoice& choice) {
                const Prepared& prepared = *choice.prepared;
                return prepared.row_statistics(all, {})
                    .and_then([&](const RowStatistics& statistics) {
                        return prepared.tile(all, all, TileKind::alpha, &statistics, std::span<double>(cells), {});
                    })
                    .and_then([&] { return find_not_finite<double>(prepared, all, all, cells); });
            });
        if (!found)
            return {found.error()};
        if (found->cells > 0) // rows without a key are no fault of a design
            return {Error{ErrorCode::numerical,
                          fmt::format("on {} made-up tokens α is not finite: {}, (i, j) = ({}, {})", realised.length,
                                      realised.map_label(map), found->i, found->j),
                          origin(design, realised)}};
    }
    return {};
}

/// The output o of maps that are finite: values may be at fault where α is not.
std::vector<Error> problems_of_output(const Realised& realised) {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    const Range all{0, realised.length};
    constexpr std::size_t any_size = std::numeric_limits<std::size_t>::max();
    const auto output = mix(realised, engines, "reference", all, all, any_size, {}, NotFiniteRule::keep);
    if (!output)
        return {output.error()};
    for (const auto& remark : output->remarks)
        if (remark.kind == RemarkKind::not_finite && remark.warning)
            return {Error{ErrorCode::numerical, fmt::format("on {} made-up tokens {}", realised.length, remark.text),
                          "/value"}};
    return {};
}

} // namespace

std::vector<Error> problems_on_tokens(const Design& design) {
    if (auto problems = check_design(design); !problems.empty())
        return problems;
    LoadedScene scene;
    scene.scene.length = few_tokens;
    if (auto problems = problems_of_sizes(design, scene); !problems.empty())
        return problems;
    const auto realised = realise(design, scene);
    if (!realised)
        return {realised.error()};
    auto problems = problems_of_maps(design, **realised);
    return problems.empty() ? problems_of_output(**realised) : problems;
}

std::vector<Error> problems_on_tokens(std::string_view text) {
    if (auto problems = design_problems(text); !problems.empty())
        return problems;
    const auto design = design_from_json(text);
    return design ? problems_on_tokens(*design) : std::vector{design.error()};
}

} // namespace alphascope
