#include "ui/editor/formula_html.hpp"

#include <QHash>
#include <QStringList>

#include <vector>

namespace alphascope::ui {

namespace {

struct Token {
    enum Kind { number, name, sign, end } kind = end;
    QString text;
};

std::vector<Token> tokens_of(const QString& text) {
    std::vector<Token> tokens;
    const auto word = [](QChar c) { return c.isLetterOrNumber() || c == '_'; };
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c.isSpace()) {
            ++at;
            continue;
        }
        qsizetype end = at + 1;
        if (c.isDigit() || (c == '.' && end < text.size() && text[end].isDigit())) {
            while (end < text.size() && (text[end].isDigit() || text[end] == '.' || text[end].toLower() == 'e' ||
                                         ((text[end] == '-' || text[end] == '+') && text[end - 1].toLower() == 'e')))
                ++end;
            tokens.push_back({Token::number, text.mid(at, end - at)});
        } else if (word(c)) {
            while (end < text.size() && word(text[end]))
                ++end;
            tokens.push_back({Token::name, text.mid(at, end - at)});
        } else {
            if (end < text.size() && text[end] == '=')
                ++end;
            tokens.push_back({Token::sign, text.mid(at, end - at)});
        }
        at = end;
    }
    tokens.emplace_back();
    return tokens;
}

const QHash<QString, QString>& greek() {
    static const QHash<QString, QString> letters{
        {"alpha", "α"}, {"beta", "β"},  {"gamma", "γ"},  {"delta", "δ"}, {"epsilon", "ε"}, {"eta", "η"},
        {"theta", "θ"}, {"kappa", "κ"}, {"lambda", "λ"}, {"lamb", "λ"},  {"mu", "μ"},      {"nu", "ν"},
        {"xi", "ξ"},    {"pi", "π"},    {"rho", "ρ"},    {"sigma", "σ"}, {"tau", "τ"},     {"phi", "φ"},
        {"chi", "χ"},   {"psi", "ψ"},   {"omega", "ω"},  {"Delta", "Δ"}, {"Lambda", "Λ"},  {"dt", "Δ"}};
    return letters;
}

/// Walks the tokens once, writing HTML.
class Typesetter {
public:
    Typesetter(std::vector<Token> tokens, const IndexOf& index_of) : tokens_(std::move(tokens)), index_of_(index_of) {}

    QString all() {
        QString html;
        while (now().kind != Token::end)
            html += step();
        return html;
    }

private:
    const Token& now() const { return tokens_[at_]; }
    bool is(const char* sign) const { return now().kind == Token::sign && now().text == QLatin1String(sign); }
    bool next_is_open() const { return at_ + 1 < tokens_.size() && tokens_[at_ + 1].text == "("; }

    /// Index just past the bracket that opens at `open`.
    std::size_t past_bracket(std::size_t open) const {
        int depth = 0;
        for (std::size_t at = open; at < tokens_.size() && tokens_[at].kind != Token::end; ++at) {
            const QString& text = tokens_[at].text;
            if (text == "(" || text == "[")
                ++depth;
            else if ((text == ")" || text == "]") && --depth == 0)
                return at + 1;
        }
        return tokens_.size() - 1;
    }

    QString until(std::size_t end) {
        QString html;
        while (at_ < end && now().kind != Token::end)
            html += step();
        return html;
    }

    QString step() {
        const Token token = now();
        if (token.kind == Token::number) {
            ++at_;
            operand_ = true;
            return token.text;
        }
        if (token.kind == Token::name)
            return next_is_open() ? call() : name();
        return sign();
    }

    QString name() {
        const QString text = now().text;
        ++at_;
        operand_ = true;
        return symbol_html(text, index_of_(text));
    }

    QString call() {
        const QString function = now().text;
        const std::size_t open = at_ + 1, past = past_bracket(open);
        const std::size_t inside = past - open - 2; // tokens between the brackets
        at_ = open + 1;
        operand_ = false;
        QString html;
        if (function == "exp" && now().text == "log" && next_is_open() && past_bracket(at_ + 1) == past - 1) {
            at_ += 2; // exp(log(x)) is x
            html = until(past - 2);
            if (inside > 4)
                html = "(" + html + ")";
        } else if (function == "sqrt" && inside == 1)
            html = "√" + until(past - 1);
        else if (function == "shift" && inside == 1 && !index_of_(now().text).isEmpty())
            html = previous();
        else if (function == "exp" && inside <= 4 && plain(at_, past - 1))
            html = "<i>e</i><sup>" + until(past - 1) + "</sup>";
        else
            html = (function == "sqrt" ? QStringLiteral("√") : function) + "(" + until(past - 1) + ")";
        at_ = past;
        operand_ = true;
        return html;
    }

    /// shift(w): the previous token's w.
    QString previous() {
        const QString text = now().text;
        ++at_;
        return symbol_html(text, index_of_(text) + "−1");
    }

    bool plain(std::size_t from, std::size_t to) const {
        for (std::size_t at = from; at < to; ++at)
            if (tokens_[at].text == "(" || tokens_[at].text == "," || tokens_[at].text == "^")
                return false;
        return true;
    }

    QString sign() {
        const QString text = now().text;
        ++at_;
        const bool binary = operand_;
        operand_ = text == ")" || text == "]";
        if (text == "*")
            return now().kind == Token::number ? QStringLiteral("\u2009·\u2009") : QStringLiteral("\u2009");
        if (text == "^")
            return "<sup>" + exponent() + "</sup>";
        if (text == "-")
            return binary ? QStringLiteral(" − ") : QStringLiteral("−");
        if (text == ",")
            return QStringLiteral(", ");
        static const QHash<QString, QString> relations{{"<=", " ≤ "},   {">=", " ≥ "},   {"==", " = "}, {"!=", " ≠ "},
                                                       {"<", " &lt; "}, {">", " &gt; "}, {"+", " + "},  {"/", " / "}};
        return relations.value(text, text.toHtmlEscaped());
    }

    QString exponent() {
        QString html;
        operand_ = false;
        if (is("-")) {
            html = "−";
            ++at_;
        }
        if (is("(")) {
            const std::size_t past = past_bracket(at_);
            ++at_;
            html += until(past - 1);
            at_ = past;
        } else if (now().kind != Token::end)
            html += step();
        operand_ = true;
        return html;
    }

    std::vector<Token> tokens_;
    const IndexOf& index_of_;
    std::size_t at_ = 0;
    bool operand_ = false; ///< the last thing written can be a left operand: tells a minus sign from a difference
};

} // namespace

QString symbol_html(const QString& name, const QString& index) {
    // "A_log" is A with a subscript, "shift_by" a word: only what shows as one letter carries one.
    const qsizetype head = name.indexOf('_');
    const qsizetype bar = head > 0 && greek().value(name.left(head), name.left(head)).size() == 1 ? head : -1;
    const QString base = bar > 0 ? name.left(bar) : name;
    const QString rest = bar > 0 ? name.mid(bar + 1).replace('_', ' ') : QString();
    QString below = rest.toHtmlEscaped();
    if (!index.isEmpty())
        below += (below.isEmpty() ? "" : ",\u2009") + ("<i>" + index + "</i>");
    QString html = "<i>" + greek().value(base, base).toHtmlEscaped() + "</i>";
    if (!below.isEmpty())
        html += "<sub>" + below + "</sub>";
    return html;
}

QString formula_html(std::string_view text, const IndexOf& index_of) {
    const auto tokens = tokens_of(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    return Typesetter(tokens, index_of).all();
}

} // namespace alphascope::ui
