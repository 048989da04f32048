#pragma once

#include <QLabel>

namespace alphascope::ui {

/// One or two sentences under a field, in the red of what is wrong; no room while there is nothing to say. It is always
/// as tall as its lines: the column around it gives way, not the words and not the field.
class MessageLabel : public QLabel {
    Q_OBJECT
public:
    explicit MessageLabel(const QString& name, QWidget* parent = nullptr);
    void say(const QString& message);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void set_colour();
    void fit_height();
};

} // namespace alphascope::ui
