#pragma once

#include "core/analysis/cell_reading.hpp"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;

namespace alphascope::ui {

class ExactLabel;

/// Exact numbers at the cross-hair. What is not known stays empty and is shown as a dash.
struct Reading {
    CellReading cell;
    QString row_label, column_label;                               ///< the tokens, where the scene has labels
    std::optional<double> stored_output_error, stored_alpha_error; ///< relative, against the file's own
};

/// The read-out under the map. Every value can be selected and copied with all its digits. Where it is narrow it has
/// fewer and longer columns.
class ReadoutPanel : public QWidget {
    Q_OBJECT
public:
    explicit ReadoutPanel(QWidget* parent = nullptr);
    void show_reading(const Reading& reading);
    /// All lines as "name<tab>value", values with 17 digits.
    QString as_text() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    QSize minimumSizeHint() const override;

private:
    void set(int row, const QString& shown, const QString& exact);
    int width_in_columns(int columns) const;
    void arrange(int columns);
    std::vector<QLabel*> names_;
    std::vector<ExactLabel*> values_;
    QGridLayout* grid_;
    int columns_ = 0;
};

} // namespace alphascope::ui
