#pragma once
// The scalar mathematics of the language, run over blocks of numbers. evaluate() and ScalarProgram share it.

#include "core/language/functions.hpp"

namespace alphascope {

/// One operand of a block: a number per element (stride 1) or one for all (stride 0).
struct BlockInput {
    const double* real = nullptr;
    const double* imaginary = nullptr; ///< nullptr for real numbers
    Index stride = 1;
};

/// out[e] = f(in[0][e], ...) for e < count, real operands. `out` may be the data of an operand with stride 1.
void apply_real(Operation operation, const BlockInput* in, double* out, Index count);

/// The same with complex operands (real ones may be mixed in); for operations whose table row takes complex numbers.
/// `imaginary` is not written where gives_real().
void apply_complex(Operation operation, const BlockInput* in, double* real, double* imaginary, Index count);

/// Operations whose result is real whatever the operands: re, im, abs, arg, ==, !=.
bool gives_real(Operation operation);

} // namespace alphascope
