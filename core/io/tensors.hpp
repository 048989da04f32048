#pragma once
// Named arrays from a file, as float64, with the file's string metadata. Readers are strict and bounded (SPEC section
// 8).

#include "core/base/error.hpp"
#include "core/base/remark.hpp"
#include "core/base/types.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace alphascope {

struct Tensor {
    std::vector<Index> shape;      ///< empty for a 0-d array
    std::vector<double> data;      ///< row-major; the real parts of a complex array
    std::vector<double> imaginary; ///< the imaginary parts, as many; empty for a real array
    std::string dtype; ///< as stored: "float32", "float64", "float16", "bfloat16", "int64", "complex64", ...
};

struct TensorSet {
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::string> metadata; ///< safetensors __metadata__; empty for npz
    std::map<std::string, std::string> unread;   ///< members that are no arrays of numbers, by name: why, a clause
    std::vector<Remark> remarks;                 ///< about how the file was read
};

/// Reads .npz (stored or deflated), .npy, a folder of .npy, or .safetensors (F8 F16 BF16 F32 F64, complex, signed and
/// unsigned integers, BOOL), chosen by content, not by name. Numbers are exact but for 64-bit integers, which round to
/// the nearest double; the array of an .npy file has the file's name. One array or member that cannot be read is listed
/// as unread and harms no other. Errors: io when the file cannot be read, invalid_data when it is not what it says or
/// none of it is an array that can be read. `memory_limit` counts the file, what is unpacked and the numbers; more is
/// refused before it is allocated.
Result<TensorSet> read_tensors(const std::filesystem::path& path, std::size_t memory_limit = std::size_t{8} << 30);

/// The same from memory (samples compiled into the program, dropped data, fuzzing).
Result<TensorSet> read_tensors_from(std::string_view bytes, const std::string& name,
                                    std::size_t memory_limit = std::size_t{8} << 30);

enum class StoredType { float32, float64 };
struct NamedTensor {
    std::string name;
    std::vector<Index> shape;
    StoredType type = StoredType::float64;
    std::vector<double> float64; ///< filled when type is float64
    std::vector<float> float32;  ///< filled when type is float32
};

/// Writes a stored .npz that numpy reads, zip64 throughout; atomically (temporary file beside it, then rename). Errors:
/// usage when a shape does not count its numbers or names are doubled or no file names, io when it cannot be written.
Result<void> write_npz(const std::filesystem::path& path, const std::vector<NamedTensor>& arrays);

/// Writes bytes to a temporary file beside `path` and renames it: readers see the old file or the new one, never half.
/// Devices and folders are refused, a link stays a link.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Whole file as bytes; refuses directories and files above `limit` bytes.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

/// Rows of numbers with one header line; full precision, '.' as decimal point, RFC 4180. Where a column is shorter its
/// fields are empty.
std::string csv(const std::vector<std::string>& header, const std::vector<std::vector<double>>& columns);

} // namespace alphascope
