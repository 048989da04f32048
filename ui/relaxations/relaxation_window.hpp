#pragma once

#include "core/base/error.hpp"
#include "ui/relaxations/relaxation_graph.hpp"

#include <QDialog>

class QLabel;
class QPushButton;
class QTextBrowser;

namespace alphascope::ui {

class RelaxationView;

/// The relaxation map beside the window it belongs to: choosing a preset there shows it here, on the same scene.
class RelaxationWindow : public QDialog {
    Q_OBJECT
public:
    explicit RelaxationWindow(RelaxationGraph graph, QWidget* parent = nullptr);
    RelaxationView& view() { return *view_; }
    /// Marks the design that is shown and selects it.
    void set_design(const QString& id, const QString& name);

Q_SIGNALS:
    void presetChosen(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void describe(int node);
    void choose(int node);
    QString legend() const;

    RelaxationView* view_;
    QLabel* legend_;
    QTextBrowser* text_;
    QPushButton* use_;
    QString id_, name_; ///< of the design that is shown
};

} // namespace alphascope::ui
