#pragma once

#include "ui/document/design_document.hpp"

#include <QWidget>

class QComboBox;

namespace alphascope::ui {

/// Presets in a searchable list, grouped by family. Choosing one replaces the design; the scene stays.
class PresetPicker : public QWidget {
    Q_OBJECT
public:
    explicit PresetPicker(DesignDocument& document, QWidget* parent = nullptr);
    QComboBox* combo() const { return combo_; }
    /// One undoable step; the scene stays.
    void choose_preset(const QString& id);

Q_SIGNALS:
    void failed(const QString& message);

private:
    void fill();
    void choose(int index);
    void choose_typed();
    void refresh();

    DesignDocument& document_;
    QComboBox* combo_;
};

} // namespace alphascope::ui
