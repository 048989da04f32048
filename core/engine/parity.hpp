#pragma once
// Engines against the reference over one table of cases. Parity is measured, never assumed.

#include "core/engine/engine.hpp"
#include "core/engine/example_systems.hpp"

namespace alphascope {

struct ParityCase {
    std::string kind; ///< one of example_kinds()
    ReadoutKind readout;
    NormaliserKind normaliser;
    Index length, state;
    Gates gates;

    System system() const;
};

/// Every kind with four pairs of φ and η at lengths 1, 2, 3, 37 and 257; every φ with every η over a diagonal system;
/// extreme gates. Sums only of φ ≥ 0: elsewhere η has zeros, and next to them no engine can agree with another.
std::vector<ParityCase> parity_cases();

struct ParityRow {
    std::string kind, readout, normaliser; ///< ids
    Index length, state;
    double max_error; ///< largest |α − α_reference| over the largest |α_reference|; inf when only one is finite
    double bound;     ///< 2e-6, 1e-4 with extreme gates (SPEC section 7)
    bool within() const { return max_error <= bound; }
};

/// One row for each case the engine supports; an engine that fails on a case has max_error inf there. Ends early when
/// stopped. Some seconds.
std::vector<ParityRow> parity_table(const Engine& engine, const RunContext& run = {});

} // namespace alphascope
