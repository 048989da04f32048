#pragma once
// The design document: versioned JSON, strict, written in declaration order (SPEC section 2).

#include "core/base/error.hpp"
#include "core/design/design.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

inline constexpr int design_format_version = 2; ///< the newest that is read; older ones are subsets of it

/// Reads a design document. `where` of an error is the JSON pointer of the wrong field ("/evolution/log"); for an
/// expression offset and length mark its wrong characters. Checks everything that needs no data: keys, vocabularies,
/// expressions, names.
Result<Design> design_from_json(std::string_view text);

/// Every problem of a design document, in document order; empty when it is sound.
std::vector<Error> design_problems(std::string_view text);

/// The document, normalised: reading it gives an equal design.
std::string design_to_json(const Design& design);
/// The text of a document that says `before`, changed to say `after` with its own layout kept. The text may have
/// errors: they stay. nullopt where its layout has no place for the change.
std::optional<std::string> design_rewritten(std::string_view text, const Design& before, const Design& after);
/// The text with another formula at a JSON pointer, right or wrong; nullopt leaves it out. nullopt where its layout has
/// no such place.
std::optional<std::string> design_with_formula(std::string_view text, const std::string& pointer,
                                               const std::optional<std::string>& formula);
/// The text value or number at a JSON pointer of a document that may have errors; nullopt when there is none.
std::optional<std::string> formula_in_text(std::string_view text, std::string_view pointer);
/// 1, or 2 where the design says something that version 1 had no key for.
int format_version(const Design& design);

/// Problems of a design value: unknown names in expressions, names that clash with built-ins or each other, unknown
/// axes.
std::vector<Error> check_design(const Design& design);

} // namespace alphascope
