#pragma once

#include "ui/document/design_document.hpp"
#include "ui/editor/number_text.hpp"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QFormLayout;
class QPushButton;

namespace alphascope::ui {

class FormulaLine;
class NumberField;

/// Where the tokens come from: a generator with its sizes and seed, or a tensor file.
class SceneForm : public QWidget {
    Q_OBJECT
public:
    explicit SceneForm(DesignDocument& document, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A tensor file was chosen; its design is for the window to find. `path` may be "sample:NAME".
    void tensorsChosen(const QString& path);
    void openTensorsRequested();
    void numbersChecked(); ///< a number is refused, or no longer

private:
    using Set = std::function<void(Scene&, double)>;
    using Get =
        std::function<std::optional<double>(const Scene&)>; ///< nullopt: a scene of this kind has no such number
    struct Number {
        NumberField* field;
        QWidget* row; ///< with its message
        Get get;
    };
    void refresh();
    void choose_source(int index);
    void list_samples(const TensorSource* file);
    void add_numbers();
    void add_number(const QString& name, const NumberRule& rule, double step, Set set, Get get);
    QString announcement(const Scene& now, const Scene& next) const;
    void edit(const QString& action, const std::function<void(Scene&)>& change, int gesture);
    bool eventFilter(QObject* watched, QEvent* event) override;

    DesignDocument& document_;
    QFormLayout* form_;
    QComboBox *source_, *samples_;
    QWidget* tensor_row_;
    FormulaLine* text_;
    std::vector<Number> numbers_;
    int gesture_ = DesignDocument::one_shot;
};

} // namespace alphascope::ui
