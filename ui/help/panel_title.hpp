#pragma once
// What a panel is called, with a way to what it means. The words come from WORDS (core/help/words.hpp).

#include <QWidget>

#include <string_view>

class QHBoxLayout;

namespace alphascope::ui {

/// Sentence, formula and unit of a word: a tooltip.
QString tooltip_of(std::string_view id);
/// The word itself.
QString word_of(std::string_view id);

/// The heading of a panel: its word, a "?" and room for a remark on the right. The panel is told which section of the
/// help is about it, for F1.
class PanelTitle : public QWidget {
    Q_OBJECT
public:
    /// `id` is a panel's word.
    PanelTitle(std::string_view id, QWidget* panel);
    /// Goes to the right end of the line.
    void add(QWidget* remark, int stretch = 1);

Q_SIGNALS:
    void helpWanted(const QString& section); ///< a heading of the page "window"

private:
    QHBoxLayout* row_;
};

/// A panel made of a title over something.
QWidget* titled(std::string_view id, QWidget* content);

/// The section of the help about the panel a widget stands in; empty where it is in none.
QString help_section_of(const QWidget* widget);

} // namespace alphascope::ui
