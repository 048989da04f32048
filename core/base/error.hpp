#pragma once
// Errors are values with a place. What depends on the user, a file or a device returns Result; broken promises assert.

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace alphascope {

enum class ErrorCode {
    usage,          ///< the command line or a call's arguments are off
    invalid_design, ///< the design document, an expression in it, or a parameter
    invalid_scene,  ///< the scene document or a size in it
    invalid_data,   ///< a tensor file, or tensors that do not fit the design
    unavailable,    ///< the engine or device is not here
    io,             ///< a file cannot be read or written
    numerical,      ///< a result is not finite
    cancelled,      ///< the caller asked to stop; nothing partial is returned
};

/// `where` is a file, a JSON pointer ("/evolution/log") or a signal name; `offset` and `length` mark characters of the
/// text at that place (an expression) when known, else offset is -1. `message` says what to change.
struct Error {
    ErrorCode code{};
    std::string message;
    std::string where;
    std::ptrdiff_t offset = -1, length = 0;
};

template <class T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string where = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

/// Process exit status for an error (SPEC section 4): 2 usage, 3 invalid input, 4 unavailable, 5 file, 6 numerical,
/// 130.
int exit_status(ErrorCode code);

/// The same error placed in a file: its place inside stays behind the path ("path: /write").
Error in_file(Error error, std::string_view path);

/// "where: message", or the message alone. One line.
std::string one_line(const Error& error);

} // namespace alphascope
