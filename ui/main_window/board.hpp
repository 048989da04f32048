#pragma once

#include "core/workspace/view.hpp"
#include "ui/compute/picture.hpp"
#include "ui/panels/selection.hpp"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace alphascope::ui {

class Cover;
class ImpulsePanel;
class MapPanel;
class MapSelector;
class ReadoutPanel;
class SpectrumPanel;
class StabilityPanel;

/// The live views side by side: map and read-out, plane, impulse response, stability. Says what it wants to see and
/// shows what comes back.
class Board : public QWidget {
    Q_OBJECT
public:
    explicit Board(QWidget* parent = nullptr);

    void show_picture(const PicturePtr& picture);
    /// Fills in all of a request that the views decide: map, ranges, size, scale, cross-hair.
    void ask(ShowRequest& request) const;
    void set_dark(bool dark);
    void reset_view();
    void next_scale();
    void focus_next_panel();
    MapSelector& maps() { return *maps_; }

    View view() const;
    void restore(const View& view);

Q_SIGNALS:
    void asked(); ///< a request would now be another one

private:
    void build();
    void show_reading();
    void cover_panels(bool given); ///< α alone is given: what the panels would need is said over them

    static constexpr int first_i = 1 << 20, first_j = 8; ///< clamped to the last row
    Selection selection_;
    PicturePtr picture_;
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
    Cursor wanted_{first_i, first_j}; ///< until the length is known
    bool following_ = false;          ///< the cross-hair follows a picture: nothing new is asked for
    int wanted_map_ = 0;              ///< also while a design has fewer maps
};

} // namespace alphascope::ui
