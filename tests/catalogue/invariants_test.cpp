// What holds for every preset on any scene.

#include "core/base/resources.hpp"
#include "core/design/design_json.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/design/properties.hpp"
#include "core/system/step_algebra.hpp"
#include "core/system/stored_check.hpp"
#include "tests/catalogue/catalogue.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace alphascope;
using namespace alphascope::test;

namespace {

const std::unique_ptr<Engine> reference = make_reference_engine(), cpu = make_cpu_engine();

template <class Visit> void for_each_map(const Realised& realised, Visit visit) {
    for (Index map = 0; map < realised.map_count(); ++map) {
        CAPTURE(realised.map_label(map));
        visit(*realised.system(map));
    }
}

// What SPEC allows a float32 engine: 20 times the rounding error of the architecture's own code in float32, where that
// was measured, at least 2e-6.
double single_bound(const std::string& id) {
    static const auto manifest = nlohmann::json::parse(std::ifstream(test_data("golden/manifest.json")));
    double bound = 2e-6;
    for (const auto& entry : manifest)
        if (entry.at("arch") == id && entry.at("variant") != "gates" && entry.at("float32_run_deviation").is_number())
            bound = std::max(bound, 20 * entry.at("float32_run_deviation").get<double>());
    return bound;
}

// Every signal over time gets another last row; the rest is kept.
TensorSet with_other_end(const Design& design, const Realised& realised) {
    TensorSet changed;
    for (const auto& signal : design.signals) {
        const auto time = std::find(signal.axes.begin(), signal.axes.end(), "time");
        Tensor tensor = stored_as(signal.axes, realised.signals.at(signal.name));
        if (time != signal.axes.end()) {
            Index inner = 1;
            for (auto k = static_cast<std::size_t>(time - signal.axes.begin()) + 1; k < tensor.shape.size(); ++k)
                inner *= tensor.shape[k];
            for (std::size_t at = 0; at < tensor.data.size(); ++at)
                if (static_cast<Index>(at) / inner % realised.length == realised.length - 1)
                    tensor.data[at] *= 3;
        }
        changed.tensors[signal.name] = std::move(tensor);
    }
    return changed;
}

// o by the recurrence: one state for all of the past, H_i = A_i H_{i−1} + b_i v_iᵀ, o_i = H_iᵀ q_i / η_i + skip_i v_i.
Matrix recurrent_output(const System& system, const RowStatistics& statistics, const Matrix& v) {
    Matrix h = Matrix::Zero(system.state_size(), v.cols()), o(v.rows(), v.cols());
    for (Index i = 0; i < system.length(); ++i) {
        if (i > 0)
            apply_step(system, i, h);
        h += system.b.row(i).transpose() * v.row(i);
        o.row(i) = system.q.row(i) * h / statistics.eta[i];
        if (system.skip.size() > 0)
            o.row(i) += system.skip[i] * v.row(i);
    }
    return o;
}

bool has_finite_recurrence(const System& system) {
    return system.readout.kind == ReadoutKind::identity && system.window == 0 && system.shear.size() == 0 &&
           system.is_causal() && !std::holds_alternative<ConvolutionSteps>(system.steps);
}

} // namespace

TEST_CASE("every preset runs at any length, with one head and with three, to finite rows", "[catalogue]") {
    for (const Design& design : shipped_presets())
        for (const Index length : {1, 2, 3, 37, 257})
            for (const Index heads : {1, 3}) {
                CAPTURE(design.id, length, heads);
                const auto realised = realise_on(design, small_scene(length, heads, 6));
                for_each_map(*realised, [&](const std::shared_ptr<const System>& system) {
                    const auto statistics = reference->prepare(system, {}).value()->row_statistics({0, length}, {});
                    REQUIRE(statistics.has_value());
                    CHECK(statistics->eta.allFinite());
                    const Matrix alpha = alpha_of(*reference, system);
                    CHECK(alpha.allFinite());
                    const double largest = alpha.cwiseAbs().maxCoeff(); // a skip may cancel what is rounded below it
                    const double terms =
                        system->skip.size() > 0 ? std::max(largest, system->skip.cwiseAbs().maxCoeff()) : largest;
                    CHECK(off(alpha_of(*cpu, system), alpha) * largest <= single_bound(design.id) * terms);
                });
            }
}

TEST_CASE("every preset runs on tokens of every source, to finite coefficients", "[catalogue]") {
    const std::vector<Source> sources{SmoothSource{}, RepeatSource{}, AssociativeRecallSource{.pairs = 4},
                                      OneHotSource{}, TextSource{"to be or not to be, that is"}};
    for (const Design& design : shipped_presets())
        for (const Source& source : sources) {
            CAPTURE(design.id, source.index());
            Scene scene = small_scene(24, 2, 6);
            scene.source = source;
            for_each_map(*realise_on(design, scene), [&](const std::shared_ptr<const System>& system) {
                CHECK(alpha_of(*reference, system).allFinite());
            });
        }
}

TEST_CASE("a tile is the same part of the whole map: to the bit on the cpu, to rounding in the reference",
          "[catalogue]") {
    const Index length = 75;
    const Range rows{21, 70}, cols{13, 50};
    for (const Design& design : shipped_presets()) {
        const auto realised = realise_on(design, small_scene(length, 2, 6));
        for (const auto* engine : {&reference, &cpu}) {
            CAPTURE(design.id, (*engine)->capability().id);
            const auto system = *realised->system(realised->map_count() - 1);
            const auto prepared = (*engine)->prepare(system, {}).value();
            const auto statistics = prepared->row_statistics({0, length}, {}).value();
            Matrix part(rows.size(), cols.size());
            REQUIRE(prepared->tile(rows, cols, TileKind::alpha, &statistics,
                                   std::span(part.data(), static_cast<std::size_t>(part.size())), {}));
            const Matrix same = alpha_of(**engine, system).block(rows.begin, cols.begin, rows.size(), cols.size());
            CHECK(off(part, same) <= (engine == &cpu ? 0 : 1e-14)); // Eigen's products depend on the number of columns
        }
    }
}

TEST_CASE("changing the last token changes nothing before it, unless the design is badged not causal", "[catalogue]") {
    const Index length = 12, before_last = length - 1;
    for (const Design& design : shipped_presets()) {
        CAPTURE(design.id);
        const auto before = realise_on(design, small_scene(length));
        const auto after = realise_on(design, given(with_other_end(design, *before), small_scene(length)));
        bool same = true;
        for (Index map = 0; map < before->map_count(); ++map) {
            const Matrix old = alpha_of(*reference, *before->system(map)),
                         now = alpha_of(*reference, *after->system(map));
            same = same && now.topRows(before_last) == old.topRows(before_last) &&
                   (!(*before->system(map))->is_causal() ||
                    old.triangularView<Eigen::StrictlyUpper>().toDenseMatrix().isZero(0));
        }
        if (properties(design).causal)
            CHECK(same);
        else if (!design.backward_read) // a constant system of both directions has no token that could matter
            CHECK_FALSE(same);
    }
}

TEST_CASE("where φ is linear, one state of fixed size gives the output of the map", "[catalogue]") {
    int compared = 0;
    for (const Design& design : shipped_presets())
        for (const Index length : {1, 3, 37, 257}) {
            CAPTURE(design.id, length);
            const auto realised = realise_on(design, small_scene(length, 2, 6));
            const auto system = *realised->system(realised->map_count() - 1);
            if (!has_finite_recurrence(*system))
                continue;
            const auto statistics = reference->prepare(system, {}).value()->row_statistics({0, length}, {}).value();
            const Matrix v = Matrix::Random(length, 3);
            CHECK(off(recurrent_output(*system, statistics, v), alpha_of(*reference, system) * v) < 1e-10);
            ++compared;
        }
    CHECK(compared > 4 * 50);
}

TEST_CASE("a signal that is missing from a preset's text is named where it is read", "[catalogue]") {
    for (Design design : shipped_presets()) {
        std::set<std::string> read;
        for_each_expression(design, [&](const std::string&, const Expression& e) { read.merge(names_read(e)); });
        for (const auto& binding : design.let)
            read.merge(names_read(binding.expression));
        for (const auto& signal : design.signals) {
            if (!read.contains(signal.name))
                continue;
            CAPTURE(design.id, signal.name);
            auto document = nlohmann::ordered_json::parse(design_to_json(design));
            document["signals"].erase(signal.name);
            const auto problems = design_problems(document.dump());
            REQUIRE_FALSE(problems.empty());
            CHECK(problems.front().message.find("unknown signal '" + signal.name + "'") != std::string::npos);
            CHECK(problems.front().where.front() == '/');
        }
    }
}

TEST_CASE("every preset runs on the tensors of every shipped sample, on all of its tokens", "[catalogue]") {
    for (const auto path : resources_in("samples")) {
        const auto name = path.substr(path.rfind('/') + 1);
        Scene scene;
        scene.source = TensorSource{"sample:" + std::string(name.substr(0, name.rfind('.')))};
        const LoadedScene loaded = load_scene(scene).value();
        const auto own = realise_on(preset(architecture_of(*loaded.tensors)).value(), loaded);
        for (const Design& design : shipped_presets()) {
            CAPTURE(path, design.id);
            const auto realised = realise_on(design, loaded);
            CHECK(realised->length == own->length);
            CHECK((stored_of(design, realised->stored.get(), DesignChoice::none) == StoredOf::this_design) ==
                  (design.id == architecture_of(*loaded.tensors)));
            CHECK(alpha_of(*cpu, *realised->system(0)).allFinite());
        }
    }
}
