#pragma once

#include "core/base/error.hpp"
#include "ui/editor/name_completion.hpp"

#include <QLineEdit>
#include <QWidget>

class QKeyEvent;
class QLabel;

namespace alphascope::ui {

class MessageLabel;

/// Ctrl+Z and Ctrl+Shift+Z are the document's: one history, not one for each field.
bool is_undo_or_redo(const QKeyEvent& key);

/// A line edit that leaves undo to the document and shows which characters are wrong.
class FormulaLine : public QLineEdit {
    Q_OBJECT
public:
    explicit FormulaLine(QWidget* parent = nullptr);
    void mark(std::ptrdiff_t offset, std::ptrdiff_t length); ///< offset < 0: the whole field is wrong
    void unmark();
    bool is_marked() const { return wrong_; }

Q_SIGNALS:
    void sessionStarted(); ///< the field got the focus: its changes until it loses it belong together

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool wrong_ = false;
    std::ptrdiff_t offset_ = -1, length_ = 0;
};

/// One formula: the line, all of it in more lines while it is edited and does not fit, and the reason under it while it
/// is wrong. Wrong text stays where it is; Escape gives back what stood before the field got the focus.
class ExpressionField : public QWidget {
    Q_OBJECT
public:
    ExpressionField(const QString& name, const QString& help, QWidget* parent = nullptr);
    QString text() const;
    /// From the document. Text that differs only in spaces while it is typed stays as it is; else an error is cleared.
    void set_text(const QString& text);
    void show_error(const Error& error);
    void clear_error();
    bool has_error() const;
    FormulaLine* line() const { return line_; }
    void complete_with(NameCompletion::Names names); ///< what the formula may use

Q_SIGNALS:
    void edited(const QString& text);
    void sessionStarted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show_whole();
    void describe();

    FormulaLine* line_;
    QLabel* whole_;
    MessageLabel* message_;
    QString help_, before_;
};

} // namespace alphascope::ui
