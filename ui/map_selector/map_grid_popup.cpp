#include "ui/map_selector/map_grid_popup.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr int wraps_after = 8;
constexpr QSize largest_page{620, 460};
} // namespace

MapGridPopup::MapGridPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup), view_(new ThumbnailView("maps/page")), heading_(new QLabel), range_(new QLabel),
      one_(new QRadioButton(tr("&One colour range for all"))), own_(new QRadioButton(tr("&Each its own range"))) {
    setObjectName("maps/popup");
    setFrameShape(StyledPanel);
    range_->setObjectName("maps/rangeText");
    range_->setForegroundRole(QPalette::PlaceholderText);
    one_->setObjectName("maps/oneRange");
    own_->setObjectName("maps/ownRange");
    range_->setWordWrap(true);
    one_->setChecked(true);
    QFont bold = heading_->font();
    bold.setBold(true);
    heading_->setFont(bold);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(16);
    choices->addWidget(one_);
    choices->addWidget(own_);
    choices->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);
    column->addWidget(heading_);
    column->addWidget(view_, 1);
    column->addLayout(choices);
    column->addWidget(range_);
    connect(view_, &ThumbnailView::closed, this, &QWidget::hide);
    connect(own_, &QRadioButton::toggled, this, &MapGridPopup::ownRangeChanged);
}

void MapGridPopup::set_maps(const RealisedPtr& realised) {
    view_->set_matrix(MapMatrix::page(realised->map_axes, wraps_after), realised);
    QStringList axes;
    for (const auto& axis : realised->map_axes)
        axes << QString::fromStdString(axis.name);
    heading_->setText(tr("%1 maps by %2").arg(realised->map_count()).arg(axes.join(" × ")));
}

void MapGridPopup::set_range_text(const QString& text) {
    range_->setText(text);
}

void MapGridPopup::set_own_range(bool own) {
    (own ? own_ : one_)->setChecked(true);
}

bool MapGridPopup::own_range() const {
    return own_->isChecked();
}

void MapGridPopup::open_below(QWidget* anchor) {
    const QSize whole = view_->whole_size() + QSize(2, 2);
    const QRect screen = anchor->screen()->availableGeometry();
    const QSize page = whole.boundedTo(largest_page).boundedTo(screen.size() - QSize(60, 140));
    const int bar = view_->verticalScrollBar()->sizeHint().width();
    view_->setMinimumSize(page.width() + (page.height() < whole.height() ? bar : 0),
                          page.height() + (page.width() < whole.width() ? bar : 0));
    range_->setFixedWidth(std::max(view_->minimumWidth(), one_->sizeHint().width() + own_->sizeHint().width()));
    adjustSize();
    const QPoint below = anchor->mapToGlobal(QPoint(0, anchor->height()));
    move(std::clamp(below.x(), screen.left(), std::max(screen.left(), screen.right() - width())),
         std::clamp(below.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
    show();
    view_->setFocus(Qt::PopupFocusReason);
}

} // namespace alphascope::ui
