#include "tests/fuzz/design_trial.hpp"

#include "core/analysis/report.hpp"
#include "core/design/design_json.hpp"
#include "core/io/utf8.hpp"
#include "core/system/output.hpp"
#include "core/system/prepare_map.hpp"
#include "core/system/soundness.hpp"

#include <algorithm>
#include <cmath>

using namespace alphascope;

namespace {

constexpr Index tokens = 12;

/// Empty when the error says what and where.
std::string objection(const Error& error) {
    const std::string line = one_line(error);
    if (error.message.empty() || line.find('\n') != std::string::npos ||
        first_invalid_utf8(line) != std::string_view::npos)
        return "not one line of text: " + line;
    const bool of_text = error.message.starts_with("line "); // not JSON at all
    if (error.where.empty() && !of_text && error.message.find("JSON") == std::string::npos)
        return "an error without a place: " + line;
    return "";
}

LoadedScene scene_of(Index heads, Index state) {
    LoadedScene scene;
    scene.scene.length = tokens;
    scene.scene.heads = heads;
    scene.scene.state = state;
    return scene;
}

Result<MixedOutput> computed(const Realised& realised, const std::string& engine) {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    engines.add(make_cpu_engine());
    const Range all{0, realised.length};
    return mix(realised, engines, engine, all, all, std::size_t{1} << 30, {});
}

Result<std::string> analysed(const Realised& realised) {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    return prepare_map(realised, 0, engines, "reference", {}).and_then([&](const EngineChoice& choice) {
        return analysis_report(*choice.prepared).map([](AnalysisReport&& report) { return std::move(report.json); });
    });
}

double difference(const MixedOutput& reference, const MixedOutput& other) {
    double largest = 0, off = 0;
    for (std::size_t k = 0; k < reference.alpha.float64.size(); ++k) {
        largest = std::max(largest, std::abs(reference.alpha.float64[k]));
        off = std::max(off, std::abs(reference.alpha.float64[k] - static_cast<double>(other.alpha.float32[k])));
    }
    return largest > 1e-30 && largest < 1e30 ? off / largest : 0; // float32 ends there
}

/// On another scene: right, or a message with a place.
std::string elsewhere(const Design& design) {
    const auto realised = realise(design, scene_of(2, 6));
    if (!realised)
        return objection(realised.error());
    if ((*realised)->map_count() > 64)
        return "";
    const auto result = computed(**realised, "reference");
    return result || result.error().code == ErrorCode::numerical ? "" : objection(result.error());
}

} // namespace

DesignTrial try_design(const std::string& text) {
    DesignTrial trial;
    const auto problems = problems_on_tokens(text);
    for (const auto& problem : problems)
        if (trial.fault.empty())
            trial.fault = objection(problem);
    trial.accepted = problems.empty();
    trial.not_finite = !problems.empty() && problems.front().code == ErrorCode::numerical;
    const auto design = design_from_json(text);
    if (!design) {
        if (problems.empty())
            trial.fault = "checked without a problem, but not read: " + one_line(design.error());
        return trial;
    }
    if (const auto wrong = elsewhere(*design); trial.fault.empty())
        trial.fault = wrong;
    const auto fail = [&](std::string fault) {
        if (trial.fault.empty())
            trial.fault = std::move(fault);
        return trial;
    };
    const auto realised = realise(*design, scene_of(4, 32));
    if (!realised)
        return trial.accepted || trial.not_finite ? fail("checked, but not realised: " + one_line(realised.error()))
                                                  : trial;
    const auto reference = computed(**realised, "reference");
    if (reference.has_value() != trial.accepted)
        return fail(reference ? "computed, but refused: " + one_line(problems.front())
                              : "checked, but not computed: " + one_line(reference.error()));
    if (const auto report = analysed(**realised); !report && report.error().message.empty())
        return fail("no report, no message");
    if (!reference)
        return trial;
    if (const auto cpu = computed(**realised, "cpu")) {
        trial.compared = true;
        trial.difference = difference(*reference, *cpu);
    } else if (cpu.error().code != ErrorCode::numerical && cpu.error().code != ErrorCode::unavailable)
        return fail("not on the cpu engine: " + one_line(cpu.error()));
    return trial;
}
