#include "app/cli/command.hpp"
#include "app/cli/prepare.hpp"
#include "core/analysis/map_remarks.hpp"
#include "core/base/free_memory.hpp"
#include "core/system/output.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <iostream>

namespace alphascope::cli {

static std::string shape_text(const NamedTensor& tensor) {
    return fmt::format("{} [{}] {}", tensor.name, fmt::join(tensor.shape, ", "),
                       tensor.type == StoredType::float64 ? "float64" : "float32");
}

// α of all maps against the file's own, where the design is the file's or `check` insists.
static StoredComparison compare(const Realised& model, const MixedOutput& result, Range rows, Range cols) {
    StoredCheck check(model, rows, cols);
    if (check.wants_nothing())
        return {};
    const MapLayout layout(model);
    for (Index map = 0; map < model.map_count(); ++map) {
        Matrix alpha(rows.size(), cols.size());
        const auto place = layout.place(map, alpha.size());
        for (Index k = 0; k < alpha.size(); ++k) {
            const std::size_t at = place.offset + static_cast<std::size_t>(k) * place.stride;
            alpha.data()[k] = result.alpha.type == StoredType::float64 ? result.alpha.float64[at]
                                                                       : static_cast<double>(result.alpha.float32[at]);
        }
        check.add(map, alpha);
    }
    return check.result();
}

static Result<void> insist(const StoredComparison& comparison, bool is_given_map) {
    if (comparison.reproduced())
        return {};
    std::string said;
    for (const auto& remark : remarks_on(comparison))
        said += (said.empty() ? "" : "; ") + remark.text;
    return failure(ErrorCode::numerical,
                   !said.empty()  ? said
                   : is_given_map ? "α is the file's own, and there is no v and o of its size to check it against"
                                  : "the data hold neither an o nor an alpha to check against",
                   "--check");
}

void add_compute(Commands& commands) {
    auto* command = commands.app.add_subcommand("compute", "coefficients α and outputs o of a design on data, as .npz");
    struct Options {
        explicit Options(CLI::App* app) : inputs(app) {}
        DesignInputs inputs;
        std::string out, rows, cols;
        bool check = false, allow_nonfinite = false;
    };
    auto options = std::make_shared<Options>(command);
    command->add_option("--out", options->out, "file to write (.npz)")->required();
    command->add_option("--rows", options->rows, "rows A:B of each map (required with --cols above 32768 tokens)");
    command->add_option("--cols", options->cols, "columns C:D of each map");
    command->add_flag("--check", options->check,
                      "exit 6 unless the file holds an o or alpha that is reproduced (1e-3, or 2e-2 of 16 bits)");
    command->add_flag("--allow-nonfinite", options->allow_nonfinite,
                      "write numbers that are not finite too, with a warning instead of exit 6");
    commands.add(command, [options, &session = commands.session]() -> Result<void> {
        const auto document = options->inputs.read();
        if (!document)
            return tl::unexpected(document.error());
        if (const auto* file = file_of(document->scene.scene.source))
            if (std::error_code none; std::filesystem::equivalent(options->out, file->path, none))
                return failure(ErrorCode::usage, "would write over the file that it reads: choose another name",
                               "--out");
        const auto realised = realise(document->design, document->scene, session.run);
        if (!realised)
            return tl::unexpected(realised.error());
        const Realised& model = **realised;
        constexpr Index largest_whole_map = 32768;
        if (model.length > largest_whole_map && (options->rows.empty() || options->cols.empty()))
            return failure(
                ErrorCode::usage,
                fmt::format("a map of {} tokens is too large to write whole: ask for a tile with --rows A:B --cols C:D",
                            model.length));
        const auto rows = parse_range(options->rows, model.length, "--rows");
        if (!rows)
            return tl::unexpected(rows.error());
        const auto cols = parse_range(options->cols, model.length, "--cols");
        if (!cols)
            return tl::unexpected(cols.error());
        const auto result = mix(model, session.engines, options->inputs.engine(), *rows, *cols, free_memory() / 2,
                                session.run, options->allow_nonfinite ? NotFiniteRule::keep : NotFiniteRule::refuse);
        if (!result) {
            tell(model.remarks); // the reason may be among them
            return tl::unexpected(result.error());
        }
        std::vector<NamedTensor> arrays{result->alpha};
        if (result->o)
            arrays.push_back(*result->o);
        if (auto written = write_npz(options->out, arrays); !written)
            return written;
        auto remarks = model.remarks;
        append(remarks, document->remarks);
        append(remarks, result->remarks);
        append(remarks, remarks_on_engine(result->engine_remark, result->engine));
        const auto stored = stored_of(document->design, model, document->choice);
        const bool own = stored == StoredOf::this_design || (options->check && stored == StoredOf::another);
        const auto comparison = own ? compare(model, *result, *rows, *cols) : StoredComparison{};
        append(remarks, remarks_on(comparison));
        if (stored == StoredOf::another)
            remarks.push_back(remark_on_another(document->design, *model.stored));
        tell(in_order(std::move(remarks)));
        std::cout << fmt::format("{}: {}{}; engine {}, {:.1f} ms\n", options->out, shape_text(result->alpha),
                                 result->o ? ", " + shape_text(*result->o) : "", result->engine, result->milliseconds);
        if (options->check)
            return insist(comparison, model.given_map != nullptr);
        return {};
    });
}

} // namespace alphascope::cli
