#include "ui/help/help_contents.hpp"

#include <QGuiApplication>
#include <QSignalBlocker>

namespace alphascope::ui {

namespace {
constexpr int page_role = Qt::UserRole, heading_role = Qt::UserRole + 1, row_spacing = 10;

/// "## Heading" → 2; 0 for other lines.
int heading_level(const QString& line) {
    int level = 0;
    while (level < line.size() && line[level] == '#')
        ++level;
    return level < line.size() && line[level] == ' ' ? level : 0;
}
} // namespace

HelpContents::HelpContents(const std::vector<HelpTopic>& topics, QWidget* parent) : QTreeWidget(parent) {
    setObjectName("helpContents");
    setAccessibleName(tr("Contents"));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(16);
    setViewportMargins(6, 8, 0, 8);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    const QSize row(0, fontMetrics().height() + row_spacing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const HelpTopic& topic : topics) {
        auto* page = new QTreeWidgetItem(this, {topic.title});
        page->setSizeHint(0, row);
        page->setData(0, page_role, topic.id);
        page->setToolTip(0, topic.title);
        QTreeWidgetItem* section = page;
        const auto lines = topic.markdown().split('\n');
        for (const QString& line : lines) {
            const int level = heading_level(line);
            if (level < 2 || level > 3)
                continue;
            const QString heading = line.mid(level + 1);
            auto* item = new QTreeWidgetItem(level == 2 ? page : section, {heading});
            item->setSizeHint(0, row);
            item->setData(0, page_role, topic.id);
            item->setData(0, heading_role, heading);
            item->setToolTip(0, heading);
            if (level == 2)
                section = item;
        }
    }
    const auto choose = [this](const QTreeWidgetItem* item) {
        if (item)
            Q_EMIT chosen(item->data(0, page_role).toString(), item->data(0, heading_role).toString());
    };
    // A click on the current item goes there again; a click on another must not go there twice.
    connect(this, &QTreeWidget::itemClicked, this, choose);
    connect(this, &QTreeWidget::currentItemChanged, this, [choose](QTreeWidgetItem* item) {
        if (QGuiApplication::mouseButtons() == Qt::NoButton)
            choose(item);
    });
}

void HelpContents::show_current(const QString& page) {
    const QSignalBlocker quiet(this);
    for (int k = 0; k < topLevelItemCount(); ++k) {
        auto* item = topLevelItem(k);
        const bool is_page = item->data(0, page_role).toString() == page;
        item->setExpanded(is_page);
        const bool inside = currentItem() && currentItem()->data(0, page_role).toString() == page;
        if (is_page && !inside)
            setCurrentItem(item);
    }
}

} // namespace alphascope::ui
