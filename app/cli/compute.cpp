#include "app/cli/command.hpp"
#include "app/cli/prepare.hpp"
#include "core/base/free_memory.hpp"
#include "core/system/output.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace alphascope::cli {

static std::string shape_text(const NamedTensor& tensor) {
    return fmt::format("{} [{}] {}", tensor.name, fmt::join(tensor.shape, ", "),
                       tensor.type == StoredType::float64 ? "float64" : "float32");
}

void add_compute(Commands& commands) {
    auto* command = commands.app.add_subcommand("compute", "coefficients α and outputs o of a design on data, as .npz");
    struct Options {
        explicit Options(CLI::App* app) : inputs(app) {}
        DesignInputs inputs;
        std::string out, rows, cols;
    };
    auto options = std::make_shared<Options>(command);
    command->add_option("--out", options->out, "file to write (.npz)")->required();
    command->add_option("--rows", options->rows, "rows A:B of each map (required with --cols above 32768 tokens)");
    command->add_option("--cols", options->cols, "columns C:D of each map");
    commands.add(command, [options, &session = commands.session]() -> Result<void> {
        const auto document = options->inputs.read();
        if (!document)
            return tl::unexpected(document.error());
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
        const auto result =
            mix(model, session.engines, options->inputs.engine(), *rows, *cols, free_memory() / 2, session.run);
        if (!result)
            return tl::unexpected(result.error());
        std::vector<NamedTensor> arrays{result->alpha};
        if (result->o)
            arrays.push_back(*result->o);
        if (auto written = write_npz(options->out, arrays); !written)
            return written;
        note_engine(result->engine_remark, result->engine);
        for (const auto& remark : model.remarks)
            std::cerr << one_line(remark) << "\n";
        std::cout << fmt::format("{}: {}{}; engine {}, {:.1f} ms\n", options->out, shape_text(result->alpha),
                                 result->o ? ", " + shape_text(*result->o) : "", result->engine, result->milliseconds);
        if (model.stored)
            for (const auto& array : arrays)
                if (const auto stored = model.stored->tensors.find(array.name); stored != model.stored->tensors.end())
                    if (const double off = relative_difference(array, stored->second); !std::isnan(off))
                        std::cout << fmt::format("stored {} reproduced to {:.1e}\n", array.name, off);
        return {};
    });
}

} // namespace alphascope::cli
