#pragma once

#include "ui/help/help_contents.hpp"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace alphascope::ui {

class HelpBrowser;

/// The help: contents on the left, a page on the right, a search over all pages, and the way back.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    HelpWindow(std::vector<HelpTopic> topics, QWidget* parent = nullptr);

    /// Shows a page, at a name of a table or a heading when given and found, and the window itself.
    void open(const QString& page, const QString& place = {});
    QString page() const { return place_.page; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Place {
        QString page;
        int scroll = 0;
    };
    QWidget* tool_row();
    void go(const QString& page, const QString& place);
    void show_page(const QString& page);
    void step(std::vector<Place>& from, std::vector<Place>& to);
    void follow(const QUrl& link);
    void search();
    void search_next(bool backward);
    void show_found(int number);
    void update_buttons();

    std::vector<HelpTopic> topics_;
    std::vector<Place> back_, forward_;
    Place place_;
    HelpContents* contents_;
    HelpBrowser* browser_;
    QLineEdit* search_ = nullptr;
    QLabel* found_ = nullptr;
    QToolButton *back_button_ = nullptr, *forward_button_ = nullptr;
};

} // namespace alphascope::ui
