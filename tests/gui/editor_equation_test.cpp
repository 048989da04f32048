// What the equations say, against the notation of the design language written out by hand.
#include "tests/support/catch.hpp"
#include "ui/editor/equation_html.hpp"
#include "ui/editor/formula_html.hpp"

#include <algorithm>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

Expression formula(const char* text) {
    return parse_expression(text).value();
}

Design gated_delta_rule() {
    Design design;
    design.signals = {{.name = "q", .axes = {"head", "time", "state"}, .role = Role::query},
                      {.name = "k", .axes = {"head", "time", "state"}, .role = Role::key},
                      {.name = "g", .axes = {"head", "time"}, .role = Role::log_decay},
                      {.name = "beta", .axes = {"head", "time"}, .role = Role::step}};
    design.evolution.kind =
        HouseholderEvolution{.log_gate = formula("g"), .beta = formula("beta"), .key = formula("k")};
    design.write = formula("beta * k / sqrt(n)");
    design.read = formula("q");
    return design;
}

/// Without markup and thin spaces: what a reader reads.
QString plain(QString html) {
    html.remove(QChar(0x2009));
    bool inside = false;
    QString text;
    for (const QChar c : html) {
        if (c == '<')
            inside = true;
        else if (c == '>')
            inside = false;
        else if (!inside)
            text += c;
    }
    return text.replace("&lt;", "<").simplified();
}

QString right_of(const Design& design, const QString& left) {
    for (const auto& equation : equations(design))
        if (plain(equation.left) == left)
            return plain(equation.right);
    return "(no such equation)";
}

} // namespace

TEST_CASE("a gated delta rule reads as in the papers", "[gui][equation]") {
    const Design design = gated_delta_rule();
    CHECK(right_of(design, "Ai") == "exp(gi)(I − βikikiT)");
    CHECK(right_of(design, "bj") == "βjkj / √n");
    CHECK(right_of(design, "qi") == "qi");
    CHECK(right_of(design, "sij") == "qiT hij");
    CHECK(right_of(design, "αij") == "sij");
}

TEST_CASE("a gate per channel stands where it acts", "[gui][equation]") {
    Design design = gated_delta_rule();
    design.signals[2].axes = {"head", "time", "state"};
    CHECK(right_of(design, "Ai") == "(I − βikikiT)diagexp(gi)");
    std::get<HouseholderEvolution>(design.evolution.kind).gate = HouseholderEvolution::Gate::after;
    CHECK(right_of(design, "Ai") == "diagexp(gi)(I − βikikiT)");
}

TEST_CASE("a binding carries the index of what it is made of", "[gui][equation]") {
    Design design = gated_delta_rule();
    design.parameters = {{.name = "shift_by"}};
    design.let = {{"shifted", formula("g + shift_by")}};
    design.evolution.kind =
        HouseholderEvolution{.log_gate = formula("shifted"), .beta = formula("beta"), .key = formula("k")};
    CHECK(right_of(design, "Ai") == "exp(shiftedi)(I − βikikiT)");
    CHECK(right_of(design, "shiftedi") == "gi + shift_by");
}

TEST_CASE("softmax with a linear bias shows shear, φ and η", "[gui][equation]") {
    Design design = gated_delta_rule();
    design.evolution.kind = IdentityEvolution{};
    design.evolution.shear = formula("-slope");
    design.write = formula("k/sqrt(n)");
    design.readout.id = "exp";
    design.normaliser.id = "sum";
    CHECK(right_of(design, "Ai") == "I");
    CHECK(right_of(design, "sij") == "qiT hij + Σt=j+1…i (−slope)");
    CHECK(right_of(design, "αij") == "φ(sij) / ηi");
    CHECK(right_of(design, "φ(sij)") == "exp(sij)");
    CHECK(right_of(design, "ηi") == "Σj φ(sij)");
}

TEST_CASE("formulas lose stars and raise powers", "[gui][equation]") {
    const auto none = [](const QString&) { return QString(); };
    CHECK(plain(formula_html("2^(-8*(head+1)/heads)", none)) == "2−8(head + 1) / heads");
    CHECK(formula_html("2^-x", none) == "2<sup>−<i>x</i></sup>");
    CHECK(formula_html("a - b", none) == "<i>a</i> − <i>b</i>");
    CHECK(formula_html("-a", none) == "−<i>a</i>");
    CHECK(formula_html("A_log", none) == "<i>A</i><sub>log</sub>");
    CHECK(plain(formula_html("2*3", none)) == "2·3");
    CHECK(plain(formula_html("softplus(x, y) <= 1", none)) == "softplus(x, y) ≤ 1");
}

TEST_CASE("any text is shown, also one that is no formula", "[gui][equation]") {
    const auto none = [](const QString&) { return QString(); };
    for (const char* text : {"", "(", ")", "a * ", "sqrt(", "^", "exp()", "<b>&", "1e", "shift(", "((("})
        CHECK_NOTHROW(formula_html(text, none));
    CHECK_FALSE(formula_html("a < b", none).contains("< "));
}
