#pragma once

#include "ui/document/design_document.hpp"
#include "ui/editor/design_parts.hpp"

#include <QWidget>

#include <map>
#include <set>

class QVBoxLayout;

namespace alphascope::ui {

class ExpressionField;
class MessageLabel;
class ParameterRow;

/// The design as a form: parameters, signals, and one field for each formula. Every valid change is an edit at once;
/// a wrong formula stays in its field and in the document's text, with the reason, and the design keeps the last valid
/// one.
class DesignForm : public QWidget {
    Q_OBJECT
public:
    explicit DesignForm(DesignDocument& document, QWidget* parent = nullptr);

    /// What realising found wrong: marks the field at error.where, if there is one. @returns whether a field was
    /// marked.
    bool show_error(const Error& error);
    void clear_computed_errors();
    /// Why the picture does not rest on these fields, which are then disabled; empty: it does.
    void say_unused(const QString& why);
    void set_inactive_parameters(const std::set<std::string>& names);
    void set_given_signals(const std::set<std::string>& names);
    ParameterRow* parameter_row(const std::string& name) const;
    bool is_dragging() const;
    QWidget* field_of(const Error& error) const; ///< null: none has this place

Q_SIGNALS:
    void dragStarted(const QString& parameter);
    void dragEnded();
    void numbersChecked(); ///< a number is refused, or no longer

private:
    void refresh();
    void rebuild();
    void add_parameters(QVBoxLayout* column);
    void add_signals(QVBoxLayout* column);
    void add_formulas(QVBoxLayout* column);
    void edit_formula(const std::string& pointer, const QString& text);
    void set_range(const std::string& name, double minimum, double maximum);
    void show_text_errors();

    DesignDocument& document_;
    QWidget* content_ = nullptr;
    MessageLabel* unused_;                           ///< why the fields count for nothing
    MessageLabel* notice_;                           ///< the text says what no field shows
    std::map<std::string, ExpressionField*> fields_; ///< by JSON pointer
    std::map<std::string, ParameterRow*> rows_;
    std::map<std::string, QWidget*> badges_; ///< of signals
    std::set<std::string> computed_errors_, inactive_, given_;
    std::vector<std::string> structure_; ///< what the form was built for
    int gesture_ = DesignDocument::one_shot;
};

} // namespace alphascope::ui
