#pragma once

#include "ui/map_selector/map_matrix.hpp"
#include "ui/map_selector/thumbnails.hpp"

#include <QAbstractTableModel>

namespace alphascope::ui {

/// The maps of a realised system as the cells of a table: names, pictures, and what a screen reader says.
class MapTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { map_role = Qt::UserRole, caption_role };
    using QAbstractTableModel::QAbstractTableModel;

    void set_matrix(const MapMatrix& matrix, RealisedPtr realised);
    void set_thumbnails(ThumbnailsPtr thumbnails);
    const MapMatrix& matrix() const { return matrix_; }
    QModelIndex index_of(Index map) const;
    std::optional<Index> map_at(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    const Thumbnail* thumbnail(Index map) const;
    QString describe(Index map) const;

    MapMatrix matrix_;
    RealisedPtr realised_;
    ThumbnailsPtr thumbnails_;
};

} // namespace alphascope::ui
