#pragma once
// Markdown set as a page to read: type, spacing, tables, code.

#include <QString>

class QFont;
class QPalette;
class QTextDocument;

namespace alphascope::ui {

/// Fills a document with Markdown, in the sizes of `font` and the colours of `palette`.
void set_help_text(QTextDocument& document, const QString& markdown, const QFont& font, const QPalette& palette);

} // namespace alphascope::ui
