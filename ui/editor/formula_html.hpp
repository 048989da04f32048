#pragma once
// Typesets one expression of the design language for running text: "beta*k/sqrt(n)" becomes β k / √n in HTML.

#include <QString>

#include <functional>
#include <string_view>

namespace alphascope::ui {

/// The index a name carries in the equation ("i", "j", "i, r"), empty for constants.
using IndexOf = std::function<QString(const QString& name)>;

/// Works on any text: what it does not know it shows as written. Greek names become letters, "A_log" gets a subscript,
/// products lose their star, powers and exp of something short are raised.
QString formula_html(std::string_view text, const IndexOf& index_of);

/// One name as a symbol: italic, Greek where it names a Greek letter, the part after "_" and the index below.
QString symbol_html(const QString& name, const QString& index);

} // namespace alphascope::ui
