#pragma once
// One design document through everything that a user would do with it.

#include <string>

/// What became of it. `fault` is empty where all is right: refused with the place, or checked, computed by two engines
/// that agree, and analysed.
struct DesignTrial {
    bool accepted = false, not_finite = false, compared = false;
    double difference = 0; ///< of the engines, relative to the largest coefficient
    std::string fault;
};
DesignTrial try_design(const std::string& text);
