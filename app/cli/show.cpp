#include "app/cli/command.hpp"
#include "app/cli/open_named.hpp"
#include "core/analysis/contraction.hpp"
#include "core/design/design_json.hpp"
#include "core/design/difference.hpp"
#include "core/design/properties.hpp"
#include "core/design/relaxations.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

static const char* yes_no(bool value) {
    return value ? "yes" : "no";
}

static const char* answer_word(Answer answer) {
    return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "unknown";
}

// What the design becomes under constraints, and what it is a constrained form of.
static void print_relaxations(const std::string& id) {
    const auto edges = relaxations();
    if (!edges)
        return;
    const auto list = [&](const char* heading, auto end, auto other) {
        for (const auto& edge : *edges)
            if (end(edge) == id) {
                std::cout << heading << fmt::format("  {:<20} when {}\n", other(edge), edge.constraint);
                heading = "";
            }
    };
    const auto poorer = [](const Relaxation& edge) { return edge.poorer; };
    const auto richer = [](const Relaxation& edge) { return edge.richer; };
    list("contains\n", richer, poorer);
    list("is a case of\n", poorer, richer);
}

static void print(const Design& design) {
    std::cout << design.name << (design.family.empty() ? "" : " · " + design.family) << "\n";
    if (!design.reference.title.empty())
        std::cout << fmt::format("{} ({}{})\n", design.reference.title,
                                 design.reference.arxiv.empty() ? "" : "arXiv:" + design.reference.arxiv + ", ",
                                 design.reference.year);
    if (!design.note.empty())
        std::cout << "\n" << design.note << "\n";
    std::cout << "\n  h_jj = b_j,   h_ij = A_i h_{i-1,j}\n";
    for (const auto& line : mathematics(design))
        std::cout << fmt::format("  {} = {}\n", line.left, line.right);
    std::cout << "\nparameters\n";
    for (const auto& parameter : design.parameters)
        std::cout << fmt::format("  {} = {}  in [{}, {}]  {}\n", parameter.name, parameter.value, parameter.minimum,
                                 parameter.maximum, parameter.help);
    std::cout << "signals\n";
    for (const auto& signal : design.signals)
        std::cout << fmt::format("  {} [{}]  {}{}{}{}\n", signal.name, fmt::join(signal.axes, ", "),
                                 role_info(signal.role).id, signal.unit ? ", norm 1" : "",
                                 signal.optional ? ", optional: " + neutral_value(signal).text + " without it" : "",
                                 signal.help.empty() ? "" : "  " + signal.help);
    const auto p = properties(design);
    const auto bounded = contraction(design);
    std::cout << fmt::format(
        "properties\n  class                {}\n  causal               {}\n  local A, b, q        {}\n"
        "  linear readout       {}\n  constant A           {}\n  time-invariant       {}\n"
        "  eigenvalues          {}\n  contraction          {}: {}\n  memory               {}\n",
        p.step_class, yes_no(p.causal), yes_no(p.local), yes_no(p.linear_readout), yes_no(p.constant_evolution),
        yes_no(p.time_invariant), p.closed_form_eigenvalues ? "closed form" : "numeric", answer_word(bounded.answer),
        bounded.reason, memory_text(design));
    print_relaxations(design.id);
}

static std::string with_where(const ChoiceText& choice, std::string_view indent) {
    std::string text = choice.text.empty() ? "none" : choice.text;
    for (const auto& line : choice.where)
        text += fmt::format("\n{}with {} = {}", indent, line.left, line.right);
    return text;
}

// What changed has an arrow from the first design's text to the second's; what did not stands once.
static void print_difference(const Design& first, const Design& second) {
    constexpr std::string_view indent = "                                ";
    const auto found = difference(first, second);
    std::cout << fmt::format("{}  →  {}\n{}\n\n", first.name, second.name, summary(found));
    for (const auto& choice : found.choices) {
        const auto head = fmt::format("  {:<6} {:<20}", choice.symbol, choice.name);
        if (choice.changed)
            std::cout << fmt::format("{}   {}\n{:<29} → {}\n", head, with_where(choice.first, indent), "",
                                     with_where(choice.second, indent));
        else
            std::cout << fmt::format("{} = {}\n", head, choice.second.text);
    }
    std::cout << "\n";
    for (const auto& property : found.properties)
        std::cout << fmt::format("  {:<27} {} {}{}\n", property.name, property.changed() ? " " : "=", property.first,
                                 property.changed() ? "  →  " + property.second : "");
}

void add_show(Commands& commands) {
    auto* command = commands.app.add_subcommand("show", "a design in mathematics, and its computed properties");
    struct Options {
        std::string design, against;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    command->add_option("design", options->design, "preset id, or path of a design, a workspace or an exported figure")
        ->required();
    auto* json = command->add_flag("--json", options->json, "the design document itself, normalised");
    command->add_option("--against", options->against, "another design: what changes from it to this one")
        ->excludes(json);
    commands.add(command, [options]() -> Result<void> {
        const auto opened = open_named(options->design);
        if (!opened)
            return tl::unexpected(opened.error());
        const Design& design = *opened->design;
        if (!options->against.empty()) {
            const auto other = open_named(options->against);
            if (!other)
                return tl::unexpected(other.error());
            print_difference(*other->design, design);
        } else if (options->json)
            std::cout << design_to_json(design);
        else
            print(design);
        return {};
    });
}

} // namespace alphascope::cli
