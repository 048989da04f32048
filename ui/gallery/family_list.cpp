#include "ui/gallery/family_list.hpp"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include <algorithm>

namespace alphascope::ui {

namespace {

constexpr int group_role = Qt::UserRole, count_role = Qt::UserRole + 1;

/// A family on the left, how many it has on the right.
class FamilyDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(option.fontMetrics.horizontalAdvance("00"), 8);
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(count_role).toString());
    }
};

} // namespace

FamilyList::FamilyList(QWidget* parent) : QListWidget(parent) {
    setObjectName("gallery/families");
    setAccessibleName(tr("Families"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(140);
    setItemDelegate(new FamilyDelegate(this));
    viewport()->setAutoFillBackground(false);
}

void FamilyList::set_groups(const QStringList& groups) {
    const QSignalBlocker quiet(this);
    const QString chosen = group();
    clear();
    addItem(tr("all"));
    for (const QString& name : groups) {
        auto* item = new QListWidgetItem(name);
        item->setData(group_role, name);
        addItem(item);
    }
    setCurrentRow(std::max(0, static_cast<int>(groups.indexOf(chosen)) + 1));
}

QString FamilyList::group() const {
    return currentItem() ? currentItem()->data(group_role).toString() : QString();
}

void FamilyList::set_counts(const std::function<std::ptrdiff_t(const QString& group)>& count) {
    for (int row = 0; row < this->count(); ++row) {
        auto* one = item(row);
        const auto designs = static_cast<qlonglong>(count(one->data(group_role).toString()));
        one->setData(count_role, designs);
        one->setData(Qt::AccessibleTextRole, QString("%1, %2").arg(one->text()).arg(designs));
    }
}

} // namespace alphascope::ui
