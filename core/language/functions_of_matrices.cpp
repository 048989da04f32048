// transpose, tril, block, matmul, matrix_power, inverse, solve: small matrices over the axes state (row) and from
// (column), one at every place of the other axes.

#include "core/base/types.hpp"
#include "core/language/call.hpp"

#include <Eigen/LU>

#include <cmath>

namespace alphascope {

namespace {

/// Size of one matrix; what does not have an axis has size 1 along it.
struct Shape {
    Index rows = 1, cols = 1;
    Index count() const { return rows * cols; }
};

Shape shape_of(const Value& value) {
    return {value.extent("state"), value.extent("from")};
}

Axes places_of(const Axes& axes) {
    return without_axis(without_axis(axes, "state"), "from");
}

Result<void> check_matrix(const Call& call, std::size_t argument) {
    const Value& value = call.argument(argument);
    if (value.axis("value"))
        return call_error(call.quote(argument) + " has an axis value; matrices lie over state and from");
    if (!value.axis("state") || !value.axis("from"))
        return call_error(call.quote(argument) + " has axes " + describe(value.axes) +
                          "; a matrix has axes state (its rows) and from (its columns)");
    return {};
}

Result<void> check_square(const Call& call, std::size_t argument) {
    if (auto fine = check_matrix(call, argument); !fine)
        return fine;
    const Shape shape = shape_of(call.argument(argument));
    if (shape.rows != shape.cols)
        return call_error(call.quote(argument) + " must be square, but has state " + std::to_string(shape.rows) +
                          " and from " + std::to_string(shape.cols));
    return {};
}

/// The matrices of a value, one a place, repeated over the places it does not have.
class Matrices {
public:
    Matrices(const Value& value, const Axes& places)
        : shape_(shape_of(value)), values_(expand(value, with_shape(places, value))) {}
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
    Shape shape_;
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

/// One matrix (or vector over state) out of those of the arguments, at every place.
template <class Make> Result<Value> at_every_place(Call& call, Shape shape, bool vector, Make make) {
    Axes places;
    bool complex = false;
    for (std::size_t k = 0; k < call.arguments.size(); ++k) {
        auto joint = joint_axes(places, "what stands before", places_of(call.argument(k).axes), call.quote(k));
        if (!joint)
            return tl::unexpected(joint.error());
        places = std::move(*joint);
        complex = complex || call.argument(k).is_complex();
    }
    Axes axes = with_axis(places, {"state", shape.rows});
    if (!vector)
        axes = with_axis(axes, {"from", shape.cols});
    if (auto fits = check_memory(axes, complex); !fits)
        return tl::unexpected(fits.error());
    Value result = Value::room(axes, complex);
    std::vector<Matrices> given;
    for (std::size_t k = 0; k < call.arguments.size(); ++k)
        given.emplace_back(call.argument(k), places);
    if (result.real.empty())
        return result;
    double* const real = result.real.write();
    double* const imaginary = complex ? result.imaginary.write() : nullptr;
    const Index work = shape.rows * shape.cols * std::max(shape.rows, shape.cols);
    for_strips(
        element_count(places), work,
        [&](Range some) {
            for (Index place = some.begin; place < some.end; ++place)
                put(real, imaginary, place, make(given, place));
        },
        call.run);
    return result;
}

using Given = std::vector<Matrices>;

Result<Value> block(Call& call) {
    Shape shape;
    for (std::size_t k = 0; k < 4; ++k) {
        if (auto fine = check_matrix(call, k); !fine)
            return tl::unexpected(fine.error());
        const Shape own = shape_of(call.argument(k));
        if (k > 0 && (own.rows != shape.rows || own.cols != shape.cols))
            return call_error("the four parts of 'block' must have equal size, but " + call.quote(k) + " has axes " +
                              describe(call.argument(k).axes));
        shape = own;
    }
    return at_every_place(call, {2 * shape.rows, 2 * shape.cols}, false, [&](const Given& given, Index place) {
        ComplexMatrix whole(2 * shape.rows, 2 * shape.cols);
        whole << given[0].at(place), given[1].at(place), given[2].at(place), given[3].at(place);
        return whole;
    });
}

Result<Value> matmul(Call& call) {
    for (std::size_t k = 0; k < 2; ++k)
        if (auto fine = check_matrix(call, k); !fine)
            return tl::unexpected(fine.error());
    const Shape a = shape_of(call.argument(0)), b = shape_of(call.argument(1));
    if (a.cols != b.rows)
        return call_error(call.quote(0) + " has " + std::to_string(a.cols) + " columns, but " + call.quote(1) +
                          " has " + std::to_string(b.rows) + " rows");
    return at_every_place(call, {a.rows, b.cols}, false, [](const Given& given, Index place) -> ComplexMatrix {
        return given[0].at(place) * given[1].at(place);
    });
}

Result<Value> matrix_power(Call& call) {
    if (auto fine = check_square(call, 0); !fine)
        return tl::unexpected(fine.error());
    const auto power = whole_number(call, 1);
    if (!power)
        return tl::unexpected(power.error());
    if (*power < 0)
        return call_error("'matrix_power' needs a power of 0 or more, got " + std::to_string(*power));
    const Shape shape = shape_of(call.argument(0));
    return at_every_place(call, shape, false, [&](const Given& given, Index place) {
        ComplexMatrix square = given[0].at(place), result = ComplexMatrix::Identity(shape.rows, shape.rows);
        for (Index rest = *power; rest > 0; rest /= 2, square = square * square)
            if (rest % 2 == 1)
                result = result * square;
        return result;
    });
}

/// A right side without axis from is a vector.
Result<Value> solve(Call& call) {
    if (auto fine = check_square(call, 0); !fine)
        return tl::unexpected(fine.error());
    const Shape left = shape_of(call.argument(0)), right = shape_of(call.argument(1));
    if (left.rows != right.rows)
        return call_error(call.quote(1) + " must have axis state of size " + std::to_string(left.rows) + ", but has " +
                          describe(call.argument(1).axes));
    return at_every_place(call, right, !call.argument(1).axis("from"),
                          [](const Given& given, Index place) -> ComplexMatrix {
                              return given[0].at(place).partialPivLu().solve(given[1].at(place));
                          });
}

/// One matrix into another of the same numbers of rows and columns, or of swapped ones.
template <class Make> Result<Value> from_one(Call& call, bool square, bool swapped, Make make) {
    if (auto fine = square ? check_square(call, 0) : check_matrix(call, 0); !fine)
        return tl::unexpected(fine.error());
    const Shape shape = shape_of(call.argument(0));
    return at_every_place(call, swapped ? Shape{shape.cols, shape.rows} : shape, false,
                          [&](const Given& given, Index place) -> ComplexMatrix { return make(given[0].at(place)); });
}

} // namespace

Result<Value> call_of_matrices(Call& call) {
    switch (call.operation()) {
    case Operation::block: return block(call);
    case Operation::matmul: return matmul(call);
    case Operation::matrix_power: return matrix_power(call);
    case Operation::solve: return solve(call);
    case Operation::transpose:
        return from_one(call, false, true, [](const ComplexMatrix& a) { return ComplexMatrix(a.transpose()); });
    case Operation::tril:
        return from_one(call, false, false, [](const ComplexMatrix& a) {
            return ComplexMatrix(ComplexMatrix(a.triangularView<Eigen::Lower>()));
        });
    default: // inverse
        return from_one(call, true, false, [](const ComplexMatrix& a) { return ComplexMatrix(a.inverse()); });
    }
}

} // namespace alphascope
