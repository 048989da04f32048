#pragma once

#include "core/analysis/stability.hpp"
#include "ui/figure/figure.hpp"

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;

namespace alphascope::ui {

class Chart;
class ExactLabel;
class Selection;

/// One line of the table of margins. Each answers its own question.
struct Margin {
    QString id, name, value, word, help;
    Verdict verdict = Verdict::informative;
    QString exact; ///< the value with all its digits; empty where there is no number
};
std::vector<Margin> margins_of(const Stability& stability);

/// Growth over time above, margins below: a shape, a word and a colour say each verdict.
class StabilityPanel : public QWidget {
    Q_OBJECT
public:
    explicit StabilityPanel(Selection& selection, QWidget* parent = nullptr);
    /// While a slider is held the exponents, which take long, stay as they were; so does all where there is none.
    void show_stability(std::shared_ptr<const Stability> stability, bool dragging = false);
    void set_dark(bool dark);
    Chart& chart() { return *chart_; }
    /// @pre a stability was shown
    figure::Panel panel() const;

private:
    enum Curve { growth, steps, exponents }; ///< lines of the box
    bool over_tokens() const;
    void draw_curve();
    void refresh(); ///< the cross-hair moved
    void fill_table();

    Selection& selection_;
    std::shared_ptr<const Stability> stability_;
    figure::Panel drawn_; ///< without the cross-hair
    Chart* chart_;
    QComboBox* curve_;
    QGridLayout* table_;
    struct Row {
        QLabel *mark, *name;
        ExactLabel* value;
        QLabel* word;
    };
    std::vector<Row> rows_;
    bool dark_ = false;
};

} // namespace alphascope::ui
