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
    void show_problem(const QString& message); ///< of a picture: stays until the next good one
    void show_trouble(const QString& message); ///< of a file or a choice: stays until the document changes
    void end_trouble();
    void show_note(const QString& message); ///< stays a few seconds
    void show_waiting();                    ///< something takes long; how far it is nobody knows yet
    void show_progress(double share);
    void end_progress();
    QString text() const; ///< of the message

Q_SIGNALS:
    void cancelRequested();

private:
    enum class Shown { note, problem, trouble };
    void show_origin(const Realised& realised);
    void show_message(const QString& message, Shown kind);

    QLabel *message_, *stored_, *engine_;
    QToolButton* origin_; ///< what of the picture does not come from the tensor file, and what is odd in it
    QProgressBar* progress_;
    QToolButton* cancel_;
    Shown shown_ = Shown::note;
};

} // namespace alphascope::ui
