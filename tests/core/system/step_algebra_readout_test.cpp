#include "core/system/readout.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

using namespace alphascope;

namespace {

// The labels of readout_table, typed in long double.
double by_label(std::string_view id, long double s, long double value) {
    if (id == "identity")
        return s;
    if (id == "exp")
        return std::exp(s);
    if (id == "relu")
        return std::max(s - value, 0.0L);
    if (id == "relu_squared")
        return std::max(s, 0.0L) * std::max(s, 0.0L);
    if (id == "sigmoid")
        return 1 / (1 + std::exp(-s - value));
    if (id == "softplus")
        return std::log1p(std::exp(s));
    if (id == "elu1")
        return s > 0 ? s + 1 : std::exp(s);
    if (id == "silu")
        return s / (1 + std::exp(-s));
    if (id == "square")
        return s * s;
    if (id == "shrink")
        return (s > 0 ? 1 : -1) * std::max(std::abs(s) - value, 0.0L);
    REQUIRE(id == "softcap_exp");
    return std::exp(value * std::tanh(s / value));
}

} // namespace

TEST_CASE("every readout is the formula of its label, at scores of all sizes", "[system]") {
    for (const ReadoutInfo& info : readout_table)
        for (const double s : {-300.0, -30.0, -1.5, -1e-9, 0.0, 1e-9, 0.7, 2.0, 30.0, 300.0}) {
            const double value = info.value == "cap" ? 5 : info.value.empty() ? 0 : 0.75;
            CAPTURE(info.id, s);
            CHECK(apply_readout<double>(info.kind, s, value) == Approx(by_label(info.id, s, value)).epsilon(1e-14));
        }
}

TEST_CASE("readouts stay finite where their limit is finite, and keep NaN", "[system]") {
    for (const ReadoutInfo& info : readout_table) {
        CAPTURE(info.id);
        CHECK(std::isnan(apply_readout<double>(info.kind, std::numeric_limits<double>::quiet_NaN(), 1)));
        CHECK((apply_readout<double>(info.kind, 0, 0.5) == 0) == info.zero_at_zero);
    }
    const double huge = 1e4;
    CHECK(apply_readout<double>(ReadoutKind::sigmoid, huge, 0) == 1);
    CHECK(apply_readout<double>(ReadoutKind::sigmoid, -huge, 0) == 0);
    CHECK(apply_readout<double>(ReadoutKind::softplus, huge, 0) == huge);
    CHECK(apply_readout<double>(ReadoutKind::softplus, -huge, 0) == 0);
    CHECK(apply_readout<double>(ReadoutKind::silu, huge, 0) == huge);
    CHECK(apply_readout<double>(ReadoutKind::silu, -std::numeric_limits<double>::infinity(), 0) == 0);
    CHECK(apply_readout<double>(ReadoutKind::softcap_exp, huge, 50) == Approx(std::exp(50.0)));
}
