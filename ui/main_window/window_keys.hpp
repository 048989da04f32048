#pragma once

#include <QMainWindow>

class QAction;
class QKeyEvent;

namespace alphascope::ui {

/// What is said when somebody presses the key of a command that is disabled; empty: nothing.
void set_refusal(QAction& command, const QString& why);

/// Keys of the window's commands mean the commands in every field too: a text field of the platform may take Ctrl+E for
/// the end of the line, Ctrl+K and Ctrl+U for deleting. Those, and Ctrl with a digit, are the window's also while no
/// command has them.
class WindowKeys : public QObject {
    Q_OBJECT
public:
    /// Watches the application for as long as it lives.
    explicit WindowKeys(QMainWindow& window);

Q_SIGNALS:
    void refused(const QString& why);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool is_command(const QKeyEvent& key) const;
    QString refusal_of(const QKeyEvent& key) const;

    QMainWindow& window_;
};

} // namespace alphascope::ui
