#include "ui/main_window/board.hpp"

#include "ui/editor/quiet_controls.hpp"
#include "ui/figure/figures.hpp"
#include "ui/main_window/map_panel.hpp"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace alphascope::ui {

Board::Board(QWidget* parent)
    : QWidget(parent), map_(new MapPanel), plane_(new FigureView("plane", tr("Eigenvalue plane"))),
      impulse_(new FigureView("impulse", tr("Impulse response"))),
      stability_(new FigureView("stability", tr("Stability over time"))), which_(new QuietCombo), kind_(new QuietCombo),
      scale_(new QuietCombo), row_(new QSlider(Qt::Horizontal)), readout_(new QLabel) {
    build();
    connect(map_, &MapPanel::asked, this, &Board::asked);
    connect(map_, &MapPanel::hovered, this, &Board::show_hovered);
    connect(map_, &MapPanel::crossHairMoved, this, [this](Index i, Index j) {
        i_ = i;
        j_ = j;
        const QSignalBlocker quiet(row_);
        row_->setValue(static_cast<int>(i));
        Q_EMIT asked();
    });
    connect(row_, &QSlider::valueChanged, this, [this](int value) {
        i_ = value;
        j_ = std::min(i_, j_);
        Q_EMIT asked();
    });
    for (auto* combo : {which_, kind_, scale_})
        connect(combo, &QComboBox::activated, this, &Board::asked);
}

void Board::build() {
    which_->setObjectName("map/which");
    which_->setAccessibleName(tr("Which map"));
    which_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    kind_->setObjectName("map/kind");
    kind_->setAccessibleName(tr("Coefficients or scores"));
    kind_->addItems({tr("α, after φ and η"), tr("s, scores")});
    scale_->setObjectName("map/scale");
    scale_->setAccessibleName(tr("Colour scale"));
    scale_->addItems({tr("linear"), tr("log"), tr("symlog")});
    row_->setObjectName("position");
    row_->setAccessibleName(tr("Position i"));
    row_->setToolTip(tr("The row i of the cross-hair and of the marked eigenvalues"));
    readout_->setObjectName("map/readout");
    readout_->setMinimumWidth(1);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(10, 8, 10, 0);
    bar->setSpacing(8);
    for (auto* combo : {which_, kind_, scale_})
        bar->addWidget(combo);
    bar->addStretch(1);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(10, 0, 10, 8);
    strip->setSpacing(8);
    strip->addWidget(new QLabel(tr("row i")));
    strip->addWidget(row_, 1);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(bar);
    column->addWidget(map_, 1);
    readout_->setContentsMargins(10, 0, 10, 0);
    column->addWidget(readout_);
    column->addLayout(strip);

    auto* right = new QSplitter(Qt::Vertical);
    right->setChildrenCollapsible(false);
    for (auto* view : {plane_, impulse_, stability_})
        right->addWidget(view);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setObjectName("boardSplitter");
    split->setChildrenCollapsible(false);
    split->addWidget(centre);
    split->addWidget(right);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({700, 430});
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
}

void Board::show_picture(const PicturePtr& picture) {
    picture_ = picture;
    const auto& realised = *picture->realised;
    if (which_->count() != realised.map_count() || which_->itemText(0).toStdString() != realised.map_label(0)) {
        which_->clear();
        for (Index map = 0; map < realised.map_count(); ++map)
            which_->addItem(QString::fromStdString(realised.map_label(map)));
    }
    which_->setVisible(realised.map_count() > 1);
    which_->setCurrentIndex(static_cast<int>(picture->request.map));
    if (!picture->coarse) {
        const QSignalBlocker quiet(row_);
        row_->setRange(0, static_cast<int>(realised.length) - 1);
        row_->setValue(static_cast<int>(picture->request.i));
    }
    map_->show_picture(picture);
    plane_->set_panel(figure::spectrum_panel(*picture->spectrum, picture->request.i));
    impulse_->set_panel(figure::impulse_panel(*picture->impulse));
    if (picture->stability)
        stability_->set_panel(figure::stability_panel(*picture->stability));
}

void Board::show_hovered(const QString& text) {
    readout_->setText(text);
}

void Board::ask(ShowRequest& request) const {
    map_->ask(request);
    request.map = std::max(wanted_map_ >= 0 && which_->count() == 0 ? wanted_map_ : which_->currentIndex(), 0);
    request.kind = kind_->currentIndex() == 1 ? TileKind::scores : TileKind::alpha;
    request.scale = static_cast<figure::Scale>(scale_->currentIndex());
    request.i = i_;
    request.j = j_;
}

void Board::set_dark(bool dark) {
    for (FigureView* view : {static_cast<FigureView*>(map_), plane_, impulse_, stability_})
        view->set_dark(dark);
}

void Board::reset_view() {
    map_->reset_view();
}

void Board::next_scale() {
    scale_->setCurrentIndex((scale_->currentIndex() + 1) % scale_->count());
    Q_EMIT asked();
}

void Board::focus_next_panel() {
    const std::vector<FigureView*> views{map_, plane_, impulse_, stability_};
    std::size_t next = 0;
    for (std::size_t k = 0; k < views.size(); ++k)
        if (views[k]->hasFocus())
            next = (k + 1) % views.size();
    views[next]->setFocus(Qt::TabFocusReason);
}

std::string Board::view_json() const {
    const QJsonObject view{{"map", std::max(which_->currentIndex(), 0)},
                           {"kind", kind_->currentIndex()},
                           {"scale", scale_->currentIndex()},
                           {"i", static_cast<int>(i_)},
                           {"j", static_cast<int>(j_)}};
    return QJsonDocument(view).toJson(QJsonDocument::Compact).toStdString();
}

void Board::restore(const std::string& view) {
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(view)).object();
    wanted_map_ = json.value("map").toInt(0);
    kind_->setCurrentIndex(std::clamp(json.value("kind").toInt(0), 0, 1));
    scale_->setCurrentIndex(std::clamp(json.value("scale").toInt(0), 0, 2));
    i_ = json.value("i").toInt(first_i);
    j_ = json.value("j").toInt(first_j);
    which_->clear();
    Q_EMIT asked();
}

} // namespace alphascope::ui
