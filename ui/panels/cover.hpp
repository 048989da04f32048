#pragma once

#include <QLabel>

namespace alphascope::ui {

/// A sentence over a panel that has nothing to show. Takes all of the panel's room, and none while the text is empty.
class Cover : public QLabel {
    Q_OBJECT
public:
    explicit Cover(QWidget* panel);
    void say(const QString& text); ///< empty: the panel is back

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace alphascope::ui
