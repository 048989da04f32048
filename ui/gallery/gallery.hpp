#pragma once

#include "ui/gallery/gallery_entry.hpp"
#include "ui/gallery/preset_thumbnails.hpp"
#include "ui/gallery/previous_design.hpp"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QSplitter;
class QToolButton;

namespace alphascope::ui {

class CardGrid;
class DesignDetail;
class FamilyList;
class PresetCard;

/// All presets as pictures on the tokens of the present scene. One click or Enter takes one, on the same scene.
class Gallery : public QWidget {
    Q_OBJECT
public:
    Gallery(DesignDocument& document, const PreviousDesign& previous, std::shared_ptr<const EngineRegistry> engines,
            QWidget* parent = nullptr);

    bool is_drawing() const { return thumbnails_.busy(); }
    const PresetThumbnail* thumbnail(const DesignPtr& design) const { return thumbnails_.find(design); }

Q_SIGNALS:
    void closed();                        ///< the user is done
    void applied(const QString& summary); ///< a design was taken: what changed, in a line

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* head();
    QWidget* families_column();
    void fill();
    void filter();
    void take_best_named();
    void draw_thumbnails();
    void mark_design_in_use();
    void show_detail(PresetCard* card);
    void apply(const DesignPtr& design);

    DesignDocument& document_;
    const PreviousDesign& previous_;
    std::vector<GalleryEntry> entries_;
    QLineEdit* search_;
    QComboBox* sort_;
    QProgressBar* progress_;
    QToolButton* stop_;
    FamilyList* families_;
    QLabel* problems_;
    QSplitter* split_;
    CardGrid* grid_;
    DesignDetail* detail_;
    std::optional<bool> narrow_; ///< how the columns were laid out last
    PresetThumbnails thumbnails_;
};

} // namespace alphascope::ui
