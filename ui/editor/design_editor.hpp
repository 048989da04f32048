#pragma once

#include "ui/document/design_document.hpp"

#include <QWidget>

class QTabWidget;

namespace alphascope::ui {

class DesignForm;
class DesignText;

/// The design twice: as a form and as text, two tabs on the same document.
class DesignEditor : public QWidget {
    Q_OBJECT
public:
    explicit DesignEditor(DesignDocument& document, QWidget* parent = nullptr);
    DesignForm& form() { return *form_; }
    /// What realising the design found wrong: marked in the form and in the text.
    void show_computed_error(const Error& error);
    void clear_computed_errors();
    QTabWidget& tabs() { return *tabs_; }

private:
    QTabWidget* tabs_;
    DesignForm* form_;
    DesignText* text_;
};

} // namespace alphascope::ui
