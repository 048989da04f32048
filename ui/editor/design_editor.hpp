#pragma once

#include "ui/document/design_document.hpp"

#include <QWidget>

#include <vector>

class QScrollArea;
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
    void show_text(); ///< with the focus in it
    QTabWidget& tabs() { return *tabs_; }

    /// What is wrong in the document's text: the design is the last one before it.
    std::vector<Error> typed_errors() const;
    /// Brings the place of an error to the eye and the keyboard. @returns whether there is one.
    bool go_to(const Error& error);
    /// The same of a field; one that is none of the form's gets the focus alone.
    void go_to(QWidget& field);

Q_SIGNALS:
    void typedErrorsChanged();

private:
    DesignDocument& document_;
    QTabWidget* tabs_;
    DesignForm* form_;
    DesignText* text_;
    QScrollArea* form_scroll_;
};

} // namespace alphascope::ui
