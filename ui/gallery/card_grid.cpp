#include "ui/gallery/card_grid.hpp"

#include "ui/gallery/preset_card.hpp"

#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr int edge = 12, gap = 10, title_gap = 6, section_gap = 14;
}

CardGrid::CardGrid(QWidget* parent)
    : QScrollArea(parent), nothing_(new QLabel(tr("No design has all of these words. Esc clears the search."))) {
    setObjectName("gallery/cards");
    setAccessibleName(tr("Designs"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the width would depend on the height
    setWidgetResizable(true);
    auto* page = new QWidget;
    nothing_->setParent(page);
    nothing_->setObjectName("gallery/nothing");
    setWidget(page);
}

void CardGrid::set_entries(const std::vector<GalleryEntry>& entries) {
    qDeleteAll(cards_);
    cards_.clear();
    shown_.clear();
    sections_.clear();
    for (const auto& entry : entries) {
        auto* card = new PresetCard(entry, widget());
        connect(card, &PresetCard::focused, this, [this, card] { set_current(card); });
        connect(card, &PresetCard::hovered, this, [this, card](bool over) { Q_EMIT hovered(over ? card : nullptr); });
        connect(card, &PresetCard::clicked, this, [this, card] { Q_EMIT chosen(card->entry().design); });
        cards_.push_back(card);
    }
}

void CardGrid::show_sections(const std::vector<GallerySection>& sections) {
    sections_ = sections;
    shown_.clear();
    qDeleteAll(titles_);
    titles_.clear();
    for (const auto& section : sections_) {
        auto* title =
            new QLabel(QString("%1  <span style='color:%2'>%3</span>")
                           .arg(section.title.toHtmlEscaped(), palette().color(QPalette::PlaceholderText).name())
                           .arg(section.entries.size()),
                       widget());
        QFont font = title->font();
        font.setWeight(QFont::DemiBold);
        title->setFont(font);
        title->show();
        titles_.push_back(title);
        for (const std::size_t entry : section.entries)
            shown_.push_back(cards_[entry]);
    }
    for (auto* card : cards_)
        card->setVisible(std::find(shown_.begin(), shown_.end(), card) != shown_.end());
    nothing_->setVisible(shown_.empty());
    place();
    if (std::find(shown_.begin(), shown_.end(), current_) == shown_.end())
        set_current(shown_.empty() ? nullptr : shown_.front());
}

void CardGrid::place() {
    int y = edge;
    nothing_->adjustSize();
    nothing_->move(edge, y);
    std::size_t title = 0;
    for (const auto& section : sections_) {
        auto* heading = titles_[title++];
        heading->adjustSize();
        heading->move(edge, y);
        y += heading->height() + title_gap;
        const QSize card = cards_[section.entries.front()]->size();
        const int columns = std::max(1, (viewport()->width() - 2 * edge + gap) / (card.width() + gap));
        int column = 0;
        for (const std::size_t entry : section.entries) {
            if (column == columns) {
                column = 0;
                y += card.height() + gap;
            }
            cards_[entry]->move(edge + column++ * (card.width() + gap), y);
        }
        y += card.height() + section_gap;
    }
    widget()->setMinimumHeight(y);
}

void CardGrid::set_current(PresetCard* card) {
    if (card == current_)
        return;
    if (current_)
        current_->set_current(false);
    current_ = card;
    if (card) {
        card->set_current(true);
        ensureWidgetVisible(card, edge, edge + fontMetrics().height() + title_gap);
    }
    Q_EMIT currentChanged();
}

void CardGrid::focus_current() {
    if (!current_)
        return;
    current_->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(current_, edge, viewport()->height() / 3); // with its neighbours
}

// Left and right go through in reading order, up and down to the nearest card of the next row that has one.
PresetCard* CardGrid::neighbour(int key) const {
    const auto at = std::find(shown_.begin(), shown_.end(), current_);
    if (at == shown_.end())
        return nullptr;
    if (key == Qt::Key_Left)
        return at == shown_.begin() ? nullptr : *(at - 1);
    if (key == Qt::Key_Right)
        return at + 1 == shown_.end() ? nullptr : *(at + 1);
    PresetCard* best = nullptr;
    const auto distance = [&](const PresetCard* card) {
        const QPoint away = card->pos() - current_->pos();
        return 1000 * std::abs(away.y()) + std::abs(away.x());
    };
    for (auto* card : shown_) {
        const int down = card->y() - current_->y();
        if ((key == Qt::Key_Down ? down > 0 : down < 0) && (!best || distance(card) < distance(best)))
            best = card;
    }
    return best;
}

void CardGrid::keyPressEvent(QKeyEvent* event) {
    PresetCard* next = nullptr;
    switch (event->key()) {
    case Qt::Key_Home: next = shown_.empty() ? nullptr : shown_.front(); break;
    case Qt::Key_End: next = shown_.empty() ? nullptr : shown_.back(); break;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: next = neighbour(event->key()); break;
    default: return event->ignore();
    }
    if (next)
        next->setFocus(Qt::OtherFocusReason);
}

void CardGrid::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    place();
}

} // namespace alphascope::ui
