#include "core/design/design_json.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/io/object_reader.hpp"
#include "core/language/diagnostics.hpp"
#include "core/language/functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace alphascope {
namespace {

class Checker {
public:
    std::vector<Error> problems;

    void run(Design design) {
        for (const auto& parameter : design.parameters)
            declare(parameter.name, "/parameters/" + parameter.name);
        axes_.assign(standard_axes().begin(), standard_axes().end());
        for (const auto& [name, size] : design.axes) {
            if (std::find(axes_.begin(), axes_.end(), name) != axes_.end() || !is_identifier(name))
                problem("an own axis needs a new name of letters, digits and _", "/axes/" + name);
            axes_.push_back(name);
        }
        const auto parameters = names_;
        for (const auto& signal : design.signals) {
            const std::string at = "/signals/" + signal.name;
            declare(signal.name, at);
            for (const auto& axis : signal.axes)
                if (std::find(axes_.begin(), axes_.end(), axis) == axes_.end())
                    problem(fmt::format("unknown axis '{}'{}; axes are {}", axis, did_you_mean(axis, axes_),
                                        fmt::join(axes_, ", ")),
                            at + "/axes");
                else if (std::count(signal.axes.begin(), signal.axes.end(), axis) > 1)
                    problem(fmt::format("axis '{}' stands twice", axis), at + "/axes");
            if (signal.default_value)
                check(*signal.default_value, at + "/default", parameters, {}, "a default reads parameters only");
            if (signal.neutral)
                check(*signal.neutral, at + "/optional", parameters, {}, "a neutral value reads parameters only");
        }
        check_own_axes(design);
        for (const auto& binding : design.let) {
            check(binding.expression, "/let/" + binding.name, names_, {});
            declare(binding.name, "/let/" + binding.name);
        }
        for_each_expression(design, [&](const std::string& at, const Expression& expression) {
            std::vector<std::string> extra;
            if (at == "/readout")
                extra = {"score"};
            if (at == "/normaliser")
                extra = {"row_sum", "row_abs_sum", "row_max"};
            const bool known = check(expression, at, names_, extra);
            if (known && !extra.empty())
                check_scalar(expression, at, std::move(extra));
        });
        if (design.evolution.delay && std::holds_alternative<ConvolutionEvolution>(design.evolution.kind))
            problem("the state of a convolution is the lag itself, which a delay cannot double: choose another kind "
                    "inside, or no delay",
                    "/evolution/inner/kind");
        const bool adds = design.readout == ReadoutChoice{} && design.normaliser == NormaliserChoice{};
        if (design.backward_read && !adds)
            problem("direction both adds the maps of two passes, which only readout identity and normaliser one allow",
                    "/direction");
        if (!design.value && std::none_of(design.signals.begin(), design.signals.end(),
                                          [](const Signal& s) { return s.role == Role::value; }))
            return; // a design without values has maps but no output
        const auto values = std::count_if(design.signals.begin(), design.signals.end(),
                                          [](const Signal& s) { return s.role == Role::value; });
        if (!design.value && values > 1)
            problem("two signals have the role value: say which is mixed with \"value\": \"name\"", "/value");
    }

private:
    static bool is_identifier(std::string_view name) {
        return !name.empty() && name.size() <= 64 && !std::isdigit(static_cast<unsigned char>(name[0])) &&
               std::all_of(name.begin(), name.end(),
                           [](unsigned char c) { return (std::isalnum(c) && c < 128) || c == '_'; });
    }
    void problem(std::string message, std::string where) {
        problems.push_back({ErrorCode::invalid_design, std::move(message), std::move(where)});
    }
    void declare(const std::string& name, const std::string& at) {
        if (!is_identifier(name))
            problem("a name is made of letters, digits and _, and does not begin with a digit", at);
        else if (is_reserved_name(name))
            problem(fmt::format("'{}' is built in: choose another name", name), at);
        else if (names_.contains(name))
            problem(fmt::format("'{}' is declared twice: choose another name", name), at);
        names_.insert(name);
    }
    // Sizes must be known before anything else is: they read what the document or the scene gives.
    void check_own_axes(const Design& design) {
        for (const auto& [name, text] : design.axes)
            if (const auto size = parse_expression(text))
                check(*size, "/axes/" + name, names_, {}, "the size of an axis reads parameters and signals");
    }
    // φ and η are run on blocks of numbers: everything in their formulas must work element by element.
    void check_scalar(const Expression& expression, const std::string& at, std::vector<std::string> inputs) {
        for (const auto& names : {names_read(expression), built_in_numbers_read(expression)})
            inputs.insert(inputs.end(), names.begin(), names.end());
        if (auto program = ScalarProgram::compile(expression, inputs); !program)
            report(std::move(program.error()), expression, at);
    }
    void report(Error error, const Expression& expression, const std::string& at, const char* advice = nullptr) {
        error.where = at;
        error.message = fmt::format("{}: {}{}", alphascope::quoted(expression.text), error.message,
                                    advice ? fmt::format("; {}", advice) : "");
        problems.push_back(std::move(error));
    }
    /// True when every name is known.
    bool check(const Expression& expression, const std::string& at, const std::set<std::string>& known,
               const std::vector<std::string>& extra, const char* advice = nullptr) {
        if (!expression.tree) {
            if (expression.text.empty())
                problem("is missing", at);
            return false;
        }
        std::set<std::string> more;
        if (!extra.empty()) {
            more = known;
            more.insert(extra.begin(), extra.end());
        }
        auto unknown = unknown_name(expression, extra.empty() ? known : more);
        if (unknown)
            report(std::move(*unknown), expression, at, advice);
        return !unknown;
    }
    std::set<std::string> names_;
    std::vector<std::string> axes_;
};

} // namespace

std::vector<Error> check_design(const Design& design) {
    Checker checker;
    checker.run(design);
    return checker.problems;
}

} // namespace alphascope
