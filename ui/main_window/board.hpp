#pragma once

#include "ui/compute/picture.hpp"
#include "ui/panels/selection.hpp"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace alphascope::ui {

class ImpulsePanel;
class MapPanel;
class SpectrumPanel;
class StabilityPanel;

/// The live views side by side: map, plane and impulse response, stability. Says what it wants to see and shows what
/// comes back.
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

    /// For the workspace: JSON of the settings, and back. Unknown or broken settings are left alone.
    std::string view_json() const;
    void restore(const std::string& view);

Q_SIGNALS:
    void asked(); ///< a request would now be another one

private:
    void build();
    void show_hovered(const QString& text);

    static constexpr int first_i = 1 << 20, first_j = 8; ///< clamped to the last row
    Selection selection_;
    PicturePtr picture_;
    MapPanel* map_;
    SpectrumPanel* plane_;
    ImpulsePanel* impulse_;
    StabilityPanel* stability_;
    QComboBox *which_, *kind_, *scale_, *pooling_;
    QCheckBox* lock_;
    QLabel* readout_;
    Cursor wanted_{first_i, first_j}; ///< until the length is known
    bool following_ = false;          ///< the cross-hair follows a picture: nothing new is asked for
    int wanted_map_ = 0;              ///< until the number of maps is known
};

} // namespace alphascope::ui
