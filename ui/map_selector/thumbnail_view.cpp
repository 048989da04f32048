#include "ui/map_selector/thumbnail_view.hpp"

#include "ui/map_selector/thumbnail_delegate.hpp"

#include <QAbstractButton>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace alphascope::ui {

namespace {

/// Plain text: the frame of a table would be louder than the pictures.
class QuietHeader : public QHeaderView {
public:
    using QHeaderView::QHeaderView;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
        painter->setPen(palette().color(QPalette::PlaceholderText));
        painter->drawText(rect.adjusted(1, 0, -1, 0), Qt::AlignCenter,
                          fontMetrics().elidedText(text, Qt::ElideRight, rect.width() - 2));
    }
    void paintEvent(QPaintEvent* event) override {
        QPainter(viewport()).fillRect(viewport()->rect(), palette().color(QPalette::Window));
        QHeaderView::paintEvent(event);
    }
};

} // namespace

ThumbnailView::ThumbnailView(const QString& name, QWidget* parent) : QTableView(parent) {
    setObjectName(name);
    setAccessibleName(tr("Maps"));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    setFont(small);
    for (const auto orientation : {Qt::Horizontal, Qt::Vertical}) {
        auto* header = new QuietHeader(orientation, this);
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setMinimumSectionSize(8);
        header->setFont(small);
        orientation == Qt::Horizontal ? setHorizontalHeader(header) : setVerticalHeader(header);
    }
    setModel(&table_);
    setItemDelegate(new ThumbnailDelegate(this));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setMouseTracking(true);
    if (auto* corner = findChild<QAbstractButton*>())
        corner->installEventFilter(this);
    setTabKeyNavigation(false);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setBackgroundRole(QPalette::Window);
}

QSize ThumbnailView::cell_size(const MapMatrix& matrix) const {
    const int side = thumbnail_side + 2 * ThumbnailDelegate::ring;
    return {side, side + (matrix.has_headers() ? 0 : fontMetrics().height())};
}

QSize ThumbnailView::header_size(const MapMatrix& matrix) const {
    if (!matrix.has_headers())
        return {0, 0};
    int width = 0;
    for (int row = 0; row < matrix.rows(); ++row)
        width = std::max(width, fontMetrics().horizontalAdvance(QString::fromStdString(matrix.row_label(row))));
    return {std::min(width, 2 * thumbnail_side) + 8, fontMetrics().height() + 2};
}

QSize ThumbnailView::whole_size() const {
    const MapMatrix& matrix = table_.matrix();
    const QSize cell = cell_size(matrix);
    return header_size(matrix) + QSize(cell.width() * matrix.columns(), cell.height() * matrix.rows());
}

void ThumbnailView::set_matrix(const MapMatrix& matrix, const RealisedPtr& realised) {
    const bool same = matrix == table_.matrix();
    table_.set_matrix(matrix, realised);
    if (same)
        return;
    horizontalHeader()->setDefaultSectionSize(cell_size(matrix).width());
    verticalHeader()->setDefaultSectionSize(cell_size(matrix).height());
    horizontalHeader()->setVisible(matrix.has_headers());
    verticalHeader()->setVisible(matrix.has_headers());
    horizontalHeader()->setFixedHeight(std::max(1, header_size(matrix).height()));
    verticalHeader()->setFixedWidth(std::max(1, header_size(matrix).width()));
    updateGeometry();
}

void ThumbnailView::set_current(Index map) {
    telling_ = false;
    setCurrentIndex(table_.index_of(map));
    telling_ = true;
    viewport()->update();
}

void ThumbnailView::set_older(bool older) {
    older_ = older;
    viewport()->update();
}

std::vector<Index> ThumbnailView::visible_maps() const {
    std::vector<Index> maps;
    if (!isVisible() || table_.matrix().count() == 0)
        return maps;
    const auto current = table_.map_at(currentIndex());
    if (current)
        maps.push_back(*current);
    const QRect area = viewport()->rect();
    const auto last = [](int position, int most) { return position < 0 ? most - 1 : position; };
    const int bottom = last(rowAt(area.bottom()), table_.rowCount());
    const int right = last(columnAt(area.right()), table_.columnCount());
    for (int row = std::max(0, rowAt(0)); row <= bottom; ++row)
        for (int column = std::max(0, columnAt(0)); column <= right; ++column)
            if (const auto map = table_.matrix().map_at({row, column}); map && map != current)
                maps.push_back(*map);
    return maps;
}

void ThumbnailView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    viewport()->update();
    if (const auto map = table_.map_at(current); map && telling_)
        Q_EMIT chosen(*map);
}

void ThumbnailView::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && table_.map_at(indexAt(event->pos())))
        Q_EMIT closed();
}

void ThumbnailView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT closed();
        return;
    }
    // What is no move is the window's: 0, L, ...
    const bool moves = event->key() >= Qt::Key_Home && event->key() <= Qt::Key_PageDown;
    moves ? QTableView::keyPressEvent(event) : event->ignore();
}

void ThumbnailView::wheelEvent(QWheelEvent* event) {
    auto* down = verticalScrollBar();
    if (down->minimum() < down->maximum() || event->angleDelta().y() == 0)
        return QTableView::wheelEvent(event);
    auto* across = horizontalScrollBar(); // a line across has nowhere else to go
    across->setValue(across->value() - event->angleDelta().y() * cell_size(table_.matrix()).width() / 120);
    event->accept();
}

void ThumbnailView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (currentIndex().isValid())
        scrollTo(currentIndex());
    Q_EMIT visibleChanged();
}

void ThumbnailView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    Q_EMIT visibleChanged();
}

// The corner between the headers has nothing to say: it stays unpainted.
bool ThumbnailView::eventFilter(QObject* watched, QEvent* event) {
    const bool corner = event->type() == QEvent::Paint && qobject_cast<QAbstractButton*>(watched);
    return corner || QTableView::eventFilter(watched, event);
}

void ThumbnailView::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    viewport()->update();
}

void ThumbnailView::focusOutEvent(QFocusEvent* event) {
    QTableView::focusOutEvent(event);
    viewport()->update();
}

} // namespace alphascope::ui
