#include "core/base/error.hpp"

namespace alphascope {

int exit_status(ErrorCode code) {
    switch (code) {
    case ErrorCode::usage: return 2;
    case ErrorCode::invalid_design:
    case ErrorCode::invalid_scene:
    case ErrorCode::invalid_data: return 3;
    case ErrorCode::unavailable: return 4;
    case ErrorCode::io: return 5;
    case ErrorCode::numerical: return 6;
    case ErrorCode::cancelled: return 130;
    }
    return 1;
}

Error in_file(Error error, std::string_view path) {
    error.where = std::string(path) + (error.where.empty() ? "" : ": " + error.where);
    return error;
}

std::string one_line(const Error& error) {
    return error.where.empty() ? error.message : error.where + ": " + error.message;
}

} // namespace alphascope
