#include "core/help/help_pages.hpp"

#include "core/base/resources.hpp"
#include "core/help/language_page.hpp"
#include "core/help/words.hpp"
#include "core/language/diagnostics.hpp"

#include <algorithm>
#include <array>

namespace alphascope {

std::span<const HelpPage> help_pages() {
    static constexpr std::array pages{
        HelpPage{"window", "What you see", window_page},
        HelpPage{"language", "Design language", language_page},
        HelpPage{"fit", "What does not fit, and why", [] { return std::string(resource("help/fit.md").value_or("")); }},
    };
    return pages;
}

Result<const HelpPage*> help_page(std::string_view id) {
    const auto found = std::ranges::find_if(help_pages(), [&](const HelpPage& page) { return page.id == id; });
    if (found != help_pages().end())
        return &*found;
    std::vector<std::string> ids;
    for (const HelpPage& page : help_pages())
        ids.emplace_back(page.id);
    return failure(ErrorCode::usage, "no help page " + quoted(id) + name_advice(id, ids));
}

} // namespace alphascope
