#pragma once

#include <QFrame>

#include <functional>
#include <vector>

class QLabel;
class QShortcut;
class QToolButton;

namespace alphascope::ui {

class FlowLayout;

/// What a notice says and offers.
struct NoticeText {
    struct Offer {
        QString id, label; ///< the button's object name is "NOTICE/id"
        std::function<void()> act;
        QString help = {};
    };
    QString title;     ///< one line in bold; empty: none
    QStringList lines; ///< each a paragraph, wrapped, never cut
    std::vector<Offer> offers;
    bool can_close = false;
};

/// A card over a view that says something in full and offers what can be done about it. Never modal, never takes the
/// focus; covers only itself, and stays inside its parent.
class Notice : public QFrame {
    Q_OBJECT
public:
    enum class Place { top, middle };
    Notice(const QString& name, QWidget* over, Place place);
    void say(NoticeText text); ///< shows it
    void end();                ///< hides it
    QString text() const;      ///< title and lines

Q_SIGNALS:
    void closed(); ///< by its user

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void put_in_place();

    Place place_;
    QLabel *title_, *lines_;
    QWidget* row_;
    FlowLayout* offers_;
    QToolButton* close_;
    QShortcut* escape_; ///< closes it as the button does
    std::vector<QWidget*> buttons_;
};

/// Dims all of a widget, so that what it shows reads as not of now. Lets the mouse through.
class Veil : public QWidget {
public:
    explicit Veil(QWidget* over);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace alphascope::ui
