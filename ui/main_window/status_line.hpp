#pragma once

#include "ui/compute/picture.hpp"

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QToolButton;

namespace alphascope::ui {

/// What is wrong now, in a button that lists all of it; notes, which fade; on the right what the picture was made with,
/// and a way to stop long work.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    void show_picture(const Picture& picture);
    void clear_picture(); ///< there is none: nothing is said of one
    /// All that is wrong at present, each a sentence; none: all is well. Notes never take their place.
    void set_problems(const QStringList& problems);
    void show_note(const QString& message); ///< stays a few seconds
    void show_waiting(const QString& what); ///< something takes long; how far it is nobody knows yet
    void show_progress(double share, const QString& what);
    void end_progress();
    QString text() const; ///< the first problem, or the note

Q_SIGNALS:
    void cancelRequested();
    void problemChosen(int index); ///< in the list: somebody wants to go there

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_origin(const Realised& realised);
    void list_problems();
    void fit_problems();

    QLabel *message_, *stored_, *engine_, *doing_;
    QToolButton* problems_button_;
    QToolButton* origin_; ///< what of the picture does not come from the tensor file, and what is odd in it
    QProgressBar* progress_;
    QToolButton* cancel_;
    QStringList problems_;
};

} // namespace alphascope::ui
