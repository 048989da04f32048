#pragma once
// The help page of the design language: prose from resources/help/language.md, tables from what the parser reads.

#include <string>

namespace alphascope {

/// The page as Markdown. A new function, kind, role or name stands on it without further work.
std::string language_page();

} // namespace alphascope
