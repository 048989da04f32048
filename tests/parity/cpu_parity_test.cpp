#include "core/engine/parity.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace alphascope;

TEST_CASE("the cpu engine agrees with the reference over the whole table, under each instruction set", "[parity]") {
    const auto cpu = make_cpu_engine();
    CHECK(cpu->variants().size() >= 1);
    for (const std::string& variant : cpu->variants()) {
        const std::vector<ParityRow> rows = parity_table(*cpu->variant(variant));
        CHECK(rows.size() == parity_cases().size());
        for (const ParityRow& row : rows) {
            CAPTURE(variant, row.kind, row.readout, row.normaliser, row.length, row.state);
            CHECK(row.max_error <= row.bound);
        }
    }
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
    bool supports(const System& system) const override { return inner_->supports(system); }

protected:
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                         const RunContext& run) const override {
        auto changed = std::make_shared<System>(*system);
        changed->q.row(changed->length() - 1) *= 1.001;
        return inner_->prepare(changed, run);
    }

private:
    std::unique_ptr<Engine> inner_ = make_cpu_engine();
};

} // namespace

TEST_CASE("the table notices an engine that is slightly wrong", "[parity]") {
    int outside = 0;
    for (const ParityRow& row : parity_table(Wrong()))
        outside += !row.within();
    CHECK(outside > 50);
}
