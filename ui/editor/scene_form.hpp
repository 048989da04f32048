#pragma once

#include "ui/document/design_document.hpp"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace alphascope::ui {

/// Where the tokens come from: a generator with its sizes and seed, or a tensor file.
class SceneForm : public QWidget {
    Q_OBJECT
public:
    explicit SceneForm(DesignDocument& document, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A tensor file was chosen; its design is for the window to find. `path` may be "sample:NAME".
    void tensorsChosen(const QString& path);
    void openTensorsRequested();

private:
    void refresh();
    void choose_source(int index);
    template <class Change> void edit(const QString& action, Change change);
    QSpinBox* add_number(const QString& label, const QString& name, int minimum, int maximum);

    DesignDocument& document_;
    QFormLayout* form_;
    QComboBox *source_, *samples_;
    QWidget* tensor_row_;
    QSpinBox *length_, *heads_, *state_, *seed_, *period_, *pairs_;
    QDoubleSpinBox* correlation_;
    QLineEdit* text_;
    int gesture_ = DesignDocument::one_shot;
};

} // namespace alphascope::ui
