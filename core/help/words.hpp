#pragma once
// WORDS: every word and number the window shows, once. Titles, tooltips and the help page "What you see" are made of
// it.

#include <span>
#include <string>
#include <string_view>

namespace alphascope {

struct Word {
    std::string_view id;       ///< "map/scale"; the part before the slash is the panel, one without a slash is a panel
    std::string_view word;     ///< as the window writes it
    std::string_view sentence; ///< what it is, in one or two sentences
    std::string_view formula;  ///< empty where a sentence says it all
    std::string_view unit;     ///< of a number; empty for one without and for a control

    bool is_panel() const { return id.find('/') == std::string_view::npos; }
};

/// Panel by panel, each followed by its words.
std::span<const Word> words();

/// @pre there is one
const Word& word(std::string_view id);

/// The sentence, then the formula and the unit: a tooltip.
std::string explanation(const Word& word);

/// The help page "What you see", as Markdown: a section a panel, its words in a table.
std::string window_page();

} // namespace alphascope
