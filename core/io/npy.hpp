#pragma once
// numpy's .npy format, versions 1.0 to 3.0: magic, length, a Python dictionary literal, the numbers.

#include "core/base/error.hpp"
#include "core/io/stored_array.hpp"

namespace alphascope {

inline constexpr std::string_view npy_magic = "\x93NUMPY";

/// The array in `bytes`, all of them: nothing may follow it. Numbers only: f2 f4 f8, c8 c16, i1 to i8, u1 to u8, b1,
/// either byte order, C or Fortran order, and what ml_dtypes makes of bfloat16 ("<V2") and float8_e5m2 ("<f1").
Readable<Tensor> read_npy(std::string_view bytes, MemoryBudget& budget);

/// Remarks on arrays of .npy data whose type is taken for one that numpy cannot name.
std::vector<Remark> guessed_types(const std::map<std::string, Tensor>& tensors);

/// Everything of an .npy file (version 1.0, little-endian, C order) that precedes its numbers; `descr` is "<f4" and the
/// like. Its length is a multiple of 64, as numpy has it.
std::string npy_preamble(std::string_view descr, const std::vector<Index>& shape);

} // namespace alphascope
