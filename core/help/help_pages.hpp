#pragma once
// The program's help, as Markdown: the window and the command line show the same pages.

#include "core/base/error.hpp"

#include <span>
#include <string>
#include <string_view>

namespace alphascope {

struct HelpPage {
    std::string_view id, title;
    std::string (*markdown)();
};
std::span<const HelpPage> help_pages();

/// A page by its id. Error usage: names the pages there are.
Result<const HelpPage*> help_page(std::string_view id);

} // namespace alphascope
