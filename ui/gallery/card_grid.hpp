#pragma once

#include "ui/gallery/gallery_entry.hpp"

#include <QPointer>
#include <QScrollArea>

class QLabel;

namespace alphascope::ui {

class PresetCard;

/// Cards in rows under headings, as many in a row as fit. Arrows move the focus from card to card; one card is the
/// current one, also while the focus is elsewhere.
class CardGrid : public QScrollArea {
    Q_OBJECT
public:
    explicit CardGrid(QWidget* parent = nullptr);

    void set_entries(const std::vector<GalleryEntry>& entries);
    /// Shows these cards only. The current one stays if it is among them, else the first becomes it.
    void show_sections(const std::vector<GallerySection>& sections);
    const std::vector<PresetCard*>& cards() const { return cards_; }
    PresetCard* current() const { return current_; }
    void set_current(PresetCard* card);
    void focus_current();

Q_SIGNALS:
    void currentChanged();
    void hovered(alphascope::ui::PresetCard* card); ///< null: over none
    void chosen(const alphascope::DesignPtr& design);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void place();
    PresetCard* neighbour(int key) const;

    std::vector<PresetCard*> cards_; ///< by entry
    std::vector<GallerySection> sections_;
    std::vector<PresetCard*> shown_; ///< in reading order
    std::vector<QLabel*> titles_;
    QLabel* nothing_;
    QPointer<PresetCard> current_;
};

} // namespace alphascope::ui
