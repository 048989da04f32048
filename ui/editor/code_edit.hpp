#pragma once

#include <QPlainTextEdit>

namespace alphascope::ui {

/// A text with line numbers, in which a new line begins below the one before.
class CodeEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeEdit(QWidget* parent = nullptr);
    /// Another text, changed only where it differs: cursor and view stay where they are.
    void change_to(const QString& text);
    void go_to(int position);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void paint_numbers();
    void make_room();
    int numbers_width() const;

    QWidget* numbers_;
};

} // namespace alphascope::ui
