// Cuts one map out of the evaluated choices: b, q and the finishing vectors as plain arrays.

#include "core/base/strips.hpp"
#include "core/language/loop_nest.hpp"
#include "core/system/evaluated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace alphascope {
namespace {

// Order in which state coordinates are stored: rotation pairs and 2×2 blocks become neighbours (coefficients do not
// change when the state's coordinates are permuted).
std::vector<Index> coordinate_order(const Realised::Evaluated& evaluated, Index n) {
    std::vector<Index> order(static_cast<std::size_t>(n));
    for (Index k = 0; k < n; ++k)
        order[static_cast<std::size_t>(k)] = k;
    const auto* rotation = std::get_if<RotationEvolution>(&evaluated.kind);
    Index pairs = 0;
    if (rotation && rotation->pairs == RotationEvolution::Pairs::half)
        // one angle turns all pairs; more than fit are an error of build_steps()
        pairs = evaluated.fields.at("angle").axis("pair") ? std::min(evaluated.fields.at("angle").extent("pair"), n / 2)
                                                          : n / 2;
    if (std::holds_alternative<BlocksEvolution>(evaluated.kind))
        pairs = n / 2;
    for (Index m = 0; m < pairs; ++m) {
        order[static_cast<std::size_t>(2 * m)] = m;
        order[static_cast<std::size_t>(2 * m + 1)] = m + pairs;
    }
    return order;
}

// How the coordinates of one half of the state are laid out: ordered, padded to an even size for rotations, complex
// modes as (Re, ±Im) pairs.
struct Arrangement {
    std::vector<Index> order;
    bool complex, pad;
    Index inner() const { return static_cast<Index>(order.size()); }
    Index size() const { return complex ? 2 * inner() : inner() + (pad ? inner() % 2 : 0); }
    bool changes_nothing() const { return !complex && size() == inner() && std::is_sorted(order.begin(), order.end()); }
    void row(const double* real, const double* imaginary, bool conjugate, double* to) const {
        if (!complex) {
            for (Index k = 0; k < inner(); ++k)
                to[k] = real[order[static_cast<std::size_t>(k)]];
            std::fill(to + inner(), to + size(), 0.0);
            return;
        }
        for (Index m = 0; m < inner(); ++m) {
            to[2 * m] = real[m];
            to[2 * m + 1] = imaginary ? (conjugate ? -imaginary[m] : imaginary[m]) : conjugate ? -0.0 : 0.0;
        }
    }
};

// b or q as rows of real numbers, both halves of a delay arranged.
Result<TokenRows> arranged(const Value& value, const char* name, Index length, Index halves, const Arrangement& half,
                           bool conjugate, const RunContext& run) {
    const Index size = halves * half.inner();
    const auto real = rows_over_time({value.axes, value.real, {}}, name, length, "state", size, false);
    if (!real)
        return tl::unexpected(real.error());
    if (half.changes_nothing())
        return TokenRows(real->numbers, real->rows, real->cols);
    Result<TimeRows> imaginary;
    if (value.is_complex())
        imaginary = rows_over_time({value.axes, value.imaginary, {}}, name, length, "state", size, false);
    Matrix result(length, halves * half.size());
    for_strips(
        length, size,
        [&](Range some) {
            for (Index i = some.begin; i < some.end; ++i)
                for (Index h = 0; h < halves; ++h)
                    half.row(real->row(i).data() + h * half.inner(),
                             value.is_complex() ? imaginary->row(i).data() + h * half.inner() : nullptr, conjugate,
                             result.row(i).data() + h * half.size());
        },
        run);
    return result;
}

// Numbers per head or per row: a vector of 1 or L entries.
Result<Vector> per_row(const Value& value, const std::string& where, Index length) {
    auto rows = rows_over_time(value, where, length, "", 1, true);
    if (!rows) {
        Error error = rows.error();
        error.where = where;
        return tl::unexpected(error);
    }
    return rows->vector();
}

Result<Matrix> formula_inputs(const EvaluatedFormula& formula, const std::function<Value(const Value&)>& cut,
                              const std::string& where, Index length) {
    Matrix inputs(length, static_cast<Index>(formula.inputs.size()));
    for (std::size_t k = 0; k < formula.inputs.size(); ++k) {
        const auto column = per_row(cut(formula.inputs[k]), where, length);
        if (!column)
            return tl::unexpected(column.error());
        if (column->size() == 1)
            inputs.col(static_cast<Index>(k)).setConstant((*column)[0]);
        else
            inputs.col(static_cast<Index>(k)) = *column;
    }
    return inputs;
}

// b of micro step r passes through the factors r+1.. of its own token (ARCHITECTURES 7.3).
Result<TokenRows> past_later_factors(const Realised::Evaluated& evaluated,
                                     const std::function<Value(const Value&)>& cut, Index micro, Index length,
                                     const TokenRows& written, const RunContext& run) {
    if (!std::holds_alternative<HouseholderEvolution>(evaluated.kind))
        return written;
    Matrix b = written;
    const Value key = cut(evaluated.fields.at("key")), beta = cut(evaluated.fields.at("beta"));
    const Value read = evaluated.fields.contains("read") ? cut(evaluated.fields.at("read")) : key;
    const Index factors = std::max({key.extent("micro"), beta.extent("micro"), read.extent("micro")});
    for (Index m = micro + 1; m < factors; ++m) {
        const auto k = rows_over_time(slice(key, "micro", m), "key", length, "state", b.cols(), false);
        const auto r = rows_over_time(slice(read, "micro", m), "read", length, "state", b.cols(), false);
        const auto strength = rows_over_time(slice(beta, "micro", m), "beta", length, "", 1, false);
        for (const auto* part : {&k, &r, &strength})
            if (!*part)
                return tl::unexpected(part->error());
        for_strips(
            length, b.cols(),
            [&](Range some) {
                for (Index j = some.begin; j < some.end; ++j)
                    b.row(j) -= strength->number(j) * r->row(j).dot(b.row(j)) * k->row(j);
            },
            run);
    }
    return b;
}

// The same numbers from the last token to the first.
Value reversed_in_time(const Value& value) {
    const Axis* time = value.axis("time");
    if (!time)
        return value;
    const AxisView view = view_along(value.axes, "time");
    const auto turned = [&](const Numbers& plane) {
        Numbers rows = Numbers::room(plane.size());
        double* to = rows.write();
        for_strips(plane.empty() ? 0 : view.outer * view.extent, view.inner, [&](Range some) {
            for (Index row = some.begin; row < some.end; ++row) {
                const Index t = row % view.extent;
                std::copy_n(plane.data() + (row + view.extent - 1 - 2 * t) * view.inner, view.inner,
                            to + row * view.inner);
            }
        });
        return rows;
    };
    return {value.axes, turned(value.real), turned(value.imaginary)};
}

enum class Pass { forward, backward };

// A place that is only the name of a field becomes a pointer: the choice itself, or the field of that name in it.
Error placed(Error error, const std::string& choice) {
    if (error.where.empty() || choice.ends_with("/" + error.where))
        error.where = choice;
    else if (!error.where.starts_with('/'))
        error.where = choice + "/" + error.where;
    return error;
}

Result<std::shared_ptr<System>> build_pass(const Realised& realised, const std::vector<Index>& position, Pass pass,
                                           const RunContext& run) {
    const Realised::Evaluated& e = *realised.evaluated;
    const Index length = realised.length;
    Index micro = -1;
    const std::function<Value(const Value&)> cut = [&](const Value& value) {
        Value result = value;
        for (std::size_t k = 0; k < position.size(); ++k)
            if (realised.map_axes[k].name != "micro") // factors keep their micro axis
                result = slice(result, realised.map_axes[k].name, position[k]);
        return pass == Pass::backward ? reversed_in_time(result) : result;
    };
    const std::function<Value(const Value&)> cut_lags = [&](const Value& value) { // a kernel's time is the lag
        return pass == Pass::backward ? reversed_in_time(cut(value)) : cut(value);
    };
    for (std::size_t k = 0; k < position.size(); ++k)
        if (realised.map_axes[k].name == "micro")
            micro = position[k];
    Value write = cut(e.write);
    const Value read = cut(pass == Pass::backward ? *e.backward_read : e.read);
    if (micro >= 0)
        write = slice(write, "micro", micro);

    Index size = std::max(write.extent("state"), read.extent("state"));
    for (const auto& [name, value] : e.fields)
        if (!std::holds_alternative<BlocksEvolution>(e.kind))
            size = std::max(size, value.extent("state") * (e.delay ? 2 : 1));
    if (e.delay && size % 2)
        return failure(ErrorCode::invalid_design,
                       fmt::format("a delay block needs an even number of coordinates, write has {}", size), "/write");
    if (std::holds_alternative<BlocksEvolution>(e.kind) && size % (e.delay ? 4 : 2))
        return failure(ErrorCode::invalid_design,
                       fmt::format("2×2 blocks need an even number of coordinates, write has {}", size), "/write");
    const Index halves = e.delay ? 2 : 1, inner = size / halves;
    bool complex = write.is_complex() || read.is_complex();
    for (const char* name : {"log", "factor"})
        if (const auto found = e.fields.find(name); found != e.fields.end())
            complex = complex || found->second.is_complex();
    if (complex && e.kind.index() > 2) // beyond identity, scalar, diagonal
        return failure(ErrorCode::invalid_design,
                       "a complex write or read needs an identity, scalar or diagonal evolution", "/write");

    const Arrangement half{coordinate_order(e, inner), complex, std::holds_alternative<RotationEvolution>(e.kind)};

    auto system = std::make_shared<System>();
    auto steps = build_steps(e, std::holds_alternative<ConvolutionEvolution>(e.kind) ? cut_lags : cut, length, inner,
                             complex, run);
    if (!steps)
        return tl::unexpected(placed(steps.error(), e.delay ? "/evolution/inner" : "/evolution"));
    system->steps = std::move(*steps);
    auto b = arranged(write, "write", length, halves, half, false, run);
    if (!b)
        return tl::unexpected(placed(b.error(), "/write"));
    if (micro >= 0)
        b = past_later_factors(e, cut, micro, length, *b, run);
    if (!b)
        return tl::unexpected(placed(b.error(), "/evolution"));
    auto q = arranged(read, "read", length, halves, half, true, run);
    if (!q)
        return tl::unexpected(placed(q.error(), "/read"));
    system->b = std::move(*b);
    system->q = std::move(*q);

    if (e.delay) {
        Value carry = e.carry ? cut(*e.carry) : Value::number(1);
        auto rows = rows_over_time(carry, "carry", length, carry.axis("state") ? "state" : "", inner, true);
        if (!rows)
            return tl::unexpected(placed(rows.error(), "/evolution/carry"));
        Matrix carries = rows->matrix(run);
        if (rows->cols > 1) { // in the order and with the padding of the state; a complex mode's is on both its parts
            carries.resize(rows->rows, half.size());
            for (Index i = 0; i < rows->rows; ++i)
                half.row(rows->row(i).data(), rows->row(i).data(), false, carries.row(i).data());
        }
        system->delay = Delay{std::move(carries), e.delay->through_inner};
    }
    const auto vector = [&](const std::optional<Value>& value, const char* where, Vector& into) -> Result<void> {
        if (!value)
            return {};
        auto rows = per_row(cut(*value), where, length);
        if (!rows)
            return tl::unexpected(rows.error());
        into = rows->size() == 1 ? Vector(Vector::Constant(length, (*rows)[0])) : std::move(*rows);
        return {};
    };
    if (auto done = vector(e.shear, "/evolution/shear", system->shear); !done)
        return tl::unexpected(done.error());
    if (pass == Pass::forward) // added once
        if (auto done = vector(e.skip, "/skip", system->skip); !done)
            return tl::unexpected(done.error());
    system->window = e.window;
    system->readout.kind = e.readout;
    for (const auto& [name, value] : e.readout_values) {
        auto rows = per_row(cut(value), "/readout/" + name, length);
        if (!rows)
            return tl::unexpected(rows.error());
        system->readout.value = std::move(*rows);
    }
    system->normaliser.kind = e.normaliser;
    for (const auto& [name, value] : e.normaliser_values) {
        auto rows = per_row(cut(value), "/normaliser/" + name, length);
        if (!rows)
            return tl::unexpected(rows.error());
        (name == "epsilon" ? system->normaliser.epsilon
         : name == "floor" ? system->normaliser.floor
                           : system->normaliser.sink) = std::move(*rows);
    }
    if (e.readout_formula) {
        auto inputs = formula_inputs(*e.readout_formula, cut, "/readout", length);
        if (!inputs)
            return tl::unexpected(inputs.error());
        system->readout.formula = e.readout_formula->program;
        system->readout.row_inputs = std::move(*inputs);
    }
    if (e.normaliser_formula) {
        auto inputs = formula_inputs(*e.normaliser_formula, cut, "/normaliser", length);
        if (!inputs)
            return tl::unexpected(inputs.error());
        system->normaliser.formula = e.normaliser_formula->program;
        system->normaliser.row_inputs = std::move(*inputs);
    }
    return system;
}

} // namespace

Result<std::shared_ptr<const System>> build_system(const Realised& realised, const std::vector<Index>& position,
                                                   const RunContext& run) {
    auto system = build_pass(realised, position, Pass::forward, run);
    if (!system)
        return tl::unexpected(std::move(system.error()));
    if (realised.evaluated->backward_read) {
        auto backward = build_pass(realised, position, Pass::backward, run);
        if (!backward)
            return tl::unexpected(std::move(backward.error()));
        (*system)->backward = std::move(*backward);
    }
    if (run.cancelled())
        return failure(ErrorCode::cancelled, "stopped");
    return std::shared_ptr<const System>(std::move(*system));
}

} // namespace alphascope
