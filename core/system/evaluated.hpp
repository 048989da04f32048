#pragma once
// The evaluated choices of a design on a scene, before they are cut into maps. Private to core/system.

#include "core/design/design.hpp"
#include "core/system/realise.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace alphascope {

/// A compiled formula of φ or η and the arrays its inputs beyond the statistics come from, in input order.
struct EvaluatedFormula {
    ScalarProgram program;
    std::vector<Value> inputs;
};

struct Realised::Evaluated {
    EvolutionKind kind;                  ///< for its alternatives and enums; the numbers are in `fields`
    std::map<std::string, Value> fields; ///< by field name (core/design/evolution_fields.hpp)
    std::optional<DelayEvolution> delay;
    std::optional<Value> carry, shear, skip;
    Value write, read;
    std::optional<Value> backward_read;
    Index window = 0;
    ReadoutKind readout = ReadoutKind::identity;
    NormaliserKind normaliser = NormaliserKind::one;
    std::map<std::string, Value> readout_values, normaliser_values;
    std::optional<EvaluatedFormula> readout_formula, normaliser_formula;
};

/// One map's numbers; `position` fixes each map axis. Errors also: cancelled.
Result<std::shared_ptr<const System>> build_system(const Realised& realised, const std::vector<Index>& position,
                                                   const RunContext& run);

/// The steps of one map. @param cut brings a value to this map (map axes fixed). @param n state size of the steps.
Result<Steps> build_steps(const Realised::Evaluated& evaluated, const std::function<Value(const Value&)>& cut,
                          Index length, Index n, bool complex, const RunContext& run);

/// A value seen as rows over time: L of them, or one for all tokens. Shares the value's numbers.
struct TimeRows {
    Numbers numbers;
    Index rows = 0, cols = 0;
    auto row(Index i) const {
        return Eigen::Map<const Eigen::RowVectorXd>(numbers.data() + (rows == 1 ? 0 : i * cols), cols);
    }
    double number(Index i) const { return row(i)[0]; }
    Matrix matrix(const RunContext& run) const;
    Vector vector() const { return Eigen::Map<const Vector>(numbers.data(), rows); } ///< @pre cols == 1
};

/// Rows over time of a value that may have axes time and `column`: L × columns, or 1 × columns when it has no time axis
/// and `constant` is allowed. Errors name what the value has too many or the wrong size of.
Result<TimeRows> rows_over_time(const Value& value, std::string_view name, Index length, std::string_view column,
                                Index columns, bool constant);

} // namespace alphascope
