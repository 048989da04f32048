#pragma once
// The choices of a design that are no formulas. Each is a row of a form, and an edit of the document at once.

class QFormLayout;

namespace alphascope::ui {

class DesignDocument;

/// The kind of A, and whether it stands inside a delay.
void add_evolution_choices(DesignDocument& document, QFormLayout& form);
void add_readout_choice(DesignDocument& document, QFormLayout& form);    ///< φ
void add_normaliser_choice(DesignDocument& document, QFormLayout& form); ///< η

} // namespace alphascope::ui
