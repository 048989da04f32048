#pragma once

#include "core/base/types.hpp"

#include <QWidget>

namespace alphascope::ui {

/// Beside the plane: the marked eigenvalues as numbers, slowest to fade first; conjugate pairs are one mode. As many
/// as there is room for.
class ModeList : public QWidget {
    Q_OBJECT
public:
    explicit ModeList(QWidget* parent = nullptr);
    void show_modes(const std::vector<Complex>& eigenvalues);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Complex> modes_; ///< Im ≥ 0
};

} // namespace alphascope::ui
