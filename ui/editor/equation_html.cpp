#include "ui/editor/equation_html.hpp"

#include "core/base/types.hpp"
#include "core/system/readout.hpp"
#include "ui/editor/formula_html.hpp"

#include <QObject>

#include <algorithm>
#include <map>
#include <set>

namespace alphascope::ui {

namespace {

/// Which axes a name varies along, for its index.
struct Uses {
    bool time = false, micro = false, state = false;
    Uses& operator|=(const Uses& other) {
        time |= other.time;
        micro |= other.micro;
        state |= other.state;
        return *this;
    }
};

/// Typesets a design's expressions with the right indices.
class Notation {
public:
    explicit Notation(const Design& design) {
        uses_["position"].time = true;
        for (const auto& signal : design.signals)
            for (const auto& axis : signal.axes) {
                uses_[signal.name].time |= axis == "time";
                uses_[signal.name].micro |= axis == "micro";
                uses_[signal.name].state |= axis == "state";
            }
        for (const auto& binding : design.let)
            uses_[binding.name] = of(binding.expression);
    }

    Uses of(const Expression& expression) const {
        Uses uses;
        for (const auto& name : names_in(expression))
            if (const auto found = uses_.find(name); found != uses_.end())
                uses |= found->second;
        return uses;
    }

    QString name(const std::string& text, const QString& time) const {
        return symbol_html(QString::fromStdString(text), index(text, time));
    }
    QString formula(const Expression& expression, const QString& time) const {
        return formula_html(expression.text,
                            [this, &time](const QString& name) { return index(name.toStdString(), time); });
    }
    /// In brackets unless it is a single name or number, so that it can be a factor.
    QString factor(const Expression& expression, const QString& time) const {
        const QString html = formula(expression, time);
        return is_atom(expression) ? html : "(" + html + ")";
    }

    static std::set<std::string> names_in(const Expression& expression) {
        return expression.tree ? names_read(expression) : std::set<std::string>{};
    }

private:
    static bool is_atom(const Expression& expression) {
        return std::all_of(expression.text.begin(), expression.text.end(),
                           [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.' || c == ' '; });
    }
    QString index(const std::string& name, const QString& time) const {
        const auto found = uses_.find(name);
        if (found == uses_.end() || !found->second.time)
            return {};
        return found->second.micro ? time + ",\u2009r" : time;
    }
    std::map<std::string, Uses> uses_;
};

/// x of "log(x)".
std::optional<Expression> argument_of_log(const Expression& expression) {
    const QString text = QString::fromStdString(expression.text).trimmed();
    if (!text.startsWith("log(") || !text.endsWith(')'))
        return std::nullopt;
    int depth = 1;
    for (qsizetype at = 4; at + 1 < text.size(); ++at)
        if (depth += (text[at] == '(') - (text[at] == ')'); depth == 0)
            return std::nullopt; // "log(x) + log(y)"
    auto argument = parse_expression(text.mid(4, text.size() - 5).toStdString());
    return argument ? std::optional(std::move(*argument)) : std::nullopt;
}

QString exp_of(const Notation& notation, const Expression& log, bool diagonal) {
    if (const auto base = argument_of_log(log)) // exp(log x) is x
        return diagonal ? "diag(" + notation.formula(*base, "i") + ")" : notation.factor(*base, "i");
    const QString inside = "exp(" + notation.formula(log, "i") + ")";
    return diagonal ? "diag\u2009" + inside : inside;
}

QString householder(const Notation& notation, const HouseholderEvolution& e) {
    const Expression& read = e.read ? *e.read : e.key;
    Uses uses = notation.of(e.beta);
    uses |= notation.of(e.key);
    QString factor = "(<i>I</i> − " + notation.factor(e.beta, "i") + "\u2009" + notation.factor(e.key, "i") + "\u2009" +
                     notation.factor(read, "i") + "<sup>T</sup>)";
    if (uses.micro)
        factor = "∏<sub><i>r</i></sub> " + factor;
    if (!e.log_gate)
        return factor;
    // A scalar gate commutes with everything and reads best in front; a gate per channel stands where it acts.
    const bool per_channel = notation.of(*e.log_gate).state;
    const QString gate = exp_of(notation, *e.log_gate, per_channel);
    const bool in_front = !per_channel || e.gate == HouseholderEvolution::Gate::after;
    return in_front ? gate + "\u2009" + factor : factor + "\u2009" + gate;
}

QString step_of(const Notation& notation, const EvolutionKind& kind) {
    const auto f = [&](const Expression& e) { return notation.formula(e, "i"); };
    return std::visit(
        Overloaded{
            [](const IdentityEvolution&) { return QStringLiteral("<i>I</i>"); },
            [&](const ScalarEvolution& e) {
                return (e.log ? exp_of(notation, *e.log, false) : notation.factor(*e.factor, "i")) + "\u2009<i>I</i>";
            },
            [&](const DiagonalEvolution& e) {
                return e.log ? exp_of(notation, *e.log, true) : "diag(" + f(*e.factor) + ")";
            },
            [&](const RotationEvolution& e) {
                const QString modulus = e.log_modulus ? exp_of(notation, *e.log_modulus, false) + "\u2009" : QString();
                return modulus + "rot(" + f(e.angle) + ")";
            },
            [&](const BlocksEvolution& e) {
                return "[" + f(e.a) + ",\u2002" + f(e.b) + ";\u2002" + f(e.c) + ",\u2002" + f(e.d) + "]";
            },
            [&](const HouseholderEvolution& e) { return householder(notation, e); },
            [&](const LowRankEvolution& e) {
                const QString d = "diag(" + f(e.d) + ")";
                const QString uv = notation.factor(e.u, "i") + "\u2009" + notation.factor(e.v, "i") + "<sup>T</sup>";
                return e.order == LowRankEvolution::Order::read_first ? d + " + " + uv
                                                                      : "(<i>I</i> + " + uv + ")\u2009" + d;
            },
            [&](const DenseEvolution& e) { return f(e.matrix); },
            [](const ConvolutionEvolution&) { return QObject::tr("shift by one lag"); },
            [&](const LevelMergeEvolution& e) {
                return (e.log ? exp_of(notation, *e.log, false) + "\u2009" : QString()) +
                       QObject::tr("(merge of levels up to ctz <i>i</i>)");
            },
        },
        kind);
}

QString readout(const Notation& notation, const Design& design) {
    const auto& choice = design.readout;
    const QString s = "<i>s<sub>ij</sub></i>";
    if (choice.formula)
        return formula_html(choice.formula->text,
                            [&](const QString& name) { return name == "score" ? "ij" : QString(); })
            .replace("<i>score</i>", "<i>s</i>");
    const auto value = [&](const char* name) {
        const auto found = choice.values.find(name);
        return found == choice.values.end() ? QString() : notation.formula(found->second, "i");
    };
    const auto offset = [&](const char* sign, const QString& by) { return by.isEmpty() ? s : s + sign + by; };
    if (choice.id == "identity")
        return s;
    if (choice.id == "exp")
        return "exp(" + s + ")";
    if (choice.id == "relu")
        return "max(" + offset(" − ", value("threshold")) + ", 0)";
    if (choice.id == "relu_squared")
        return "max(" + s + ", 0)<sup>2</sup>";
    if (choice.id == "square")
        return s + "<sup>2</sup>";
    if (choice.id == "sigmoid")
        return "sigmoid(" + offset(" + ", value("bias")) + ")";
    const QString parameter = value("threshold") + value("cap");
    return QString::fromStdString(choice.id).replace('_', ' ') + "(" + s +
           (parameter.isEmpty() ? QString() : "; " + parameter) + ")";
}

QString normaliser(const Notation& notation, const Design& design) {
    const auto& choice = design.normaliser;
    if (choice.formula)
        return notation.formula(*choice.formula, "i");
    static const std::map<std::string, QString> statistics{
        {"one", "1"},
        {"sum", "Σ<sub><i>j</i></sub> <i>φ</i>(<i>s<sub>ij</sub></i>)"},
        {"abs_sum", "Σ<sub><i>j</i></sub> |<i>φ</i>(<i>s<sub>ij</sub></i>)|"},
        {"max_abs_sum_1", "max(|Σ<sub><i>j</i></sub> <i>φ</i>(<i>s<sub>ij</sub></i>)|, 1)"},
        {"root_sum_squares", "√(Σ<sub><i>j</i></sub> <i>φ</i>(<i>s<sub>ij</sub></i>)<sup>2</sup>)"},
        {"position", "<i>i</i> + 1"},
        {"length", "<i>L</i>"}};
    const auto found = statistics.find(choice.id);
    QString html = found == statistics.end() ? QString::fromStdString(choice.id) : found->second;
    const auto& values = choice.values;
    if (const auto floor = values.find("floor"); floor != values.end())
        html = "max(" + html + ", " + notation.formula(floor->second, "i") + ")";
    if (const auto sink = values.find("sink"); sink != values.end())
        html += " + exp(" + notation.formula(sink->second, "i") + ")";
    if (const auto epsilon = values.find("epsilon"); epsilon != values.end())
        html += " + " + notation.formula(epsilon->second, "i");
    return html;
}

const QString h_i = "<i>h<sub>ij</sub></i>";

void add_evolution(std::vector<Equation>& into, const Notation& notation, const Evolution& evolution) {
    const QString a = "<i>A<sub>i</sub></i>", p = "<i>P<sub>i</sub></i>";
    if (!evolution.delay)
        return into.push_back({a, step_of(notation, evolution.kind)});
    QString q = evolution.delay->carry ? notation.formula(*evolution.delay->carry, "i") : QString("1");
    q = evolution.delay->through_inner ? (q == "1" ? p : q + "\u2009" + p)
                                       : (q == "1" ? "<i>I</i>" : q + "\u2009<i>I</i>");
    into.push_back({a, "[" + p + ",\u2002" + q + ";\u2002 0,\u2002 0]"});
    into.push_back({p, step_of(notation, evolution.kind)});
}

QString score(const Notation& notation, const Design& design) {
    QString html = "<i>q<sub>i</sub></i><sup>T</sup> " + h_i;
    if (const auto* convolution = std::get_if<ConvolutionEvolution>(&design.evolution.kind))
        html = notation.formula(convolution->kernel, "i−j") + " <i>q<sub>i</sub></i><sup>T</sup> <i>b<sub>j</sub></i>";
    if (design.evolution.shear)
        html += " + Σ<sub><i>t</i>=<i>j</i>+1…<i>i</i></sub> " + notation.factor(*design.evolution.shear, "t");
    return html;
}

} // namespace

std::vector<Equation> equations(const Design& design) {
    const Notation notation(design);
    const bool convolution = std::holds_alternative<ConvolutionEvolution>(design.evolution.kind);
    const QString alpha = "<i>α<sub>ij</sub></i>", phi = "<i>φ</i>(<i>s<sub>ij</sub></i>)";
    const bool plain_readout = !design.readout.formula && design.readout.id == "identity";
    const bool plain_normaliser = !design.normaliser.formula && design.normaliser.id == "one";

    std::vector<Equation> list;
    if (!convolution) {
        list.push_back({h_i, "<i>A<sub>i</sub></i> <i>h</i><sub><i>i</i>−1,\u2009<i>j</i></sub> ,\u2003"
                             "<i>h<sub>jj</sub></i> = <i>b<sub>j</sub></i>"});
        add_evolution(list, notation, design.evolution);
    }
    list.push_back({"<i>b<sub>j</sub></i>", notation.formula(design.write, "j")});
    list.push_back({"<i>q<sub>i</sub></i>", notation.formula(design.read, "i")});
    if (design.backward_read)
        list.push_back({"<i>q̃<sub>i</sub></i>", notation.formula(*design.backward_read, "i")});
    list.push_back({"<i>s<sub>ij</sub></i>", score(notation, design)});
    QString map = plain_readout ? QString("<i>s<sub>ij</sub></i>") : phi;
    if (!plain_normaliser)
        map += " / <i>η<sub>i</sub></i>";
    if (design.skip)
        map += " + [<i>i</i>=<i>j</i>]\u2009" + notation.factor(*design.skip, "i");
    if (design.backward_read)
        map += " + the same over the reversed sequence, read with <i>q̃</i>";
    if (design.window)
        map += QString(",\u2003%1 &lt; ").arg(design.backward_read ? "|<i>i</i> − <i>j</i>|" : "<i>i</i> − <i>j</i>") +
               notation.formula(*design.window, "i");
    list.push_back({alpha, map});
    if (!plain_readout)
        list.push_back({phi, readout(notation, design)});
    if (!plain_normaliser)
        list.push_back({"<i>η<sub>i</sub></i>", normaliser(notation, design)});
    for (const auto& binding : design.let)
        list.push_back({notation.name(binding.name, "i"), notation.formula(binding.expression, "i")});
    return list;
}

QString choice_html(const Design& design, std::string_view symbol) {
    const Notation notation(design);
    const auto optional = [&](const std::optional<Expression>& expression, const char* index) {
        return expression ? notation.formula(*expression, index) : QString();
    };
    if (symbol == "A_i") {
        const auto* convolution = std::get_if<ConvolutionEvolution>(&design.evolution.kind);
        const QString step = step_of(notation, design.evolution.kind);
        return convolution ? QObject::tr("%1, kernel %2").arg(step, notation.formula(convolution->kernel, "i−j"))
                           : step;
    }
    if (symbol == "b_j")
        return notation.formula(design.write, "j");
    if (symbol == "q_i")
        return notation.formula(design.read, "i");
    if (symbol == "φ(s)")
        return readout(notation, design);
    if (symbol == "η_i")
        return normaliser(notation, design);
    if (symbol == "delay") {
        std::vector<Equation> lines;
        if (design.evolution.delay)
            add_evolution(lines, notation, design.evolution);
        return lines.empty() ? QString() : lines.front().right;
    }
    if (symbol == "shear")
        return optional(design.evolution.shear, "i");
    if (symbol == "q̃_i")
        return optional(design.backward_read, "i");
    if (symbol == "v_j")
        return optional(design.value, "j");
    return symbol == "skip" ? optional(design.skip, "i") : optional(design.window, "i");
}

Equation where_html(const Design& design, const MathLine& line) {
    const Notation notation(design);
    for (const auto& binding : design.let)
        if (binding.name == line.left)
            return {notation.name(binding.name, "i"), notation.formula(binding.expression, "i")};
    const auto plain = [](const std::string& text) {
        return formula_html(text, [](const QString&) { return QString(); });
    };
    const bool words = line.left.find(' ') != std::string::npos; // "axes of q"
    return words ? Equation{QString::fromStdString(line.left).toHtmlEscaped(),
                            QString::fromStdString(line.right).toHtmlEscaped()}
                 : Equation{plain(line.left), plain(line.right)};
}

QString equation_html(const Design& design) {
    QString html = "<table cellspacing='0' cellpadding='2'>";
    for (const auto& equation : equations(design))
        html += "<tr><td align='right' style='white-space:nowrap'>" + equation.left +
                "</td><td>&nbsp;=&nbsp;</td><td>" + equation.right + "</td></tr>";
    return html + "</table>";
}

} // namespace alphascope::ui
