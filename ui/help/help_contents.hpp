#pragma once

#include <QTreeWidget>

#include <functional>
#include <vector>

namespace alphascope::ui {

/// A page of the help. Its Markdown is made when the page is shown.
struct HelpTopic {
    QString id, title;
    std::function<QString()> markdown;
};

/// The pages and their headings.
class HelpContents : public QTreeWidget {
    Q_OBJECT
public:
    HelpContents(const std::vector<HelpTopic>& topics, QWidget* parent = nullptr);
    void show_current(const QString& page); ///< opens and selects a page

Q_SIGNALS:
    void chosen(const QString& page, const QString& heading);
};

} // namespace alphascope::ui
