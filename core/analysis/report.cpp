#include "core/analysis/report.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/half_life.hpp"
#include "core/analysis/impulse.hpp"
#include "core/analysis/map_remarks.hpp"
#include "core/analysis/principles.hpp"
#include "core/analysis/row_statistics.hpp"
#include "core/analysis/score_statistics.hpp"
#include "core/analysis/spectrum.hpp"
#include "core/analysis/stability.hpp"
#include "core/engine/given.hpp"
#include "core/io/remarks_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

using Json = nlohmann::ordered_json;

// JSON has no words for what is not finite.
Json number(double x) {
    if (std::isnan(x))
        return "nan";
    if (std::isinf(x))
        return x > 0 ? "inf" : "-inf";
    return x;
}

Json number(const std::optional<double>& x) {
    return x ? number(*x) : Json(nullptr);
}

template <class Numbers> Json numbers(const Numbers& list) {
    Json array = Json::array();
    for (const double x : list)
        array.push_back(number(x));
    return array;
}

Json word(Answer answer) {
    switch (answer) {
    case Answer::no: return "no";
    case Answer::yes: return "yes";
    case Answer::unknown: return "unknown";
    }
    return nullptr;
}

Json word(Verdict verdict) {
    switch (verdict) {
    case Verdict::good: return "good";
    case Verdict::neutral: return "neutral";
    case Verdict::warning: return "warning";
    case Verdict::bad: return "bad";
    case Verdict::informative: return "informative";
    case Verdict::undecided: return "undecided";
    }
    return nullptr;
}

Json units() {
    return {{"norm", "state"},
            {"lag", "tokens"},
            {"half_life", "tokens"},
            {"entropy", "nats"},
            {"effective_count", "tokens"},
            {"lyapunov", "nats per token"},
            {"lyapunov_exponents", "nats per token"},
            {"log_product_norm", "nats"},
            {"overflow_headroom", "tokens"},
            {"underflow_headroom", "tokens"},
            {"exp_headroom", "nats"},
            {"shear_per_token", "score per token"}};
}

Json system_json(const System& system) {
    Json json{{"length", system.length()},           {"state_size", system.state_size()},
              {"steps", step_kind_id(system.steps)}, {"constant", is_constant(system.steps)},
              {"delay", system.delay.has_value()},   {"shear", system.shear.size() > 0},
              {"skip", system.skip.size() > 0},      {"directions", system.is_causal() ? 1 : 2}};
    json["window"] = system.window > 0 ? Json(system.window) : Json(nullptr);
    json["readout"] = "formula";
    for (const ReadoutInfo& info : readout_table)
        if (info.kind == system.readout.kind)
            json["readout"] = info.id;
    json["normaliser"] = "formula";
    for (const NormaliserInfo& info : normaliser_table)
        if (info.kind == system.normaliser.kind)
            json["normaliser"] = info.id;
    return json;
}

Json properties_json(const SystemProperties& p) {
    return {{"linear_readout", word(p.linear_readout)},
            {"zero_level_set", word(p.zero_level_set)},
            {"positional", p.positional},
            {"order_sensitive", p.order_sensitive},
            {"time_invariant", p.time_invariant},
            {"non_negative", word(p.non_negative)},
            {"row_stochastic", word(p.row_stochastic)},
            {"contraction", word(p.contraction)}};
}

Json rows_json(const std::vector<RowSummary>& rows, const std::vector<Index>& without_key) {
    const auto column = [&](double RowSummary::*member) {
        Json array = Json::array();
        for (const RowSummary& row : rows)
            array.push_back(number(row.*member));
        return array;
    };
    Json empty = Json::array();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].empty || std::binary_search(without_key.begin(), without_key.end(), static_cast<Index>(i)))
            empty.push_back(i);
    return {{"sum", column(&RowSummary::sum)},
            {"abs_sum", column(&RowSummary::abs_sum)},
            {"sum_squares", column(&RowSummary::sum_squares)},
            {"entropy", column(&RowSummary::entropy)},
            {"effective_count", column(&RowSummary::effective_count)},
            {"negative_mass", column(&RowSummary::negative_mass)},
            {"empty_rows", std::move(empty)}};
}

Json scores_json(const ScoreStatistics& scores) {
    return {{"count", scores.count},
            {"mean", number(scores.mean)},
            {"standard_deviation", number(scores.deviation)},
            {"minimum", number(scores.minimum)},
            {"maximum", number(scores.maximum)},
            {"freezing_ratio", number(scores.freezing_ratio)}};
}

Json impulse_json(const ImpulseResponse& response) {
    Json state = Json::array();
    for (std::size_t c = 0; c < response.coordinates.size(); ++c)
        state.push_back(
            {{"coordinate", response.coordinates[c]}, {"h", numbers(response.state.col(static_cast<Index>(c)))}});
    Json json{{"j", response.j},
              {"frozen_query", response.frozen_query},
              {"written", response.gain.size() > 0},
              {"half_life", number(response.half_life)},
              {"norm", numbers(response.norm)},
              {"gain", numbers(response.gain)},
              {"score", numbers(response.score)},
              {"alpha", numbers(response.alpha)},
              {"state", std::move(state)}};
    if (response.is_alpha_sampled())
        json["alpha_lags"] = response.alpha_lags;
    return json;
}

std::string_view word(EigenvalueForm::Method method) {
    switch (method) {
    case EigenvalueForm::Method::closed_form: return "closed_form";
    case EigenvalueForm::Method::secular: return "secular";
    case EigenvalueForm::Method::numeric: return "numeric";
    }
    return {};
}

// Of very long sequences evenly spaced rows are listed, so that the file stays readable by others. Of a constant step
// the largest modulus is what λ₁ says: next to a Jordan block the listed ones are split by rounding.
Json spectrum_json(const Spectrum& spectrum, const Stability& margins, Index most_listed) {
    Json eigenvalues = Json::array(), positions = Json::array();
    for (const Index row : evenly_spaced(0, spectrum.eigenvalues.rows() - 1, most_listed)) {
        Json at_token = Json::array();
        for (const Complex value : spectrum.all_of(row))
            at_token.push_back({number(value.real()), number(value.imag())});
        eigenvalues.push_back(std::move(at_token));
        positions.push_back(spectrum.positions[static_cast<std::size_t>(row)]);
    }
    Json json{{"tokens", spectrum.tokens},
              {"evaluated", spectrum.positions.size()},
              {"sampled", spectrum.sampled},
              {"listed", positions.size()},
              {"positions", std::move(positions)},
              {"closed_form", spectrum.method == EigenvalueForm::Method::closed_form},
              {"method", word(spectrum.method)},
              {"constant", spectrum.constant},
              {"shear_adds_eigenvalues_1_1", spectrum.shear}};
    if (spectrum.eigenvalues.size() > 0) {
        const double largest = margins.constant ? std::exp(margins.lyapunov)
                                                : spectrum.eigenvalues.cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
        json["largest_modulus"] = number(largest);
        if (margins.constant) { // only then an eigenvalue alone is a memory length
            json["largest_modulus_at_least"] = number(std::exp(margins.lyapunov_at_least()));
            json["largest_modulus_at_most"] = number(std::exp(margins.lyapunov_at_most()));
            const bool decided = growth_verdict(margins) != Verdict::undecided;
            json["half_life_of_slowest_mode"] = decided ? number(half_life_of_mode(largest)) : Json("undecided");
        }
    }
    json["eigenvalues_re_im"] = std::move(eigenvalues);
    return json;
}

// A curve over tokens, of very long ones evenly spaced points.
void add_curve(Json& json, const std::string& positions_name, const std::vector<Index>& positions,
               const std::string& name, const Vector& values, Index most_listed) {
    Json at = Json::array(), listed = Json::array();
    for (const Index k : evenly_spaced(0, values.size() - 1, most_listed)) {
        at.push_back(positions[static_cast<std::size_t>(k)]);
        listed.push_back(number(values[k]));
    }
    json[positions_name] = std::move(at);
    json[name] = std::move(listed);
}

Json stability_json(const Stability& s, Index most_listed) {
    Json json{{"eigenvalue_margin", number(s.eigenvalue_margin)},
              {"eigenvalue_decides", s.eigenvalue_decides},
              {"eigenvalue_verdict", word(eigenvalue_verdict(s))},
              {"norm_margin", number(s.norm_margin)},
              {"norm_verdict", word(norm_verdict(s.norm_margin))},
              {"lyapunov", number(s.lyapunov)},
              {"lyapunov_is", s.constant ? "ln of the largest |eigenvalue|: A is the same at all tokens"
                                         : "ln of the norm of the product of steps, per token, after the first tenth"},
              {"lyapunov_at_least", number(s.lyapunov_at_least())},
              {"lyapunov_at_most", number(s.lyapunov_at_most())},
              {"lyapunov_exponents", s.exponents.size() > 0 ? numbers(s.exponents) : Json(nullptr)},
              {"lyapunov_exponents_unresolved", s.unresolved},
              {"growth_verdict", word(growth_verdict(s))},
              {"polynomial_growth", s.polynomial_growth},
              {"growth_fades", s.growth_fades},
              {"transient_gain", number(s.transient_gain)},
              {"transient_verdict", word(transient_verdict(s.transient_gain))},
              {"transient_sampled", s.transient_sampled},
              {"transient_gain_at_most", number(s.transient_bound)},
              {"half_life", number(s.half_life)},
              {"overflow_headroom", number(s.overflow_headroom)},
              {"underflow_headroom", number(s.underflow_headroom)},
              {"exp_headroom", number(s.exp_headroom)},
              {"shear", s.shear},
              {"shear_per_token", number(s.shear_per_token)},
              {"sampled", s.sampled},
              {"product_is_estimate", s.product_is_estimate},
              {"product_vanishes_at", s.vanishes_at ? Json(*s.vanishes_at) : Json()},
              {"product_lost_at", s.lost_at ? Json(*s.lost_at) : Json()}};
    add_curve(json, "positions", s.positions, "step_norm", s.norm, most_listed);
    add_curve(json, "spectral_radius_positions", s.radius_positions, "spectral_radius", s.spectral_radius, most_listed);
    add_curve(json, "log_product_norm_positions", s.product_positions, "log_product_norm", s.log_product_norm,
              most_listed);
    return json;
}

// What a system is needed for; all null where α alone is given.
Result<void> add_system(Json& json, const Prepared& prepared, const ReportContext& context, const RunContext& run) {
    for (const char* key : {"system", "properties", "scores", "impulse", "spectrum", "stability"})
        json[key] = nullptr;
    if (is_given(prepared))
        return {};
    const System& system = prepared.system();
    const auto margins = stability(prepared, run, thorough_budget);
    if (!margins)
        return tl::unexpected(margins.error());
    const auto scores = score_statistics(prepared, run);
    if (!scores)
        return tl::unexpected(scores.error());
    const auto response = impulse_response(prepared, context.kicked_token, context.frozen_query, run);
    if (!response)
        return tl::unexpected(response.error());
    const auto plane = spectrum(system, {.numeric_tokens = context.numeric_tokens}, run);
    if (!plane)
        return tl::unexpected(plane.error());
    json["system"] = system_json(system);
    json["properties"] = properties_json(properties(system, *margins));
    json["scores"] = scores_json(*scores);
    json["impulse"] = impulse_json(*response);
    json["spectrum"] = spectrum_json(*plane, *margins, context.listed_positions);
    json["stability"] = stability_json(*margins, context.listed_positions);
    return {};
}

bool is_finite(const RowSummary& row) {
    return std::isfinite(row.abs_sum);
}

} // namespace

Result<AnalysisReport> analysis_report(const Prepared& prepared, const ReportContext& context, const RunContext& run) {
    const Index length = prepared.system().length();
    if (context.kicked_token < 0 || context.kicked_token >= length)
        return failure(ErrorCode::usage,
                       fmt::format("the kicked token must be in 0..{}, got {}", length - 1, context.kicked_token));
    Json json{{"format", "alphascope.analysis"}, {"version", 1}};
    if (!context.design.empty())
        json["design"] = context.design;
    if (!context.file.empty())
        json["file"] = context.file;
    if (!context.map.empty())
        json["map"] = context.map;
    json["engine"] = prepared.engine_id();
    json["precision"] = prepared.is_float64() ? "float64" : "float32";
    json["units"] = units();
    for (const char* key : {"system", "properties"}) // keys keep their place
        json[key] = nullptr;
    const auto rows = summarise_rows(prepared, {0, length}, run);
    if (!rows)
        return tl::unexpected(rows.error());
    AnalysisReport report{{}, context.remarks};
    NotFinite not_finite;
    if (!std::all_of(rows->begin(), rows->end(), is_finite)) {
        auto found = not_finite_in(prepared, {0, length}, {0, length}, run);
        if (!found)
            return tl::unexpected(found.error());
        not_finite = std::move(*found);
        append(report.remarks, remarks_on({{context.map, 0, not_finite}}, 1));
    }
    json["rows"] = rows_json(*rows, not_finite.empty_rows);
    if (auto done = add_system(json, prepared, context, run); !done)
        return tl::unexpected(done.error());
    report.remarks = in_order(std::move(report.remarks));
    json["remarks"] = remarks_to_json(report.remarks);
    report.json = json.dump(1);
    return report;
}

} // namespace alphascope
