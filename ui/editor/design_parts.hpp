#pragma once
// The formulas of a design as a list: what the form shows, and how one of them is replaced.

#include "core/design/design.hpp"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace alphascope::ui {

enum class Section { let, evolution, write_read, readout, normaliser, more };

/// One formula. `pointer` is its JSON pointer in the document, as errors name it.
struct Part {
    std::string pointer;
    Section section;
    std::string label, help;
    std::optional<Expression> expression; ///< none: left out
    bool optional = false;                ///< may be left out
    bool operator==(const Part&) const = default;
};

/// Every formula of a design in the order of the form, absent optional ones included.
std::vector<Part> design_parts(const Design& design);

/// The design with one formula replaced; nullopt leaves it out. A log and a factor of the same step exclude each other:
/// setting one clears the other.
Design with_part(Design design, const std::string& pointer, std::optional<Expression> expression);

/// The first problem of `text` as the formula at `pointer`: its syntax, its names. On success the changed design.
Result<Design> with_part_text(const Design& design, const std::string& pointer, const std::string& text);

/// The formula that the one at `pointer` takes the place of, by its pointer; empty when there is none.
std::string replaced_part(const Design& design, const std::string& pointer);

/// Another evolution kind, keeping the formulas whose names both kinds have and filling the rest with what makes sense:
/// the signal whose role or name fits, else "0".
Design with_evolution_kind(Design design, const std::string& kind_id);
/// The same kind inside a delay, or without one.
Design with_delay(Design design, bool delayed);
Design with_readout(Design design, const std::string& id);
Design with_normaliser(Design design, const std::string& id);

} // namespace alphascope::ui
