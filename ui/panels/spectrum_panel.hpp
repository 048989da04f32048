#pragma once

#include "core/analysis/spectrum.hpp"
#include "ui/figure/figure.hpp"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QSlider;
class QToolButton;

namespace alphascope::ui {

class Chart;
class ModeList;
class Selection;

/// The eigenvalues of A_i in the plane: all positions faint, the cross-hair's row marked. The slider under it scrubs
/// that row; the button beside it plays through all of them.
class SpectrumPanel : public QWidget {
    Q_OBJECT
public:
    explicit SpectrumPanel(Selection& selection, QWidget* parent = nullptr);
    /// Eigenvalues at a token that was not sampled; empty where they would take too long.
    using Exact = std::function<ComplexVector(Index)>;
    void show_spectrum(std::shared_ptr<const Spectrum> spectrum, Exact exact = {});
    void set_dark(bool dark);
    Chart& chart() { return *chart_; }
    /// @pre a spectrum was shown
    figure::Panel panel() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    bool solves_cursor() const; ///< its token was not sampled
    bool marks_cursor() const;  ///< else the nearest token's eigenvalues stand in
    void follow_length();
    void play(bool on);
    void draw_play_sign();

    Selection& selection_;
    std::shared_ptr<const Spectrum> spectrum_;
    Exact exact_;
    Chart* chart_;
    QSlider* position_;
    QToolButton* play_;
    QLabel *token_, *how_;
    ModeList* modes_;
    QTimer clock_;
};

/// How the eigenvalues were found: "closed form", "numeric · 256 of 4095 tokens", "constant", with "shear" where there
/// is one.
QString spectrum_origin(const Spectrum& spectrum);

} // namespace alphascope::ui
