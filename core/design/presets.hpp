#pragma once
// Presets: the designs compiled into the program, and the user's own from the platform's data folder.

#include "core/base/error.hpp"
#include "core/design/design.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

struct PresetEntry {
    std::string id, name, family, title, arxiv;
    int year = 0;
    bool user = false;          ///< from the user's folder
    std::filesystem::path path; ///< of a user preset
};

/// All presets, the program's own first, each group in order of id. User presets that cannot be read are left out and
/// named in `problems`.
std::vector<PresetEntry> preset_list(std::vector<Error>* problems = nullptr);

/// The design of a preset id. Errors: no such preset (with the closest id), or the document's own problem.
Result<Design> preset(std::string_view id);

/// $XDG_DATA_HOME/alphascope/presets, or ~/.local/share/alphascope/presets; empty when neither is known.
std::filesystem::path user_preset_folder();

} // namespace alphascope
