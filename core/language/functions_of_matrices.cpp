// transpose, tril, block, matmul, matrix_power, inverse, solve: small matrices over the axes state (row) and from
// (column), one at every place of the other axes.

#include "core/base/types.hpp"
#include "core/language/call.hpp"
#include "core/language/linear_solve.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {

namespace {

/// Size of one matrix; what does not have an axis has size 1 along it.
struct MatrixSize {
    Index rows = 1, cols = 1;
    Index count() const { return rows * cols; }
};

MatrixSize size_of(const Axes& axes) {
    return {view_along(axes, "state").extent, view_along(axes, "from").extent};
}
bool has_axis(const Axes& axes, std::string_view name) {
    return std::any_of(axes.begin(), axes.end(), [&](const Axis& axis) { return axis.name == name; });
}

Axes places_of(const Axes& axes) {
    return without_axis(without_axis(axes, "state"), "from");
}

Result<void> check_matrix(const ShapedCall& call, std::size_t argument) {
    const Axes& axes = call.shape(argument).axes;
    if (has_axis(axes, "value"))
        return call_error(call.quote(argument) + " has an axis value; matrices lie over state and from");
    if (!has_axis(axes, "state") || !has_axis(axes, "from"))
        return call_error(call.quote(argument) + " has axes " + describe(axes) +
                          "; a matrix has axes state (its rows) and from (its columns)");
    return {};
}

Result<void> check_square(const ShapedCall& call) {
    if (auto fine = check_matrix(call, 0); !fine)
        return fine;
    const MatrixSize size = size_of(call.shape(0).axes);
    if (size.rows != size.cols)
        return call_error(call.quote(0) + " must be square, but has state " + std::to_string(size.rows) + " and from " +
                          std::to_string(size.cols));
    return {};
}

/// The matrices of a value, one a place, repeated over the places it does not have.
class Matrices {
public:
    Matrices(const Value& value, const Axes& places)
        : shape_(size_of(value.axes)), values_(expand(value, with_shape(places, value))) {}
    ComplexMatrix at(Index place) const {
        ComplexMatrix matrix(shape_.rows, shape_.cols);
        for (Index row = 0; row < shape_.rows; ++row)
            for (Index col = 0; col < shape_.cols; ++col) {
                const auto k = static_cast<std::size_t>(place * shape_.count() + row * shape_.cols + col);
                matrix(row, col) = {values_.real[k], values_.is_complex() ? values_.imaginary[k] : 0};
            }
        return matrix;
    }

private:
    static Axes with_shape(Axes places, const Value& value) {
        for (const char* axis : {"state", "from"})
            if (value.axis(axis))
                places = with_axis(places, {axis, value.extent(axis)});
        return places;
    }
    MatrixSize shape_;
    Value values_;
};

void put(double* real, double* imaginary, Index place, const ComplexMatrix& matrix) {
    Index k = place * matrix.size();
    for (Index row = 0; row < matrix.rows(); ++row)
        for (Index col = 0; col < matrix.cols(); ++col, ++k) {
            real[k] = matrix(row, col).real();
            if (imaginary)
                imaginary[k] = matrix(row, col).imag();
        }
}

/// What all arguments have besides their matrices.
Result<Axes> places_of(const ShapedCall& call) {
    Axes places;
    for (std::size_t k = 0; k < call.shapes.size(); ++k) {
        auto joint = joint_axes(places, "what stands before", places_of(call.shape(k).axes), call.quote(k));
        if (!joint)
            return joint;
        places = std::move(*joint);
    }
    return places;
}

/// One matrix (or vector over state) out of those of the arguments, at every place.
template <class Make> Value at_every_place(Call& call, Make make) {
    Value result = Value::room(call.result.axes, call.result.complex);
    if (result.real.empty())
        return result;
    const Axes places = places_of(call.result.axes);
    const MatrixSize size = size_of(call.result.axes);
    std::vector<Matrices> given;
    for (std::size_t k = 0; k < call.arguments.size(); ++k)
        given.emplace_back(call.argument(k), places);
    double* const real = result.real.write();
    double* const imaginary = call.result.complex ? result.imaginary.write() : nullptr;
    for_strips(
        element_count(places), size.count() * std::max(size.rows, size.cols),
        [&](Range some) {
            for (Index place = some.begin; place < some.end; ++place)
                put(real, imaginary, place, make(given, place));
        },
        call.run);
    return result;
}

using Given = std::vector<Matrices>;

ComplexMatrix power_of(const ComplexMatrix& matrix, Index exponent) {
    ComplexMatrix square = matrix, result = ComplexMatrix::Identity(matrix.rows(), matrix.rows());
    for (Index rest = exponent; rest > 0; rest /= 2) {
        if (rest % 2 == 1)
            result = result * square;
        square = square * square;
    }
    return result;
}

// ---- what comes out of which, by size
Result<MatrixSize> size_of_block(const ShapedCall& call) {
    MatrixSize size;
    for (std::size_t k = 0; k < 4; ++k) {
        if (auto fine = check_matrix(call, k); !fine)
            return tl::unexpected(fine.error());
        const MatrixSize own = size_of(call.shape(k).axes);
        if (k > 0 && (own.rows != size.rows || own.cols != size.cols))
            return call_error("the four parts of 'block' must have equal size, but " + call.quote(k) + " has axes " +
                              describe(call.shape(k).axes));
        size = own;
    }
    return MatrixSize{2 * size.rows, 2 * size.cols};
}

Result<MatrixSize> size_of_product(const ShapedCall& call) {
    for (std::size_t k = 0; k < 2; ++k)
        if (auto fine = check_matrix(call, k); !fine)
            return tl::unexpected(fine.error());
    const MatrixSize a = size_of(call.shape(0).axes), b = size_of(call.shape(1).axes);
    if (a.cols != b.rows)
        return call_error(call.quote(0) + " has " + std::to_string(a.cols) + " columns, but " + call.quote(1) +
                          " has " + std::to_string(b.rows) + " rows");
    return MatrixSize{a.rows, b.cols};
}

Result<MatrixSize> size_of_solution(const ShapedCall& call) {
    if (has_axis(call.shape(1).axes, "value"))
        return call_error(call.quote(1) + " has an axis value; matrices lie over state and from");
    const MatrixSize left = size_of(call.shape(0).axes), right = size_of(call.shape(1).axes);
    if (left.rows != right.rows)
        return call_error(call.quote(1) + " must have axis state of size " + std::to_string(left.rows) + ", but has " +
                          describe(call.shape(1).axes));
    return right;
}

Result<MatrixSize> size_of_result(const ShapedCall& call) {
    const MatrixSize size = size_of(call.shape(0).axes);
    switch (call.operation()) {
    case Operation::block: return size_of_block(call);
    case Operation::matmul: return size_of_product(call);
    case Operation::transpose: return check_matrix(call, 0).map([&] { return MatrixSize{size.cols, size.rows}; });
    case Operation::tril: return check_matrix(call, 0).map([&] { return size; });
    case Operation::solve: return check_square(call).and_then([&] { return size_of_solution(call); });
    default: return check_square(call).map([&] { return size; });
    }
}

} // namespace

Result<std::optional<Shape>> shape_of_matrices(const ShapedCall& call) {
    const auto size = size_of_result(call);
    if (!size)
        return tl::unexpected(size.error());
    if (call.operation() == Operation::matrix_power) {
        const auto power = whole_number(call, 1);
        if (!power)
            return tl::unexpected(power.error());
        if (power->value_or(0) < 0)
            return call_error("'matrix_power' needs a power of 0 or more, got " + std::to_string(**power));
    }
    auto axes = places_of(call);
    if (!axes)
        return tl::unexpected(axes.error());
    *axes = with_axis(*axes, {"state", size->rows});
    if (call.operation() != Operation::solve || has_axis(call.shape(1).axes, "from")) // else a vector
        *axes = with_axis(*axes, {"from", size->cols});
    const bool complex =
        std::any_of(call.shapes.begin(), call.shapes.end(), [](const Shape& shape) { return shape.complex; });
    return Shape{std::move(*axes), complex, {}};
}

Result<Value> call_of_matrices(Call& call) {
    const auto from_one = [&](auto make) {
        return at_every_place(call, [&](const Given& given, Index place) { return make(given[0].at(place)); });
    };
    switch (call.operation()) {
    case Operation::block:
        return at_every_place(call, [](const Given& given, Index place) {
            const ComplexMatrix a = given[0].at(place);
            ComplexMatrix whole(2 * a.rows(), 2 * a.cols());
            whole << a, given[1].at(place), given[2].at(place), given[3].at(place);
            return whole;
        });
    case Operation::matmul:
        return at_every_place(call, [](const Given& given, Index place) -> ComplexMatrix {
            return given[0].at(place) * given[1].at(place);
        });
    case Operation::matrix_power: {
        const Index exponent = **whole_number(call, 1);
        return from_one([&](const ComplexMatrix& a) { return power_of(a, exponent); });
    }
    case Operation::solve: // a right side without axis from is a vector
        return at_every_place(call, [](const Given& given, Index place) -> ComplexMatrix {
            return solve_square(given[0].at(place), given[1].at(place));
        });
    case Operation::transpose: return from_one([](const ComplexMatrix& a) { return ComplexMatrix(a.transpose()); });
    case Operation::tril:
        return from_one(
            [](const ComplexMatrix& a) { return ComplexMatrix(ComplexMatrix(a.triangularView<Eigen::Lower>())); });
    default: // inverse
        return from_one([](const ComplexMatrix& a) {
            return solve_square(a, ComplexMatrix(ComplexMatrix::Identity(a.rows(), a.cols())));
        });
    }
}

} // namespace alphascope
