#pragma once

#include "core/base/error.hpp"
#include "ui/editor/name_completion.hpp"

#include <QLineEdit>
#include <QWidget>

class QLabel;

namespace alphascope::ui {

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
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool wrong_ = false;
    std::ptrdiff_t offset_ = -1, length_ = 0;
};

/// One formula: the line and, while it is wrong, the reason under it. Wrong text stays where it is.
class ExpressionField : public QWidget {
    Q_OBJECT
public:
    ExpressionField(const QString& name, const QString& help, QWidget* parent = nullptr);
    QString text() const;
    void set_text(const QString& text); ///< from the document; clears an error
    void show_error(const Error& error);
    void clear_error();
    bool has_error() const;
    FormulaLine* line() const { return line_; }
    void complete_with(NameCompletion::Names names); ///< what the formula may use

Q_SIGNALS:
    void edited(const QString& text);
    void sessionStarted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void set_message_colour();

    FormulaLine* line_;
    QLabel* message_;
    QString help_;
};

} // namespace alphascope::ui
