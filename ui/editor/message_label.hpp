#pragma once

#include <QLabel>

namespace alphascope::ui {

/// One or two sentences under a field, in the red of what is wrong; no room while there is nothing to say.
class MessageLabel : public QLabel {
    Q_OBJECT
public:
    explicit MessageLabel(const QString& name, QWidget* parent = nullptr);
    void say(const QString& message);

protected:
    void changeEvent(QEvent* event) override;

private:
    void set_colour();
};

} // namespace alphascope::ui
