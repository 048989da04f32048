#pragma once

#include "ui/map_selector/map_table.hpp"

#include <QTableView>

namespace alphascope::ui {

/// Thumbnails side by side. A click or an arrow key chooses a map; the chosen one is ringed.
class ThumbnailView : public QTableView {
    Q_OBJECT
public:
    static constexpr int thumbnail_side = 48; ///< logical pixels

    explicit ThumbnailView(const QString& name, QWidget* parent = nullptr);
    MapTable& table() { return table_; }
    void set_matrix(const MapMatrix& matrix, const RealisedPtr& realised);
    void set_current(Index map); ///< without telling; scrolls to it
    void set_older(bool older);  ///< the thumbnails are not of what the map shows now
    bool is_older() const { return older_; }
    std::vector<Index> visible_maps() const; ///< the chosen one first
    QSize cell_size(const MapMatrix& matrix) const;
    QSize header_size(const MapMatrix& matrix) const;
    /// Of all cells and headers; where it is smaller, it scrolls.
    QSize whole_size() const;
    QSize sizeHint() const override { return whole_size(); }
    QSize minimumSizeHint() const override { return cell_size(table_.matrix()); }

Q_SIGNALS:
    void chosen(qint64 map);
    void visibleChanged();
    void closed(); ///< a click or Enter: the choice is made

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    MapTable table_;
    bool telling_ = true, older_ = false;
};

} // namespace alphascope::ui
