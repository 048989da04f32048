#pragma once

#include "core/design/presets.hpp"

#include <QDialog>

#include <filesystem>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace alphascope::ui {

class MessageLabel;

/// Asks for the name of a design among the user's own presets. Names of the program's presets are refused; one of the
/// user's own is replaced only by the button that says so.
class AddPresetDialog : public QDialog {
    Q_OBJECT
public:
    explicit AddPresetDialog(const Design& design, QWidget* parent = nullptr);
    QString name() const;
    QString id() const;
    std::filesystem::path path() const;

private:
    void check();

    std::vector<PresetEntry> entries_;
    QLineEdit* name_;
    QLabel* file_;
    MessageLabel* message_;
    QPushButton* add_;
};

} // namespace alphascope::ui
