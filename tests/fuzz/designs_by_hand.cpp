// Random edits of the presets for as long as one likes: designs_by_hand LABEL COUNT. Every fault is printed with its
// document, then counts and the largest differences between engines. The document under trial is kept in
// LABEL.trial.json, so that it is there when a sanitizer ends the program.
#include "core/base/resources.hpp"
#include "tests/fuzz/design_mutation.hpp"
#include "tests/fuzz/design_trial.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

int main(int count, char** arguments) {
    if (count < 3)
        return 2;
    const std::string label = arguments[1];
    const long times = std::atol(arguments[2]), first = count > 3 ? std::atol(arguments[3]) : 0;
    std::vector<std::string> seeds;
    for (const auto path : alphascope::resources_in("presets"))
        seeds.emplace_back(*alphascope::resource(path));
    Dice dice(label);
    long accepted = 0, not_finite = 0, compared = 0, faults = 0, apart = 0;
    long memory = 0;
    for (long k = 0; k < times; ++k) {
        const std::string text = mutated_design(seeds, dice);
        if (k < first)
            continue;
        std::ofstream(label + ".trial.json") << text;
        const auto begun = std::chrono::steady_clock::now();
        DesignTrial trial = try_design(text);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        if (trial.fault.empty() && seconds > 20)
            trial.fault = "took " + std::to_string(seconds) + " s";
        if (used.ru_maxrss > memory + (1 << 19) && memory > 0)
            std::cout << "MEMORY " << k << ": " << used.ru_maxrss << " KiB\n" << text << std::endl;
        memory = std::max(memory, used.ru_maxrss);
        accepted += trial.accepted;
        not_finite += trial.not_finite;
        compared += trial.compared;
        if (trial.difference > 1e-3) {
            ++apart;
            std::cout << "APART " << k << ": " << trial.difference << "\n" << text << std::endl;
        }
        if (!trial.fault.empty()) {
            ++faults;
            std::cout << "FAULT " << k << ": " << trial.fault << "\n" << text << std::endl;
        }
    }
    std::cout << times << " designs, " << accepted << " accepted, " << not_finite << " not finite, " << compared
              << " compared, " << apart << " apart, " << faults << " faults, " << memory << " KiB" << std::endl;
    return faults > 0;
}
