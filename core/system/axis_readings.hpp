#pragma once
// Which dimension of an array is which axis. q [1, 24, 3, 8] may be 24 heads of 3 tokens or 3 heads of 24: what a file
// says decides, what it leaves open is guessed, and said.

#include "core/base/remark.hpp"
#include "core/base/types.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alphascope {

/// An array, and the signal it gives numbers to.
struct ArrayToRead {
    std::string name;              ///< of the array
    AxisNames declared;            ///< the signal's axes
    std::vector<Index> shape;      ///< as stored
    std::optional<AxisNames> said; ///< the reading that somebody typed, or that the file's metadata gives
};

/// Why a reading was taken, strongest first.
enum class ReadingReason {
    only,     ///< the sizes of the arrays leave no other one
    said,     ///< typed, or in the metadata
    tokens,   ///< the file says how many tokens there are
    stored,   ///< a stored o or alpha comes out
    names,    ///< query, key and value without a gate: batch head time state
    declared, ///< the order in which the design declares the axes
    length,   ///< behind a batch: more tokens than heads
};
bool is_guess(ReadingReason reason);

/// What tells readings apart beyond the shapes of arrays.
struct ReadingEvidence {
    Index tokens = 0;                      ///< 0: the file does not say
    std::optional<bool> heads_before_time; ///< by the file's metadata
    bool attention_names = false;          ///< query, key and value, and no gate
};

/// One way to read all arrays: they agree on the size of every axis.
struct AxisReading {
    std::map<std::string, AxisNames> axes; ///< by array; "batch" is none of the design's
    std::map<std::string, Index> sizes;    ///< of the axes, "batch" aside
    Index batch = 1;
    bool declared = true; ///< no array has time and heads the other way round than its signal declares them
};

struct AxisReadings {
    std::vector<AxisReading> possible; ///< the one to take first; empty where the arrays contradict each other
    ReadingReason reason{};            ///< of the first
    bool behind_batch = false;         ///< arrays have a batch in front
    /// Arrays that cannot be read beside the others, by name: why. Of the reading that fits most arrays.
    std::map<std::string, std::string> problems;
    AxisReading nearest; ///< that reading, with the arrays that fit
};

/// A reading of the arrays that is consistent, chosen by what is `said`, sizes and evidence; where two are left, the
/// declared order, and behind a batch the one with more tokens (channels keep the declared order).
AxisReadings axis_readings(const std::vector<ArrayToRead>& arrays, const ReadingEvidence& evidence);

bool has_axis(const AxisNames& axes, std::string_view axis);
/// Whether a reading has `lane` (heads, channels) and time the other way round than declared. Both name both.
bool is_turned(const AxisNames& reading, const AxisNames& declared, std::string_view lane);

/// "batch time head state".
std::string axes_text(const AxisNames& axes);
/// "1 × 24 × 3 × 8", or "a single number".
std::string shape_text_of(const std::vector<Index>& shape);

/// "BTHD", "bhtd", "BTC" or "time head": whether heads (or channels) come before time; nothing where it does not say.
std::optional<bool> heads_before_time(std::string_view layout);

} // namespace alphascope
