#pragma once

#include "core/analysis/impulse.hpp"
#include "ui/figure/figure.hpp"
#include "ui/figure/figures.hpp"

#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;

namespace alphascope::ui {

class Chart;
class ElidedLabel;
class Selection;

/// What becomes of token j's kick over lag. A click on the plot moves the cross-hair to the row at that lag.
class ImpulsePanel : public QWidget {
    Q_OBJECT
public:
    explicit ImpulsePanel(Selection& selection, QWidget* parent = nullptr);
    /// Null clears nothing: the last good picture stays. With `keeps_axis` the lags stay on the axis that there is: of
    /// a shorter scene in a drag only the first of them are known.
    void show_response(std::shared_ptr<const ImpulseResponse> response, bool keeps_axis = false);
    void set_dark(bool dark);
    bool frozen_query() const;
    Chart& chart() { return *chart_; }
    /// The panel as shown, for export. @pre a response was shown
    figure::Panel panel() const;

Q_SIGNALS:
    void frozenQueryChanged(bool frozen); ///< another response is wanted

private:
    void refresh();
    figure::ImpulseCurve curve() const;

    Selection& selection_;
    std::shared_ptr<const ImpulseResponse> response_;
    bool keeps_axis_ = false;
    double last_lag_ = 0; ///< on the axis
    Chart* chart_;
    QComboBox *curve_, *scale_;
    QCheckBox* frozen_;
    ElidedLabel* half_life_;
};

} // namespace alphascope::ui
