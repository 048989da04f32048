#pragma once

#include <QTextBrowser>

namespace alphascope::ui {

/// One page of help: a column of readable width, in the colours of the window.
class HelpBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpBrowser(QWidget* parent = nullptr);

    void show_markdown(const QString& markdown);
    /// Brings a heading, or a row of a table whose first cell is about a name ("sum": `sum(x, axis)`), to the top and
    /// selects it. @returns whether there is one.
    bool go_to_heading(const QString& heading);
    bool go_to_name(const QString& name);

    void select_nothing();
    /// Marks every place of a text. @returns how many there are.
    int mark_all(const QString& text);
    /// Selects the next (or previous) place of a text, going round at the end. @returns its number from 1, or 0.
    int go_to_next(const QString& text, bool backward, bool stay_if_there);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void set_column();
    void bring_to_top(const QTextCursor& cursor);
    QList<QTextCursor> places_of(const QString& text) const;

    QString markdown_;
    QTextDocument* page_ = nullptr; ///< the document, once there is one of ours
};

} // namespace alphascope::ui
