#pragma once
// What a result wants said wherever it appears: what was made up, guessed, broken, left out, sampled or is not finite.

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

enum class RemarkKind {
    made_up,
    guessed,
    promise,
    masked,
    empty_rows,
    not_finite,
    stored,
    unread,
    unused,
    sampled,
    engine,
    older,
    changed
};
struct RemarkInfo {
    RemarkKind kind;
    std::string_view id, help;
};
/// In the order in which remarks are told.
inline constexpr std::array remark_table{
    RemarkInfo{RemarkKind::made_up, "made_up", "signals that the file does not give came from a generator"},
    RemarkInfo{RemarkKind::guessed, "guessed", "an array could have been read in another way"},
    RemarkInfo{RemarkKind::promise, "promise", "given numbers outside a promised range, sign or norm"},
    RemarkInfo{RemarkKind::masked, "masked", "the file has a mask that the design does not read"},
    RemarkInfo{RemarkKind::empty_rows, "empty_rows", "rows whose keys are all masked by the data"},
    RemarkInfo{RemarkKind::not_finite, "not_finite", "cells that are infinite or not a number"},
    RemarkInfo{RemarkKind::stored, "stored", "how far the result is from what the file stored"},
    RemarkInfo{RemarkKind::unread, "unread", "members of the file that are no arrays of numbers"},
    RemarkInfo{RemarkKind::unused, "unused", "arrays of the file that the design does not take"},
    RemarkInfo{RemarkKind::sampled, "sampled", "shown from samples or with clipped values"},
    RemarkInfo{RemarkKind::engine, "engine", "a faster engine was passed over"},
    RemarkInfo{RemarkKind::older, "older", "the document is of a version that did not say this"},
    RemarkInfo{RemarkKind::changed, "changed", "the file is not the one that the document was saved with"},
};
const RemarkInfo& remark_info(RemarkKind kind);

/// The names of an array's dimensions, outermost first.
using AxisNames = std::vector<std::string>;

struct Remark {
    RemarkKind kind{};
    bool warning = false;                        ///< the result may not be what was meant; else it is worth knowing
    std::string text;                            ///< one sentence without its full stop, names in 'quotes'
    std::vector<std::string> names;              ///< signals, arrays or members it is about
    std::map<std::string, AxisNames> other_axes; ///< of a guess: array → the reading that was not taken
    bool operator==(const Remark&) const = default;
};

/// Worth knowing.
Remark note(RemarkKind kind, std::string text, std::vector<std::string> names = {});
/// The result may not be what was meant.
Remark warning(RemarkKind kind, std::string text, std::vector<std::string> names = {});

/// "warning: ..." or "note: ...".
std::string one_line(const Remark& remark);

/// The remarks of one kind, in their order.
std::vector<Remark> remarks_of(RemarkKind kind, const std::vector<Remark>& remarks);

} // namespace alphascope
