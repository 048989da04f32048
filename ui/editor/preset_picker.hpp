#pragma once

#include "core/design/presets.hpp"
#include "ui/document/design_document.hpp"

#include <QPointer>
#include <QWidget>

#include <vector>

class QComboBox;
class QKeyEvent;
class QListWidget;

namespace alphascope::ui {

/// Presets in a searchable list, grouped by family. Choosing one replaces the design; the scene stays. What is typed is
/// nobody else's until it is taken or left: the list below shows what fits, Enter takes the highlighted entry, Escape
/// gives the name back.
class PresetPicker : public QWidget {
    Q_OBJECT
public:
    explicit PresetPicker(DesignDocument& document, QWidget* parent = nullptr);
    QComboBox* combo() const { return combo_; }
    /// One undoable step; the scene stays.
    void choose_preset(const QString& id);
    void set_unused(bool unused); ///< the picture rests on no design: none is named
    void reload();                ///< the user's own presets have changed

Q_SIGNALS:
    void failed(const QString& message);

private:
    void fill();
    void choose(int index);
    void choose_typed();
    void refresh();
    void search();
    void close_search();
    bool press(const QKeyEvent& key);
    bool eventFilter(QObject* watched, QEvent* event) override;

    DesignDocument& document_;
    QComboBox* combo_;
    std::vector<PresetEntry> entries_;
    bool unused_ = false;
    QPointer<QListWidget> found_; ///< never has the focus
};

} // namespace alphascope::ui
