#pragma once
// Engines against the reference over one table of cases. Parity is measured, never assumed.

#include "core/engine/example_systems.hpp"
#include "core/engine/named_engines.hpp"

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
    std::string engine, kind, readout, normaliser; ///< ids
    Index length, state;
    Gates gates;
    double max_error; ///< largest |α − α_reference| over the largest |α_reference|; inf when only one is finite
    double bound;     ///< 2e-6, 1e-4 with extreme gates (SPEC section 7)
    bool within() const { return max_error <= bound; }
};

/// One row for each case and each engine that supports it, those of a case together; an engine that fails on a case has
/// max_error inf there. Engines that are not here are passed over. Ends early when stopped. Some seconds.
std::vector<ParityRow> parity_table(const std::vector<NamedEngine>& engines, const RunContext& run = {});
std::vector<ParityRow> parity_table(const Engine& engine, const RunContext& run = {});

/// The worst row of each kind, kind of gates and engine, in the order of example_kinds(), usual gates first.
std::vector<ParityRow> worst_of_each(const std::vector<ParityRow>& rows);

} // namespace alphascope
