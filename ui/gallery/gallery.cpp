#include "ui/gallery/gallery.hpp"

#include "core/design/difference.hpp"
#include "ui/editor/quiet_controls.hpp"
#include "ui/gallery/card_grid.hpp"
#include "ui/gallery/design_detail.hpp"
#include "ui/gallery/family_list.hpp"
#include "ui/gallery/preset_card.hpp"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {

constexpr int narrow_below = 1200; // pixels: there, room for the cards comes first

} // namespace

Gallery::Gallery(DesignDocument& document, const PreviousDesign& previous,
                 std::shared_ptr<const EngineRegistry> engines, QWidget* parent)
    : QWidget(parent), document_(document), previous_(previous), search_(new QLineEdit), sort_(new QuietCombo),
      progress_(new QProgressBar), stop_(new QToolButton), families_(new FamilyList), problems_(new QLabel),
      split_(new QSplitter(Qt::Horizontal)), grid_(new CardGrid), detail_(new DesignDetail),
      thumbnails_(std::move(engines)) {
    setObjectName("gallery");
    split_->setChildrenCollapsible(false);
    split_->addWidget(families_column());
    split_->addWidget(grid_);
    split_->addWidget(detail_);
    for (int k = 0; k < 3; ++k)
        split_->setStretchFactor(k, k == 1);
    grid_->setMinimumWidth(220);
    detail_->setMinimumWidth(220);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head());
    layout->addWidget(split_, 1);

    connect(grid_, &CardGrid::currentChanged, this, [this] { show_detail(grid_->current()); });
    connect(grid_, &CardGrid::hovered, this, [this](PresetCard* card) { show_detail(card ? card : grid_->current()); });
    connect(grid_, &CardGrid::chosen, this, &Gallery::apply);
    connect(&thumbnails_, &PresetThumbnails::drawn, this,
            [this](const DesignPtr& design, const PresetThumbnail& thumbnail) {
                for (auto* card : grid_->cards())
                    if (card->entry().design == design)
                        card->set_thumbnail(thumbnail);
            });
    connect(&thumbnails_, &PresetThumbnails::progressed, this, [this](int done, int all) {
        progress_->setRange(0, all);
        progress_->setValue(done);
        progress_->setVisible(done < all);
        stop_->setVisible(done < all);
    });
    connect(&thumbnails_, &PresetThumbnails::idle, this, [this] {
        progress_->hide();
        stop_->hide();
    });
    connect(&document_, &DesignDocument::designChanged, this, &Gallery::mark_design_in_use);
    connect(&document_, &DesignDocument::sceneChanged, this, [this] {
        if (isVisible())
            draw_thumbnails();
    });
}

QWidget* Gallery::head() {
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 10, 12, 8);
    row->setSpacing(8);
    auto* title = new QLabel(tr("Gallery"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    search_->setObjectName("gallery/search");
    search_->setAccessibleName(tr("Search the designs"));
    search_->setPlaceholderText(tr("Search name, family, year, paper, badge"));
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(420);
    search_->installEventFilter(this);
    sort_->setObjectName("gallery/sort");
    sort_->setAccessibleName(tr("Order"));
    sort_->addItems({tr("By family"), tr("By year")});
    progress_->setObjectName("gallery/progress");
    progress_->setAccessibleName(tr("Thumbnails drawn"));
    progress_->setFormat(tr("%v of %m"));
    progress_->setMaximumWidth(110);
    progress_->hide();
    stop_->setObjectName("gallery/stop");
    stop_->setText(tr("Stop"));
    stop_->setToolTip(tr("Stop drawing thumbnails. Opening the gallery again goes on."));
    stop_->hide();
    auto* close = new QToolButton;
    close->setObjectName("gallery/close");
    close->setText("✕");
    close->setAccessibleName(tr("Close the gallery"));
    close->setToolTip(tr("Back to the design (Esc)"));
    close->setAutoRaise(true);
    row->addWidget(title);
    row->addSpacing(8);
    row->addWidget(search_, 1);
    row->addWidget(sort_);
    row->addStretch(0);
    row->addWidget(progress_);
    row->addWidget(stop_);
    row->addWidget(close);
    connect(search_, &QLineEdit::textChanged, this, &Gallery::filter);
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        if (grid_->current())
            apply(grid_->current()->entry().design);
    });
    connect(sort_, &QComboBox::currentIndexChanged, this, &Gallery::filter);
    connect(stop_, &QToolButton::clicked, &thumbnails_, &PresetThumbnails::cancel);
    connect(close, &QToolButton::clicked, this, &Gallery::closed);
    return head;
}

QWidget* Gallery::families_column() {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(12, 8, 0, 10);
    auto* legend = new QLabel(tr("Each picture is α of the first map on the first %1 tokens of this scene. "
                                 "A click takes the design; the scene stays.")
                                  .arg(thumbnail_length));
    legend->setWordWrap(true);
    legend->setForegroundRole(QPalette::PlaceholderText);
    problems_->setObjectName("gallery/problems");
    problems_->setWordWrap(true);
    problems_->hide();
    column->addWidget(families_, 1);
    column->addWidget(problems_);
    column->addWidget(legend);
    connect(families_, &FamilyList::currentRowChanged, this, &Gallery::filter);
    return side;
}

void Gallery::fill() {
    std::vector<Error> problems;
    entries_ = gallery_entries(&problems);
    grid_->set_entries(entries_);
    QStringList groups;
    for (const auto& entry : entries_)
        if (!groups.contains(entry.group))
            groups << entry.group;
    families_->set_groups(groups);
    QStringList lines;
    for (const auto& problem : problems)
        lines << QString::fromStdString(one_line(problem));
    problems_->setVisible(!problems.empty());
    problems_->setText(problems.size() == 1 ? tr("One preset of yours cannot be read")
                                            : tr("%1 presets of yours cannot be read").arg(problems.size()));
    problems_->setToolTip(lines.join('\n'));
    problems_->setAccessibleDescription(lines.join('\n'));
}

void Gallery::filter() {
    const auto sort = sort_->currentIndex() == 0 ? GallerySort::family : GallerySort::year;
    grid_->show_sections(gallery_sections(entries_, search_->text(), families_->group(), sort));
    families_->set_counts([this](const QString& group) { // the search included
        return std::count_if(entries_.begin(), entries_.end(), [&](const GalleryEntry& entry) {
            return (group.isEmpty() || entry.group == group) && matches(entry, search_->text());
        });
    });
    take_best_named();
}

// What Enter takes while typing: the design that is named, not the first that is merely related.
void Gallery::take_best_named() {
    PresetCard* best = nullptr;
    int best_rank = 0;
    for (auto* card : grid_->cards())
        if (const int rank = naming(card->entry(), search_->text());
            card->isVisibleTo(grid_->widget()) && rank > best_rank) {
            best = card;
            best_rank = rank;
        }
    if (best)
        grid_->set_current(best);
}

void Gallery::draw_thumbnails() {
    std::vector<DesignPtr> designs;
    for (const auto& entry : entries_)
        designs.push_back(entry.design);
    thumbnails_.request(designs, document_.scene());
    for (auto* card : grid_->cards())
        if (const auto* drawn = thumbnails_.find(card->entry().design))
            card->set_thumbnail(*drawn);
}

void Gallery::mark_design_in_use() {
    if (!isVisible())
        return;
    const std::string& id = document_.design()->id;
    for (auto* card : grid_->cards())
        card->set_in_use(card->entry().design->id == id);
    show_detail(grid_->current());
}

void Gallery::show_detail(PresetCard* card) {
    if (!isVisible())
        return;
    if (!card)
        return detail_->show_nothing();
    const auto& entry = card->entry();
    const bool in_use = entry.design->id == document_.design()->id;
    const auto* drawn = thumbnails_.find(entry.design);
    detail_->show_entry(entry, in_use ? previous_.get() : document_.design(), drawn ? drawn->problem : QString());
}

void Gallery::apply(const DesignPtr& design) {
    const QString name = QString::fromStdString(design->name);
    const auto changes = difference(*document_.design(), *design);
    document_.choose_design(*design, tr("choose %1").arg(name));
    Q_EMIT applied(tr("%1: %2").arg(name, QString::fromStdString(summary(changes))));
    Q_EMIT closed();
}

void Gallery::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < narrow_below;
    if (narrow_ == narrow)
        return; // a splitter that was moved stays
    narrow_ = narrow;
    const int side = narrow ? 156 : 165, detail = narrow ? 235 : 340;
    split_->setSizes({side, width() - side - detail, detail});
}

void Gallery::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    fill();
    filter();
    for (auto* card : grid_->cards())
        if (card->entry().design->id == document_.design()->id && card->isVisibleTo(grid_->widget())) {
            grid_->set_current(card);
            break;
        }
    mark_design_in_use();
    draw_thumbnails();
    grid_->focus_current(); // typing goes to the search from there
}

void Gallery::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    thumbnails_.cancel();
}

// Esc clears what was typed, then closes. Anything else typed on a card goes to the search.
void Gallery::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        if (search_->text().isEmpty())
            Q_EMIT closed();
        else
            search_->clear();
    } else if (!event->text().isEmpty() && event->text().front().isPrint() && !search_->hasFocus()) {
        search_->setFocus(Qt::OtherFocusReason);
        search_->insert(event->text());
    } else
        QWidget::keyPressEvent(event);
}

bool Gallery::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        grid_->focus_current();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Gallery::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible()) {
        filter(); // headings and details have colours in their text
        show_detail(grid_->current());
    }
}

} // namespace alphascope::ui
