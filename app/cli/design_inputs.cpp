#include "app/cli/command.hpp"
#include "app/cli/open_named.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/io/tensors.hpp"
#include "core/language/diagnostics.hpp"
#include "core/language/tree.hpp"
#include "core/scene/source_file.hpp"
#include "core/system/found_arrays.hpp"
#include "core/system/given_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>
#include <sstream>

namespace alphascope::cli {

// The whole text as a number, independent of the locale.
template <class Number> static bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

CLI::Validator whole_number(Index least) {
    return CLI::Validator(
        [least](const std::string& text) {
            Index number = 0;
            const bool reads = read_number(text, number) && number >= least && std::to_string(number) == text;
            return reads ? std::string()
                         : fmt::format("'{}' must be a whole number{}", text, least == 0 ? " from 0" : "");
        },
        "");
}

DesignInputs::DesignInputs(CLI::App* command) {
    command->add_option("design", design_, "preset id, or path of a design, a workspace or an exported figure")
        ->required();
    auto* inputs =
        command->add_option("--inputs", inputs_, "tensor file: .npz, .safetensors, .npy or a folder of .npy");
    auto* scene = command->add_option("--scene", scene_file_, "scene document (JSON)");
    inputs->excludes(scene);
    command->add_option("--length", length_, "tokens of a generated scene")
        ->excludes(inputs)
        ->excludes(scene)
        ->check(whole_number());
    command->add_option("--heads", heads_, "heads of a generated scene")
        ->excludes(inputs)
        ->excludes(scene)
        ->check(whole_number());
    command->add_option("--state", state_, "state size n of a generated scene")
        ->excludes(inputs)
        ->excludes(scene)
        ->check(whole_number());
    command->add_option("--seed", seed_, "seed of everything generated")->check(whole_number(0));
    command->add_option("--size", sizes_, "size of another axis, axis=k (repeatable)")
        ->excludes(inputs)
        ->excludes(scene);
    command->add_option("--axes", axes_,
                        "how an array is to be read, q=\"batch time head state\" (repeatable; the others follow)");
    command->add_option("--entry", entry_, "which entry of a batch, counted from 0")->check(whole_number(0));
    command
        ->add_option("--make-up", make_up_, "signals to make up on purpose where the file does not give them, by name")
        ->delimiter(',');
    command->add_option("--set", parameters_, "parameter=value (repeatable)");
    command
        ->add_option("--engine", engine_,
                     "auto, reference, cpu (cpu:avx2 and the like force an instruction set) or cuda")
        ->capture_default_str();
}

// "name=value", both sides non-empty.
static Result<std::pair<std::string, std::string>> split_assignment(const std::string& text, const char* option) {
    const auto at = text.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size())
        return failure(ErrorCode::usage, fmt::format("'{}' must be name=value", text), option);
    return std::pair(text.substr(0, at), text.substr(at + 1));
}

using Assignments = std::vector<std::pair<std::string, std::string>>;

// All of them; none may be said twice, since nobody knows which was meant.
static Result<Assignments> split_assignments(const std::vector<std::string>& texts, const char* option) {
    Assignments list;
    for (const auto& text : texts) {
        auto assignment = split_assignment(text, option);
        if (!assignment)
            return tl::unexpected(assignment.error());
        for (const auto& [name, value] : list)
            if (name == assignment->first)
                return failure(ErrorCode::usage,
                               fmt::format("'{}' is given twice: {} and {}; leave one of them out", name, value,
                                           assignment->second),
                               option);
        list.push_back(std::move(*assignment));
    }
    return list;
}

// Axes that signals have or formulas name; others have no size to give.
static std::vector<std::string> axes_of(const Design& const_design) {
    Design design = const_design; // for_each_expression() hands out mutable expressions
    std::set<std::string> axes;
    const auto add = [&](const Expression& expression) { axes.merge(axes_named(*expression.tree)); };
    for (const auto& signal : design.signals) {
        axes.insert(signal.axes.begin(), signal.axes.end());
        if (signal.default_value)
            add(*signal.default_value);
    }
    for (const auto& binding : design.let)
        add(binding.expression);
    for_each_expression(design, [&](const std::string&, const Expression& expression) { add(expression); });
    for (const auto& [axis, size] : design.axes)
        axes.insert(axis);
    return {axes.begin(), axes.end()};
}

Result<Document> DesignInputs::read() const {
    const auto workspace = open_named(design_);
    if (!workspace)
        return tl::unexpected(workspace.error());
    auto design = with_parameters(*workspace->design);
    if (!design)
        return tl::unexpected(design.error());
    const auto scene = with_options(*workspace->scene);
    if (!scene)
        return tl::unexpected(scene.error());
    auto loaded = load_scene(*scene);
    if (!loaded)
        return tl::unexpected(with_remedy(std::move(loaded.error())));
    loaded->of_document = inputs_.empty();
    auto taken = as_given_map(std::move(*loaded), *design);
    Document document{std::move(*design), std::move(taken), workspace->view,
                      inputs_.empty() ? DesignChoice::came_with_file : DesignChoice::named_for_file};
    if (auto checked = check_names(document); !checked)
        return tl::unexpected(checked.error());
    for (const auto& [option, axis, given] :
         {std::tuple("--heads", "head", heads_.has_value()), std::tuple("--state", "state", state_.has_value())})
        if (const auto axes = axes_of(document.design);
            given && std::find(axes.begin(), axes.end(), axis) == axes.end())
            document.remarks.push_back(
                note(RemarkKind::unused, fmt::format("{} changes nothing: design '{}' has no axis '{}'", option,
                                                     document.design.id, axis)));
    return document;
}

// Whose word for the file it was decides what helps.
Error DesignInputs::with_remedy(Error error) const {
    if (error.where != source_path_pointer)
        return error;
    if (!inputs_.empty())
        return {ErrorCode::io, "there is no such file; check the path", inputs_};
    error.message += "; give it with --inputs FILE";
    return scene_file_.empty() ? in_file(std::move(error), design_) : in_file(std::move(error), scene_file_);
}

Result<Design> DesignInputs::with_parameters(Design design) const {
    const auto assignments = split_assignments(parameters_, "--set");
    if (!assignments)
        return tl::unexpected(assignments.error());
    for (const auto& [name, text] : *assignments) {
        const auto found = std::find_if(design.parameters.begin(), design.parameters.end(),
                                        [&, &called = name](const Parameter& p) { return p.name == called; });
        if (found == design.parameters.end()) {
            std::vector<std::string> names;
            for (const auto& parameter : design.parameters)
                names.push_back(parameter.name);
            return failure(ErrorCode::usage,
                           fmt::format("design '{}' has no parameter '{}'; it has {}", design.id, name,
                                       names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))),
                           "--set");
        }
        double value = 0;
        if (!read_number(text, value) || !(value >= found->minimum && value <= found->maximum))
            return failure(ErrorCode::usage,
                           fmt::format("'{}' must be a number from {} to {}, got '{}'", found->name, found->minimum,
                                       found->maximum, text),
                           "--set");
        found->value = value;
    }
    return design;
}

Result<Scene> DesignInputs::with_options(Scene scene) const {
    if (!scene_file_.empty()) {
        const auto text = read_file(scene_file_, std::size_t{16} << 20);
        if (!text)
            return tl::unexpected(text.error());
        auto read = scene_from_json(*text);
        if (!read)
            return tl::unexpected(in_file(std::move(read.error()), scene_file_));
        scene = std::move(*read);
        if (TensorSource* source = file_of(scene.source))
            *source = as_found(std::move(*source), std::filesystem::path(scene_file_).parent_path());
    } else if (!inputs_.empty()) { // another file, read in the way that the workspace says
        TensorSource* of_workspace = file_of(scene.source);
        TensorSource source = of_workspace ? std::move(*of_workspace) : TensorSource{};
        source.path = inputs_;
        source.identity.reset();
        if (!source.make_up)
            source.make_up.emplace(); // what the file lacks is made up on purpose only
        scene.source = std::move(source);
    }
    if (file_of(scene.source) && (length_ || heads_ || state_ || !sizes_.empty()))
        return failure(ErrorCode::usage,
                       "the sizes of this scene are those of its tensor file: leave out --length, --heads, --state and "
                       "--size, or choose a preset or a design file");
    scene.length = length_.value_or(scene.length);
    scene.heads = heads_.value_or(scene.heads);
    scene.state = state_.value_or(scene.state);
    scene.seed = seed_.value_or(scene.seed);
    const auto sizes = split_assignments(sizes_, "--size");
    if (!sizes)
        return tl::unexpected(sizes.error());
    for (const auto& [axis, text] : *sizes)
        if (Index size = 0; read_number(text, size))
            scene.sizes[axis] = size;
        else
            return failure(ErrorCode::usage, fmt::format("'{}={}' must be axis=whole number", axis, text), "--size");
    if (auto said = say_how_to_read(scene); !said)
        return tl::unexpected(said.error());
    return scene;
}

Result<void> DesignInputs::say_how_to_read(Scene& scene) const {
    TensorSource* source = file_of(scene.source);
    const char* option = !axes_.empty() ? "--axes" : entry_ ? "--entry" : !make_up_.empty() ? "--make-up" : nullptr;
    if (!source && option)
        return failure(ErrorCode::usage, "says how a tensor file is read: give one with --inputs", option);
    const auto axes = split_assignments(axes_, "--axes");
    if (!axes)
        return tl::unexpected(axes.error());
    for (const auto& [array, text] : *axes) {
        std::istringstream words(text);
        source->axes[array] = {std::istream_iterator<std::string>(words), {}};
    }
    if (entry_ && *entry_ < 0)
        return failure(ErrorCode::usage, fmt::format("must be at least 0, got {}", *entry_), "--entry");
    if (entry_)
        source->entry = entry_;
    if (!make_up_.empty() && !source->make_up)
        source->make_up.emplace();
    for (const auto& name : make_up_)
        source->make_up->push_back(name);
    return {};
}

Result<void> DesignInputs::check_names(const Document& document) const {
    const bool is_given_map = std::holds_alternative<GivenMapSource>(document.scene.scene.source);
    if (const char* option = !axes_.empty()      ? "--axes"
                             : !make_up_.empty() ? "--make-up"
                                                 : nullptr;
        option && is_given_map)
        return failure(ErrorCode::usage, "the file gives α itself, no signals are read: leave it out", option);
    std::vector<std::string> signals, arrays;
    for (const auto& signal : document.design.signals)
        signals.push_back(signal.name);
    for (const auto& name : make_up_)
        if (std::find(signals.begin(), signals.end(), name) == signals.end())
            return failure(
                ErrorCode::usage,
                fmt::format("design '{}' has no signal '{}'{}", document.design.id, name, name_advice(name, signals)),
                "--make-up");
    const auto axes = axes_of(document.design);
    for (const auto& text : sizes_) {
        const auto axis = text.substr(0, text.find('='));
        if (std::find(axes.begin(), axes.end(), axis) == axes.end())
            return failure(ErrorCode::usage,
                           fmt::format("design '{}' has no axis '{}'{}; it has {}", document.design.id, axis,
                                       name_advice(axis, axes), fmt::join(axes, ", ")),
                           "--size");
    }
    if (axes_.empty() || !document.scene.tensors)
        return {};
    for (const auto& array : find_arrays(document.design, *document.scene.tensors).arrays)
        arrays.push_back(array.array);
    for (const auto& text : axes_)
        if (const auto name = text.substr(0, text.find('=')); name == "o" || name == "alpha")
            return failure(ErrorCode::usage,
                           fmt::format("'{}' is compared only, in whichever order of its axes fits; --axes says how "
                                       "signals are read",
                                       name),
                           "--axes");
        else if (std::find(arrays.begin(), arrays.end(), name) == arrays.end())
            return failure(ErrorCode::usage,
                           fmt::format("the file has no array '{}' that design '{}' takes{}", name, document.design.id,
                                       name_advice(name, arrays)),
                           "--axes");
    return {};
}

Result<Range> parse_range(const std::string& text, Index length, const char* option) {
    Range range{0, length};
    if (text.empty())
        return range;
    const auto at = text.find(':');
    const auto first = text.substr(0, at), last = at == std::string::npos ? "" : text.substr(at + 1);
    const bool read = at != std::string::npos && (first.empty() || read_number(first, range.begin)) &&
                      (last.empty() || read_number(last, range.end));
    if (!read || range.begin < 0 || range.end > length || range.begin >= range.end)
        return failure(ErrorCode::usage, fmt::format("'{}' must be A:B with 0 <= A < B <= {}", text, length), option);
    return range;
}

} // namespace alphascope::cli
