#include "core/engine/parity.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace alphascope;

TEST_CASE("the cpu engine agrees with the reference over the whole table, under each instruction set", "[parity]") {
    EngineRegistry registry;
    registry.add(make_cpu_engine());
    const std::vector<std::string> variants = engine_ids(registry, true);
    CHECK(variants.size() >= 1);
    const std::vector<ParityRow> rows = parity_table(engines_named(registry, variants).value());
    CHECK(rows.size() == variants.size() * parity_cases().size());
    for (const ParityRow& row : rows) {
        CAPTURE(row.engine, row.kind, row.readout, row.normaliser, row.length, row.state);
        CHECK(row.max_error <= row.bound);
    }
    CHECK(worst_of_each(rows).size() == variants.size() * 2 * example_kinds().size());
}

TEST_CASE("the table has every step kind, φ and η", "[parity]") {
    std::set<std::string> seen;
    for (const ParityCase& one : parity_cases()) {
        seen.insert(one.kind);
        for (const ReadoutInfo& info : readout_table)
            if (info.kind == one.readout)
                seen.insert("readout " + std::string(info.id));
        for (const NormaliserInfo& info : normaliser_table)
            if (info.kind == one.normaliser)
                seen.insert("normaliser " + std::string(info.id));
    }
    for (const std::string_view id : step_kind_ids)
        CHECK(seen.count(std::string(id)) == 1);
    for (const ReadoutInfo& info : readout_table)
        CHECK(seen.count("readout " + std::string(info.id)) == 1);
    for (const NormaliserInfo& info : normaliser_table)
        CHECK(seen.count("normaliser " + std::string(info.id)) == 1);
}

namespace {

/// An engine whose last row is off by one part in a thousand.
class Wrong : public Engine {
public:
    Capability capability() const override { return {"wrong", "", true, 1}; }

protected:
    bool supports_pass(const System& system) const override { return inner_->supports(system); }
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                         const RunContext& run) const override {
        auto changed = std::make_shared<System>(*system);
        Matrix q = changed->q;
        q.row(q.rows() - 1) *= 1.001;
        changed->q = q;
        return inner_->prepare(changed, run);
    }

private:
    std::unique_ptr<Engine> inner_ = make_cpu_engine();
};

} // namespace

TEST_CASE("the table notices an engine that is slightly wrong", "[parity]") {
    const Wrong wrong;
    const auto rows = parity_table({{"wrong", &wrong, ""}, {"missing", nullptr, "not here"}});
    int outside = 0, kinds_outside = 0;
    for (const ParityRow& row : rows)
        outside += !row.within();
    for (const ParityRow& row : worst_of_each(rows))
        kinds_outside += !row.within();
    CHECK(outside > 50);
    CHECK(kinds_outside > 10); // the worst case of a kind is not lost among its good ones
    CHECK(rows.size() == parity_cases().size());
}
