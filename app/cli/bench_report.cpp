#include "app/cli/bench_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace alphascope::cli {
namespace {

using Json = nlohmann::ordered_json;
using Out = std::back_insert_iterator<std::string>;

double times_faster(const BenchRow& row) {
    return row.peer->ms / row.median_ms;
}

void add_machine(Out out, const BenchReport& report) {
    const Machine& machine = report.machine;
    const MachineRates& rates = report.table.rates;
    fmt::format_to(out, "machine  {}{}{} of {} cores, {}", machine.processor, machine.processor.empty() ? "" : ", ",
                   machine.threads, machine.cores, machine.instructions);
    if (machine.load[0] >= 0)
        fmt::format_to(out, ", load {:.2f} {:.2f} {:.2f}", machine.load[0], machine.load[1], machine.load[2]);
    fmt::format_to(out,
                   "\nrates    product {:.0f} GFLOP/s, exp {:.2f} Gexp/s, write {:.1f} GB/s, past the caches {:.1f} "
                   "GB/s\n",
                   rates.product_gflops, rates.exp_g, rates.write_gbs, rates.stream_gbs);
    for (const NamedEngine& engine : report.engines) {
        if (engine.engine)
            fmt::format_to(out, "engine   {}: {}\n", engine.id, engine.detail);
        else
            fmt::format_to(out, "{}\n", engine.detail); // "engine cuda is not here: ..."
    }
    if (!report.peer.empty())
        fmt::format_to(out, "peer     {}\n", report.peer);
}

void add_heading(Out out, const MapFloor& floor, bool peer) {
    fmt::format_to(out,
                   "\nL {}, n {}: floor {:.2f} ms, the {} stage (product {:.2f} ms, {:.0f} GFLOP/s; write {:.2f} ms, "
                   "{:.1f} GB/s)\n",
                   floor.length, floor.state, floor.ms(), floor.stage(), floor.product_ms, floor.product_gflops,
                   floor.write_ms, floor.write_gbs);
    fmt::format_to(out, "{:<18}{:<14}{:>12}{:>10}{:>13}{:>9}", "kind", "engine", "prepare ms", "map ms", "together ms",
                   "x floor");
    if (peer)
        fmt::format_to(out, "{:>11}{:>10}{:>12}  {}", "peer ms", "x faster", "difference", "peer goes");
    fmt::format_to(out, "\n");
}

void add_rows(Out out, const BenchReport& report) {
    const auto& rows = report.table.rows;
    const bool peer = std::any_of(rows.begin(), rows.end(), [](const BenchRow& row) { return row.peer.has_value(); });
    const MapFloor* under = nullptr;
    for (const BenchRow& row : rows) {
        if (!under || under->length != row.length || under->state != row.state)
            add_heading(out, row.floor, peer);
        under = &row.floor;
        fmt::format_to(out, "{:<18}{:<14}{:>12.2f}{:>10.2f}{:>13.2f}{:>9.1f}", row.kind, row.engine, row.prepare_ms,
                       row.map_ms, row.median_ms, row.times_floor());
        if (row.peer)
            fmt::format_to(out, "{:>11.1f}{:>10.1f}{:>12.1e}  {}", row.peer->ms, times_faster(row),
                           row.peer->difference, row.peer->method);
        fmt::format_to(out, "\n");
    }
}

void add_views(Out out, const std::vector<FarView>& views) {
    if (views.empty())
        return;
    fmt::format_to(out, "\nviews of 1024 x 1024 pixels\n{:<18}{:<14}{:>9}{:>5}{:>13}{:>10}  {}\n", "kind", "engine",
                   "L", "n", "prepare ms", "view ms", "of");
    for (const FarView& view : views)
        fmt::format_to(out, "{:<18}{:<14}{:>9}{:>5}{:>13.1f}{:>10.2f}  {}{}\n", view.kind, view.engine, view.length,
                       view.state, view.prepare_ms, view.median_ms, view.what, view.sampled ? ", sampled" : "");
}

std::vector<SpeedBar> all_bars(const BenchReport& report) {
    std::vector<SpeedBar> bars;
    const auto add = [&](const std::vector<SpeedBar>& more) { bars.insert(bars.end(), more.begin(), more.end()); };
    for (const BenchRow& row : report.table.rows)
        add(bars_of(row));
    for (const FarView& view : report.views)
        add(bars_of(view));
    return bars;
}

void add_bars(Out out, const BenchReport& report) {
    const auto bars = all_bars(report);
    if (bars.empty()) {
        fmt::format_to(out, "\nno bar is about these rows; --lengths 1024,4096 --states 64 has them\n");
        return;
    }
    fmt::format_to(out, "\n{:<44}{:<18}{:>10}{:>10}{:>8}\n", "bar", "kind", "bar", "measured", "ratio");
    for (const SpeedBar& bar : bars)
        fmt::format_to(out, "{:<44}{:<18}{:>10}{:>10.2f}{:>8.2f}  {}\n", bar.what + ", " + bar.unit, bar.kind,
                       fmt::format("{} {:g}", bar.at_least ? ">=" : "<=", bar.bar), bar.measured, bar.ratio(),
                       bar.met() ? "pass" : "over");
    const auto met = std::count_if(bars.begin(), bars.end(), [](const SpeedBar& bar) { return bar.met(); });
    fmt::format_to(out, "{} of {} bars met; a slider's bar is measured by drag_bench, among the tests\n", met,
                   bars.size());
}

Json known(double x) {
    return x < 0 ? Json() : Json(x);
}

Json machine_json(const BenchReport& report) {
    const Machine& machine = report.machine;
    const MachineRates& rates = report.table.rates;
    Json load = Json::array(), engines = Json::array();
    for (const double average : machine.load)
        load.push_back(known(average));
    for (const NamedEngine& engine : report.engines)
        engines.push_back({{"id", engine.id}, {"available", engine.engine != nullptr}, {"detail", engine.detail}});
    return {{"processor", machine.processor}, {"threads", machine.threads},
            {"cores", machine.cores},         {"instructions", machine.instructions},
            {"load_average", load},           {"product_gflops", rates.product_gflops},
            {"exp_g", rates.exp_g},           {"write_gbs", rates.write_gbs},
            {"stream_gbs", rates.stream_gbs}, {"engines", engines}};
}

Json bars_json(const std::vector<SpeedBar>& bars) {
    Json list = Json::array();
    for (const SpeedBar& bar : bars)
        list.push_back({{"what", bar.what},
                        {"unit", bar.unit},
                        {"bar", bar.bar},
                        {"at_least", bar.at_least},
                        {"measured", bar.measured},
                        {"ratio", bar.ratio()},
                        {"met", bar.met()}});
    return list;
}

Json row_json(const BenchRow& row, const std::string& peer) {
    Json json{{"kind", row.kind},
              {"length", row.length},
              {"state", row.state},
              {"engine", row.engine},
              {"median_ms", row.median_ms},
              {"floor_ms", row.floor.ms()},
              {"times_floor", row.times_floor()},
              {"prepare_ms", row.prepare_ms},
              {"map_ms", row.map_ms},
              {"floor_stage", row.floor.stage()},
              {"floor_product_ms", row.floor.product_ms},
              {"floor_product_gflops", row.floor.product_gflops},
              {"floor_write_ms", row.floor.write_ms},
              {"floor_write_gbs", row.floor.write_gbs},
              {"bars", bars_json(bars_of(row))}};
    if (row.peer)
        json["peer"] = {{"name", peer},
                        {"method", row.peer->method},
                        {"fastest_ms", row.peer->ms},
                        {"times_faster", times_faster(row)},
                        {"difference", row.peer->difference}};
    return json;
}

Json view_json(const FarView& view) {
    return {{"kind", view.kind},
            {"length", view.length},
            {"state", view.state},
            {"engine", view.engine},
            {"view", view.what},
            {"sampled", view.sampled},
            {"median_ms", view.median_ms},
            {"floor_ms", nullptr},
            {"times_floor", nullptr},
            {"prepare_ms", view.prepare_ms},
            {"bars", bars_json(bars_of(view))}};
}

} // namespace

std::string bench_text(const BenchReport& report) {
    std::string text;
    const Out out(text);
    add_machine(out, report);
    add_rows(out, report);
    add_views(out, report.views);
    add_bars(out, report);
    return text + bench_gaps(report);
}

std::string bench_gaps(const BenchReport& report) {
    std::string text;
    for (const BenchGap& gap : report.table.gaps)
        fmt::format_to(Out(text), "not measured: {}{}{} at L {}{}: {}\n", gap.kind,
                       gap.kind.empty() || gap.engine.empty() ? "" : " by ", gap.engine, gap.length,
                       gap.state ? fmt::format(", n {}", gap.state) : "", gap.why);
    return text;
}

std::string bench_json(const BenchReport& report) {
    const Json machine = machine_json(report);
    Json list = Json::array();
    for (const BenchRow& row : report.table.rows)
        list.push_back(row_json(row, report.peer));
    for (const FarView& view : report.views)
        list.push_back(view_json(view));
    for (Json& row : list)
        row["machine"] = machine;
    return list.dump(2);
}

} // namespace alphascope::cli
