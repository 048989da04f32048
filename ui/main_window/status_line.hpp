#pragma once

#include "ui/compute/picture.hpp"

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QToolButton;

namespace alphascope::ui {

/// Messages on the left; on the right what the picture was made with, and a way to stop long work.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    void show_picture(const Picture& picture);
    void show_problem(const QString& message); ///< stays until the next good picture
    void show_note(const QString& message);    ///< stays a few seconds
    void show_progress(double share);
    void end_progress();
    QString text() const; ///< of the message

Q_SIGNALS:
    void cancelRequested();

private:
    void show_origin(const Realised& realised);

    QLabel *message_, *stored_, *engine_;
    QToolButton* origin_; ///< what of the picture does not come from the tensor file, and what is odd in it
    QProgressBar* progress_;
    QToolButton* cancel_;
    bool problem_ = false;
};

} // namespace alphascope::ui
