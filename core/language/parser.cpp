// Recursive descent over the grammar (lowest first): comparison, sum, product, minus, power, value.

#include "core/language/functions.hpp"
#include "core/language/tokens.hpp"
#include "core/language/tree.hpp"

#include <algorithm>

namespace alphascope {

constexpr std::ptrdiff_t longest_text = 4096;
constexpr int deepest_nesting = 64;

namespace {

using NodePtr = std::unique_ptr<Node>;

class Parser {
public:
    Parser(std::string_view text, std::vector<Token> tokens) : text_(text), tokens_(std::move(tokens)) {}

    Result<NodePtr> whole() {
        if (tokens_.size() == 1)
            return fail(next().place, "expected an expression");
        auto root = comparison();
        if (root && next().kind != Token::Kind::end)
            return tl::unexpected(trailing());
        return root;
    }

private:
    Result<NodePtr> comparison() {
        auto left = sum();
        if (!left || !is_comparison(next()))
            return left;
        left = binary(std::move(*left), &Parser::sum);
        if (left && is_comparison(next()))
            return fail(next().place, "comparisons do not chain: " + quoted(next().text),
                        "; write (a < b) * (b < c) for both");
        return left;
    }

    Result<NodePtr> sum() {
        auto left = product();
        while (left && (is_symbol("+") || is_symbol("-")))
            left = binary(std::move(*left), &Parser::product);
        return left;
    }

    Result<NodePtr> product() {
        auto left = minus();
        while (left && (is_symbol("*") || is_symbol("/")))
            left = binary(std::move(*left), &Parser::minus);
        return left;
    }

    // Parentheses, calls, minus signs and exponents all come through here, so this bounds the recursion.
    Result<NodePtr> minus() {
        if (++depth_ > deepest_nesting)
            return fail(next().place, "nested more than " + std::to_string(deepest_nesting) + " deep",
                        "; name an inner part with a let");
        auto node = is_symbol("-") ? negation() : power();
        --depth_;
        return node;
    }

    Result<NodePtr> negation() {
        const Token sign = take();
        auto operand = minus();
        if (!operand)
            return operand;
        auto node = call_of("-x", sign.place);
        node->whole = {sign.place.offset, end_of((*operand)->whole) - sign.place.offset};
        node->arguments.push_back(std::move(*operand));
        return node;
    }

    Result<NodePtr> power() {
        auto base = value();
        return base && is_symbol("^") ? binary(std::move(*base), &Parser::minus) : std::move(base);
    }

    Result<NodePtr> value() {
        const Token token = next();
        if (token.kind == Token::Kind::number) {
            auto node = leaf(take());
            node->number = token.number;
            return node;
        }
        if (token.kind == Token::Kind::name) {
            take();
            return is_symbol("(") ? call(token) : name(token);
        }
        if (is_symbol("(")) {
            take();
            auto inside = comparison();
            if (!inside)
                return inside;
            if (!is_symbol(")"))
                return fail(next().place, "expected ')'");
            const Token closing = take();
            (*inside)->whole = {token.place.offset, end_of(closing.place) - token.place.offset};
            return inside;
        }
        const std::string after = at_ > 0 ? " after " + quoted(tokens_[at_ - 1].text) : "";
        const std::string found = token.kind == Token::Kind::end ? "" : ", found " + quoted(token.text);
        return fail(token.place, "expected a value" + after + found);
    }

    Result<NodePtr> name(const Token& token) {
        auto node = leaf(token);
        node->name = std::string(token.text);
        const FunctionInfo* function = find_function(token.text);
        if (function && !is_operator(*function))
            return fail(token.place, quoted(token.text) + " is a function",
                        "; write " + std::string(function->signature));
        return node;
    }

    Result<NodePtr> call(const Token& token) {
        const FunctionInfo* function = find_function(token.text);
        if (!function || is_operator(*function))
            return tl::unexpected(unknown_function(token));
        take(); // the opening parenthesis
        auto node = leaf(token);
        node->function = function;
        // Of two optional parts only one varies: the number of arguments says which of them are axes.
        const int given = count_arguments();
        const int minimum = function->values.minimum + function->axes.minimum;
        const int maximum = function->values.maximum + function->axes.maximum;
        if (given < minimum || given > maximum)
            return fail(token.place,
                        quoted(token.text) + " takes " + describe_arity(*function) + ", got " + std::to_string(given),
                        "; write " + std::string(function->signature));
        const bool values_vary = function->values.minimum != function->values.maximum;
        const int values = values_vary ? given - function->axes.minimum : function->values.minimum;
        for (int k = 0; k < given; ++k) {
            if (k < values) {
                auto argument = comparison();
                if (!argument)
                    return argument;
                node->arguments.push_back(std::move(*argument));
            } else if (next().kind == Token::Kind::name && !followed_by_more()) {
                const Token axis = take();
                node->axes.push_back({std::string(axis.text), axis.place});
            } else {
                return fail(next().place, quoted(token.text) + " expects the name of an axis",
                            "; write " + std::string(function->signature));
            }
            if (!is_symbol(k + 1 < given ? "," : ")"))
                return fail(next().place, k + 1 < given ? "expected ',' or ')'" : "expected ')'");
            take();
        }
        if (given == 0)
            take(); // the closing parenthesis
        node->whole = {token.place.offset, end_of(tokens_[at_ - 1].place) - token.place.offset};
        return node;
    }

    /// Arguments of the call whose opening parenthesis was just taken.
    int count_arguments() const {
        if (tokens_[at_].text == ")")
            return 0;
        int count = 1, open = 0;
        for (std::size_t t = at_; t < tokens_.size() && open >= 0; ++t) {
            const std::string_view text = tokens_[t].text;
            open += text == "(" ? 1 : text == ")" ? -1 : 0;
            count += text == "," && open == 0;
        }
        return count;
    }

    Result<NodePtr> binary(NodePtr left, Result<NodePtr> (Parser::*parse_right)()) {
        const Token symbol = take();
        auto right = (this->*parse_right)();
        if (!right)
            return right;
        auto node = call_of(symbol.text, symbol.place);
        node->whole = {left->whole.offset, end_of((*right)->whole) - left->whole.offset};
        node->arguments.push_back(std::move(left));
        node->arguments.push_back(std::move(*right));
        return node;
    }

    Error unknown_function(const Token& token) const {
        std::vector<std::string> names;
        for (const FunctionInfo& function : function_table())
            if (!is_operator(function))
                names.emplace_back(function.name);
        const std::string nearest = nearest_name(token.text, names);
        return error_at(text_, token.place, "unknown function " + quoted(token.text),
                        nearest.empty() ? "; a product is written " + std::string(token.text) + " * (...)"
                                        : "; did you mean " + quoted(nearest) + "?");
    }

    Error trailing() const {
        const Token& token = next();
        if (token.text == ")")
            return error_at(text_, token.place, "')' without '('");
        if (token.text == ",")
            return error_at(text_, token.place, "',' outside a call", "; the decimal point is '.'");
        return error_at(text_, token.place, "expected an operator before " + quoted(token.text),
                        "; a product is written with '*'");
    }

    static NodePtr leaf(const Token& token) {
        auto node = std::make_unique<Node>();
        node->place = node->whole = token.place;
        return node;
    }
    static NodePtr call_of(std::string_view symbol, Span place) {
        auto node = std::make_unique<Node>();
        node->function = find_function(symbol);
        node->place = place;
        return node;
    }
    static std::ptrdiff_t end_of(Span span) { return span.offset + span.length; }
    tl::unexpected<Error> fail(Span place, const std::string& message, const std::string& advice = {}) const {
        return tl::unexpected(error_at(text_, place, message, advice));
    }

    const Token& next() const { return tokens_[at_]; }
    const Token& take() { return tokens_[next().kind == Token::Kind::end ? at_ : at_++]; }
    bool is_symbol(std::string_view symbol) const {
        return next().kind == Token::Kind::symbol && next().text == symbol;
    }
    bool followed_by_more() const {
        const Token& after = tokens_[at_ + 1];
        return after.kind != Token::Kind::end && after.text != "," && after.text != ")";
    }
    static bool is_comparison(const Token& token) {
        const FunctionInfo* function = token.kind == Token::Kind::symbol ? find_function(token.text) : nullptr;
        return function && function->operation >= Operation::less && function->operation <= Operation::not_equal;
    }

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

Result<Expression> parse_expression(std::string_view text) {
    if (std::ssize(text) > longest_text)
        return failure(ErrorCode::invalid_design, "an expression may have " + std::to_string(longest_text) +
                                                      " characters, this one has " + std::to_string(text.size()) +
                                                      "; name parts of it with lets");
    auto tokens = tokenise(text);
    if (!tokens)
        return tl::unexpected(tokens.error());
    auto root = Parser(text, std::move(*tokens)).whole();
    if (!root)
        return tl::unexpected(root.error());
    return Expression{std::string(text), std::shared_ptr<const Node>(std::move(*root))};
}

} // namespace alphascope
