#pragma once

#include "core/workspace/view.hpp"
#include "ui/compute/picture.hpp"
#include "ui/main_window/notice.hpp"
#include "ui/main_window/picture_state.hpp"
#include "ui/panels/selection.hpp"

#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;

namespace alphascope::ui {

class Cover;
class ImpulsePanel;
class MapPanel;
class MapSelector;
class ReadoutPanel;
class RemarkBadges;
class SpectrumPanel;
class StabilityPanel;

/// The live views side by side: map and read-out, plane, impulse response, stability. Says what it wants to see and
/// shows what comes back.
class Board : public QWidget {
    Q_OBJECT
public:
    explicit Board(QWidget* parent = nullptr);

    void show_picture(const PicturePtr& picture);
    /// How what is seen stands to what is written. Views of an earlier design are dimmed under `words`; without a
    /// picture the views are empty, and `words` (none: nothing yet) stand in their middle.
    void set_standing(PictureState::Shows shows, const NoticeText& words);
    Notice& file_notice() { return *file_notice_; }
    RemarkBadges& remarks() { return *remarks_; }
    /// Fills in all of a request that the views decide: map, ranges, size, scale, cross-hair.
    void ask(ShowRequest& request) const;
    void set_dark(bool dark);
    void reset_view();
    void next_scale();
    void focus_next_panel();
    void focus_map();
    MapSelector& maps() { return *maps_; }

    View view() const;
    void restore(const View& view);

Q_SIGNALS:
    void asked(); ///< a request would now be another one

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void build_covers();
    void clear();
    void show_reading();
    void cover_panels(bool given); ///< α alone is given: what the panels would need is said over them
    void new_design_of(const Picture& picture);

    Selection selection_;
    PicturePtr picture_;
    ScenePtr placed_in_; ///< the scene whose tokens the cross-hair is on: views may ask before it has moved there
    MapPanel* map_;
    MapSelector* maps_; ///< which map, around it
    SpectrumPanel* plane_;
    ImpulsePanel* impulse_;
    StabilityPanel* stability_;
    Cover *plane_cover_, *impulse_cover_, *stability_cover_;
    QComboBox *which_, *kind_, *scale_, *pooling_;
    QCheckBox* lock_;
    QLabel* hovered_;
    ReadoutPanel* readout_;
    RemarkBadges* remarks_;
    QWidget* cover_; ///< over all views, while there is no picture
    Notice *standing_, *missing_, *file_notice_;
    std::vector<Veil*> veils_;
    std::optional<Cursor> wanted_; ///< until there is a picture; none: where the last row looks most
    std::string design_;           ///< id of the one in the views
    bool following_ = false;       ///< the cross-hair follows a picture: nothing new is asked for
    int wanted_map_ = 0;           ///< also while a design has fewer maps
};

} // namespace alphascope::ui
