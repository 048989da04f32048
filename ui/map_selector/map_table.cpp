#include "ui/map_selector/map_table.hpp"

#include <QLocale>

namespace alphascope::ui {

void MapTable::set_matrix(const MapMatrix& matrix, RealisedPtr realised) {
    realised_ = std::move(realised);
    if (matrix == matrix_)
        return;
    beginResetModel();
    matrix_ = matrix;
    endResetModel();
}

void MapTable::set_thumbnails(ThumbnailsPtr thumbnails) {
    thumbnails_ = std::move(thumbnails);
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QModelIndex MapTable::index_of(Index map) const {
    const auto cell = matrix_.cell_of(map);
    return index(cell.row, cell.column);
}

std::optional<Index> MapTable::map_at(const QModelIndex& index) const {
    return index.isValid() ? matrix_.map_at({index.row(), index.column()}) : std::nullopt;
}

int MapTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : matrix_.rows();
}
int MapTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : matrix_.columns();
}

const Thumbnail* MapTable::thumbnail(Index map) const {
    if (!thumbnails_)
        return nullptr;
    const auto found = thumbnails_->of.find(map);
    return found == thumbnails_->of.end() ? nullptr : &found->second;
}

QString MapTable::describe(Index map) const {
    const QString name = QString::fromStdString(realised_->map_label(map));
    if (realised_->length > longest_with_thumbnails)
        return tr("%1: too long for a thumbnail").arg(name);
    const Thumbnail* known = thumbnail(map);
    if (!known)
        return name;
    if (!known->view)
        return tr("%1: %2").arg(name, known->problem);
    const QString symbol = known->view->kind == TileKind::alpha ? "α" : "s";
    const QString largest = QLocale::c().toString(double(known->largest()), 'g', 3);
    const QString text = known->view->pooling == Pooling::mean && known->view->cells_per_pixel > 1
                             ? tr("%1, largest mean |%2| %3").arg(name, symbol, largest)
                             : tr("%1, largest |%2| %3").arg(name, symbol, largest);
    return known->view->non_finite > 0 ? text + tr(", cells not finite: %1").arg(known->view->non_finite) : text;
}

QVariant MapTable::data(const QModelIndex& index, int role) const {
    const auto map = map_at(index);
    if (!map || !realised_)
        return {};
    switch (role) {
    case map_role: return QVariant::fromValue(qlonglong{*map});
    case caption_role: return matrix_.has_headers() ? QString() : QString::fromStdString(realised_->map_label(*map));
    case Qt::DecorationRole: {
        const Thumbnail* known = thumbnail(*map);
        return known && !known->image.isNull() ? QVariant(known->image) : QVariant();
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return describe(*map);
    default: return {};
    }
}

QVariant MapTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(int(Qt::AlignCenter));
    if (role != Qt::DisplayRole || !matrix_.has_headers())
        return {};
    return QString::fromStdString(orientation == Qt::Horizontal ? matrix_.column_label(section)
                                                                : matrix_.row_label(section));
}

Qt::ItemFlags MapTable::flags(const QModelIndex& index) const {
    return map_at(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace alphascope::ui
