#pragma once
// The interface every engine stands behind: prepare once, then any tile of scores or α.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/system.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alphascope {

enum class TileKind { scores, alpha };

/// What η needs of each row in a range; row r of the range is entry r. α = φ̃(s) / eta, where φ̃(s) = exp(s − shift) for
/// the readout exp and φ(s) otherwise (shift 0). sum, abs_sum, sum_squares and max are of φ̃ over the row's window.
/// They and max_score are NaN (not computed) where η does not depend on the scores. The shift is the row maximum (sink
/// included) only where η scales with the row: sum, abs_sum, max_abs_sum_1, root_sum_squares; then eta is in the same
/// units: max(statistic, floor · exp(−shift)) + (epsilon + exp(sink)) · exp(−shift).
struct RowStatistics {
    Range rows;
    Vector shift, sum, abs_sum, sum_squares, max, max_score, eta;
};

/// What α needs of rows anywhere in a map: entry r is of row r of a list.
struct RowScales {
    Vector shift, eta;
};

/// φ and η of one row, finished together: exp with sum subtracts the row maximum, sink included. Shared by all engines.
/// Fills the statistics of row i from its scores s[0..i] (those outside the window already removed by the caller).
void row_statistics_of(const System& system, Index i, std::span<const double> scores, RowStatistics& into);

/// Turns scores of row i, columns [cols.begin, cols.end), into α in place; columns above the diagonal or outside the
/// window become 0; skip is added on the diagonal.
template <class Real>
void finish_row(const System& system, const RowStatistics& statistics, Index i, Range cols, std::span<Real> row);

/// A system made ready by an engine. Thread-safe to read.
class Prepared {
public:
    virtual ~Prepared() = default;
    virtual const System& system() const = 0;
    virtual std::string engine_id() const = 0;
    virtual bool is_float64() const = 0; ///< native precision of tiles

    /// Statistics of the rows [rows.begin, rows.end). Cost of one pass over these rows when η needs them, else O(rows).
    virtual Result<RowStatistics> row_statistics(Range rows, const RunContext& run) const = 0;

    /// Row-major rows.size() × cols.size() scores or α; outside the window, and above the diagonal of a causal system,
    /// 0. `statistics` must
    /// cover the rows when kind is alpha and may be null for scores. Native precision is computed, the other converted.
    virtual Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                              std::span<double> out, const RunContext& run) const = 0;
    virtual Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                              std::span<float> out, const RunContext& run) const = 0;

    /// Single cells all over the map: cell (rows[r], cols[c]) as tile() gives it, at out[r cols.size() + c]. Both lists
    /// in increasing order; `scales` are those of the rows, null for scores. Engines that share work between cells do
    /// better than one tile a cell.
    virtual Result<void> cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind,
                               const RowScales* scales, std::span<float> out, const RunContext& run) const;
    virtual Result<RowScales> row_scales(std::span<const Index> rows, const RunContext& run) const;
    /// True when row_statistics(rows) costs next to nothing: η needs no scores, or they are remembered.
    virtual bool knows_rows(Range rows) const;

    /// The tile rows × cols piece by piece, for who need not keep it: each cell on or below the diagonal is in one
    /// piece, those above may be left out. A piece lies in one strip of 32 aligned rows; pieces of a strip come in the
    /// order of their columns and from one thread, those of others at the same time.
    struct Piece {
        Range rows, cols;
        const float* cells; ///< of row rows.begin, column cols.begin
        Index stride;       ///< from row to row
        const float* row(Index i) const { return cells + (i - rows.begin) * stride; }
    };
    virtual Result<void> visit(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                               const std::function<void(const Piece&)>& visitor, const RunContext& run) const;

    /// What prepare() would give for a system that differs in φ, η, window and skip alone, without preparing again:
    /// the same bits. Null where nothing is shared.
    /// @pre steps, delay, b, q and shear of `system` are those of system()
    virtual std::shared_ptr<const Prepared> with(std::shared_ptr<const System> system) const;
};

struct Capability {
    std::string id;     ///< "reference", "cpu", "cuda"
    std::string detail; ///< what it is, or why it is not here: "no CUDA device found"
    bool available = false;
    int rank = 0; ///< auto picks the highest available that supports the system
};

class Engine {
public:
    virtual ~Engine() = default;
    virtual Capability capability() const = 0;
    /// Of a system of both directions: both passes.
    bool supports(const System& system) const {
        return supports_pass(system) && (!system.backward || supports_pass(*system.backward));
    }

    /// The same engine in a particular way, by name ("avx2"); the best is the engine itself.
    virtual std::vector<std::string> variants() const { return {}; }
    virtual const Engine* variant(std::string_view) const { return nullptr; } ///< null when it has none of that name

    /// A system of both directions is two passes behind one face, so an engine need only know one.
    Result<std::shared_ptr<const Prepared>> prepare(std::shared_ptr<const System> system, const RunContext& run) const;

protected:
    // Both leave `backward` aside.
    virtual bool supports_pass(const System& system) const = 0;
    virtual Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                                 const RunContext& run) const = 0;
};

std::unique_ptr<Engine> make_reference_engine();
/// One pass by the definition in float64, whatever other direction the system has: what the engines are measured by.
std::shared_ptr<const Prepared> prepare_definition(std::shared_ptr<const System> system);
/// With the best instruction set this processor has; each of them is a variant.
/// @param memory_limit bytes prepare() may take for a transport tree; 0: half of what is free at the time. Above it
/// prepare() is an error that tells how much it would be.
std::unique_ptr<Engine> make_cpu_engine(std::size_t memory_limit = 0);

/// A system made ready, and by which engine.
struct EngineChoice {
    const Engine* engine = nullptr;
    std::shared_ptr<const Prepared> prepared;
    std::string remark; ///< why "auto" passed over a faster engine that had no room for it; empty where it did not
};

/// The engines of a program, built in app/ and passed down.
class EngineRegistry {
public:
    void add(std::unique_ptr<Engine> engine);
    const std::vector<std::unique_ptr<Engine>>& engines() const { return engines_; }
    std::vector<Capability> capabilities() const;

    /// The engine for "auto" (highest rank that is available and supports the system), for an id, or for a variant
    /// ("cpu:avx2"). Errors name the reason and the ids there are.
    Result<const Engine*> pick(std::string_view id, const System& system) const;

    /// The system made ready by the engine of that id; "auto" goes on to the next where the picked one is unavailable
    /// after all, as a device with too little memory is. Errors: those of pick() and Engine::prepare().
    /// @param like shares its work where it is of the same engine and Prepared::with() allows; its A, b, q and shear
    /// are those of `system`. Null: nothing is shared.
    Result<EngineChoice> prepare(std::string_view id, std::shared_ptr<const System> system, const RunContext& run,
                                 const EngineChoice* like = nullptr) const;

private:
    /// One for an id; for "auto" all that could do it, the highest rank first.
    Result<std::vector<const Engine*>> candidates(std::string_view id, const System& system) const;

    std::vector<std::unique_ptr<Engine>> engines_;
};

} // namespace alphascope
