#include "ui/main_window/board.hpp"

#include "core/engine/given.hpp"
#include "ui/charts/chart.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/editor/elided_label.hpp"
#include "ui/editor/quiet_controls.hpp"
#include "ui/figure/colour_range.hpp"
#include "ui/help/panel_title.hpp"
#include "ui/main_window/column_scroll.hpp"
#include "ui/main_window/flow_layout.hpp"
#include "ui/main_window/map_panel.hpp"
#include "ui/main_window/remark_badges.hpp"
#include "ui/main_window/token_label.hpp"
#include "ui/map_selector/map_selector.hpp"
#include "ui/map_selector/thumbnail_view.hpp"
#include "ui/panels/cover.hpp"
#include "ui/panels/impulse_panel.hpp"
#include "ui/panels/readout_panel.hpp"
#include "ui/panels/spectrum_panel.hpp"
#include "ui/panels/stability_panel.hpp"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <vector>

namespace alphascope::ui {
namespace {

// Under the cross-hair one token more can be solved at once, while a matrix is small.
SpectrumPanel::Exact exact_eigenvalues(const Picture& picture) {
    constexpr Index most_states = 128;
    if (picture.is_coarse() || is_given(*picture.prepared) || picture.prepared->system().state_size() > most_states)
        return {};
    return [prepared = picture.prepared](Index i) {
        return step_eigenvalues(prepared->system(), std::min(i, prepared->system().length() - 1));
    };
}

// The words of a view are in the order of the choices.
template <std::size_t count> std::string word_at(int index, const std::array<std::string_view, count>& words) {
    return std::string(words.at(static_cast<std::size_t>(index)));
}

} // namespace

Board::Board(QWidget* parent)
    : QWidget(parent), map_(new MapPanel(selection_)), maps_(new MapSelector(map_)),
      plane_(new SpectrumPanel(selection_)), impulse_(new ImpulsePanel(selection_)),
      stability_(new StabilityPanel(selection_)), plane_cover_(new Cover(plane_)), impulse_cover_(new Cover(impulse_)),
      stability_cover_(new Cover(stability_)), which_(new QuietCombo), kind_(new QuietCombo), scale_(new QuietCombo),
      pooling_(new QuietCombo), lock_(new QCheckBox(tr("lock &colours"))), hovered_(new ElidedLabel),
      readout_(new ReadoutPanel), remarks_(new RemarkBadges) {
    build();
    build_covers();
    connect(map_, &MapPanel::asked, this, &Board::asked);
    connect(map_, &MapPanel::hovered, hovered_, &QLabel::setText);
    connect(&selection_, &Selection::cursorMoved, this, [this] {
        if (!following_)
            Q_EMIT asked();
    });
    connect(impulse_, &ImpulsePanel::frozenQueryChanged, this, &Board::asked);
    connect(which_, &QComboBox::activated, this, [this](int map) { wanted_map_ = map; });
    for (auto* combo : {which_, kind_, scale_, pooling_})
        connect(combo, &QComboBox::activated, this, &Board::asked);
    connect(lock_, &QCheckBox::toggled, this, &Board::asked);
    connect(maps_, &MapSelector::chosen, this, [this](qint64 map) {
        wanted_map_ = static_cast<int>(map);
        which_->setCurrentIndex(wanted_map_);
        Q_EMIT asked();
    });
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
    scale_->addItems({tr("auto"), tr("linear"), tr("log"), tr("symlog")});
    pooling_->setObjectName("map/pooling");
    pooling_->setAccessibleName(tr("How cells are pooled into pixels"));
    for (auto [control, word] : std::initializer_list<std::pair<QWidget*, const char*>>{{which_, "map/which"},
                                                                                        {kind_, "map/kind"},
                                                                                        {scale_, "map/scale"},
                                                                                        {pooling_, "map/pooling"},
                                                                                        {lock_, "map/lock"}})
        control->setToolTip(tooltip_of(word));
    pooling_->addItems({tr("max |·|"), tr("mean")});
    lock_->setObjectName("map/lock");
    hovered_->setObjectName("map/hovered");
    hovered_->setMinimumWidth(1);
    hovered_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* bar = new FlowLayout; // a narrow window takes two lines, and cuts no text
    bar->setContentsMargins(10, 2, 10, 0);
    bar->setSpacing(8);
    for (QWidget* control : std::initializer_list<QWidget*>{which_, kind_, scale_, pooling_, lock_})
        bar->addWidget(control);
    auto* centre = new QWidget;
    auto* title = new PanelTitle("map", centre);
    title->add(hovered_);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addLayout(bar);
    column->addWidget(remarks_);
    column->addWidget(maps_, 1);
    column->addWidget(readout_);

    auto* right = new QSplitter(Qt::Vertical);
    right->setObjectName("panelSplitter");
    right->setChildrenCollapsible(false);
    for (QWidget* panel : std::initializer_list<QWidget*>{plane_, impulse_, stability_})
        right->addWidget(panel);
    auto* scroll = new ColumnScroll(right);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setObjectName("boardSplitter");
    split->setChildrenCollapsible(false);
    split->addWidget(centre);
    split->addWidget(scroll);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({720, 410});
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    veils_ = {new Veil(maps_), new Veil(readout_), new Veil(scroll)};
}

// Cards and covers lie over the views and leave their places alone: a view that changed its size would be computed
// anew.
void Board::build_covers() {
    standing_ = new Notice("standing", maps_, Notice::Place::top);
    cover_ = new QWidget(this);
    cover_->setObjectName("noPicture");
    cover_->setAutoFillBackground(true);
    cover_->hide();
    missing_ = new Notice("missing", cover_, Notice::Place::middle);
    file_notice_ = new Notice("fileNotice", this, Notice::Place::top);
}

void Board::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    cover_->setGeometry(rect());
}

void Board::set_standing(PictureState::Shows shows, const NoticeText& words) {
    const bool earlier = shows == PictureState::Shows::earlier;
    for (Veil* veil : veils_) {
        veil->setVisible(earlier);
        veil->raise();
    }
    earlier ? standing_->say(words) : standing_->end();
    const bool told = shows == PictureState::Shows::nothing && !words.lines.empty();
    if (told) {
        clear();
        missing_->say(words);
        cover_->setGeometry(rect());
        cover_->raise();
        file_notice_->raise();
    }
    cover_->setVisible(told);
}

// What was seen is not of this document: nothing of it can be read or copied.
void Board::clear() {
    if (!picture_)
        return;
    picture_.reset();
    placed_in_.reset();
    map_->clear();
    remarks_->show_remarks({});
    remarks_->show_entry(0, 1);
    hovered_->clear();
}

// A cell of one file's tokens says nothing about those of another, or of the same file read otherwise.
static bool same_tokens(const Source& a, const Source& b) {
    const TensorSource *one = file_of(a), *other = file_of(b);
    return one && other ? one->path == other->path && one->axes == other->axes : one == other;
}

// A part of the plane or a chart that was looked at says nothing about another design.
void Board::new_design_of(const Picture& picture) {
    const std::string& id = picture.request.design->id;
    if (design_ == id)
        return;
    design_ = id;
    for (Chart* chart : {&plane_->chart(), &impulse_->chart(), &stability_->chart()})
        chart->reset_zoom();
}

void Board::show_picture(const PicturePtr& picture) {
    const bool first = !picture_;
    picture_ = picture;
    const auto& realised = *picture->realised;
    if (which_->count() != realised.map_count() || which_->itemText(0).toStdString() != realised.map_label(0)) {
        which_->clear();
        for (Index map = 0; map < realised.map_count(); ++map)
            which_->addItem(QString::fromStdString(realised.map_label(map)));
    }
    which_->setVisible(realised.map_count() > 1);
    which_->setCurrentIndex(std::min(wanted_map_, which_->count() - 1)); // the picture's, or one chosen since
    new_design_of(*picture);
    map_->show_picture(picture);
    const auto* file = std::get_if<TensorSource>(&picture->request.scene->source);
    if (first || !picture->request.dragging) // a drag's picture leaves some out: no badge comes and goes with it
        remarks_->show_remarks(picture_remarks(*picture), file ? file->axes : SaidAxes());
    remarks_->show_entry(file ? file->entry.value_or(0) : 0, picture->entries);
    maps_->show_picture(picture, which_->currentIndex());
    impulse_->show_response(picture->impulse, picture->is_coarse());
    plane_->show_spectrum(picture->spectrum, exact_eigenvalues(*picture));
    stability_->show_stability(picture->stability, picture->request.dragging);
    cover_panels(is_given(*picture->prepared));
    if (picture->is_coarse())
        return; // the read-out waits, and positions of the short scene are not those of the cross-hair
    show_reading();
    following_ = true;
    selection_.set_map(realised.length, picture->prepared->system().is_causal());
    if (first || picture->request.brightest_cell) // later the cross-hair may have moved on since this was asked
        selection_.move_to(picture->request.i, picture->request.j);
    following_ = false;
    placed_in_ = picture->request.scene;
}

void Board::cover_panels(bool given) {
    const auto text = [&](const QString& view) {
        return given ? tr("%1: needs A, b and q; the file gives α alone").arg(view) : QString();
    };
    plane_cover_->say(text(tr("Eigenvalues")));
    impulse_cover_->say(text(tr("Impulse response")));
    stability_cover_->say(text(tr("Stability")));
}

void Board::show_reading() {
    Reading reading;
    reading.cell = picture_->reading;
    reading.row_label = token_label(*picture_->realised, reading.cell.i);
    reading.column_label = token_label(*picture_->realised, reading.cell.j);
    const auto off = [](const std::optional<StoredArray>& array) { return array ? array->off : std::nullopt; };
    reading.stored_output_error = off(picture_->stored.output);
    reading.stored_alpha_error = off(picture_->stored.alpha);
    readout_->show_reading(reading);
}

void Board::ask(ShowRequest& request) const {
    map_->ask(request);
    request.map = wanted_map_;
    request.kind = kind_->currentIndex() == 1 ? TileKind::scores : TileKind::alpha;
    request.scale = figure::scale_named(word_at(scale_->currentIndex(), colour_scales));
    request.pooling = static_cast<Pooling>(pooling_->currentIndex());
    if (lock_->isChecked() && picture_ && picture_->request.scale == request.scale) // another scale needs another range
        request.colours = picture_->colours;
    const bool kept = placed_in_ && same_tokens(placed_in_->source, request.scene->source);
    const auto cursor = kept ? std::optional(selection_.cursor()) : placed_in_ ? std::nullopt : wanted_;
    request.brightest_cell = !cursor;
    request.i = cursor.value_or(Cursor{}).i;
    request.j = cursor.value_or(Cursor{}).j;
    request.frozen_query = impulse_->frozen_query();
}

void Board::set_dark(bool dark) {
    map_->set_dark(dark);
    plane_->set_dark(dark);
    impulse_->set_dark(dark);
    stability_->set_dark(dark);
}

void Board::reset_view() {
    map_->reset_view();
}

void Board::next_scale() {
    scale_->setCurrentIndex((scale_->currentIndex() + 1) % scale_->count());
    Q_EMIT asked();
}

void Board::focus_map() {
    map_->setFocus(Qt::OtherFocusReason);
}

void Board::focus_next_panel() {
    std::vector<QWidget*> views{map_, &plane_->chart(), &impulse_->chart(), &stability_->chart()};
    if (maps_->has_strip())
        views.push_back(&maps_->strip());
    std::size_t next = 0;
    for (std::size_t k = 0; k < views.size(); ++k)
        if (views[k]->hasFocus())
            next = (k + 1) % views.size();
    views[next]->setFocus(Qt::TabFocusReason);
}

View Board::view() const {
    View view;
    view.map = std::max(which_->currentIndex(), 0);
    view.show = word_at(kind_->currentIndex(), shown_kinds);
    view.scale = word_at(scale_->currentIndex(), colour_scales);
    view.pooling = word_at(pooling_->currentIndex(), pooling_kinds);
    view.i = selection_.cursor().i;
    view.j = selection_.cursor().j;
    map_->describe_window(view);
    return view;
}

void Board::restore(const View& view) {
    wanted_map_ = static_cast<int>(std::min<Index>(view.map, std::numeric_limits<int>::max()));
    kind_->setCurrentIndex(index_of(view.show, shown_kinds));
    scale_->setCurrentIndex(index_of(view.scale, colour_scales));
    pooling_->setCurrentIndex(index_of(view.pooling, pooling_kinds));
    wanted_.reset();
    if (view.i || view.j)
        wanted_ = Cursor{view.i.value_or(std::numeric_limits<Index>::max()), view.j.value_or(0)};
    map_->restore_window(view);
    lock_->setChecked(false); // a range belongs to the numbers it was locked on
    picture_.reset();
    placed_in_.reset();
    which_->clear();
    design_.clear(); // a document that is opened is seen whole
    Q_EMIT asked();
}

} // namespace alphascope::ui
