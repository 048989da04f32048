#include "ui/editor/design_editor.hpp"

#include "ui/editor/design_form.hpp"
#include "ui/editor/design_text.hpp"

#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace alphascope::ui {

DesignEditor::DesignEditor(DesignDocument& document, QWidget* parent)
    : QWidget(parent), tabs_(new QTabWidget), form_(new DesignForm(document)), text_(new DesignText(document)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);
    form_scroll_ = new QScrollArea;
    form_scroll_->setWidget(form_);
    form_scroll_->setWidgetResizable(true);
    form_scroll_->setFrameShape(QFrame::NoFrame);
    form_scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tabs_->setObjectName("designTabs");
    tabs_->setDocumentMode(true);
    tabs_->addTab(form_scroll_, tr("Form"));
    tabs_->addTab(text_, tr("Text"));
    connect(form_, &DesignForm::typedErrorsChanged, this, &DesignEditor::typedErrorsChanged);
    connect(text_, &DesignText::typedErrorsChanged, this, &DesignEditor::typedErrorsChanged);
}

std::vector<Error> DesignEditor::typed_errors() const {
    auto errors = form_->typed_errors();
    const auto& texts = text_->typed_errors();
    errors.insert(errors.end(), texts.begin(), texts.end());
    return errors;
}

bool DesignEditor::go_to(const Error& error) {
    if (!text_->typed_errors().empty()) {
        tabs_->setCurrentWidget(text_);
        findChild<QWidget*>("designText")->setFocus(Qt::OtherFocusReason);
        return true;
    }
    QWidget* field = form_->field_of(error);
    if (!field)
        return false;
    tabs_->setCurrentIndex(0);
    form_scroll_->ensureWidgetVisible(field);
    field->setFocus(Qt::OtherFocusReason);
    return true;
}

void DesignEditor::show_computed_error(const Error& error) {
    form_->show_error(error);
    text_->show_computed_error(error);
}

void DesignEditor::clear_computed_errors() {
    form_->clear_computed_errors();
    text_->clear_computed_error();
}

} // namespace alphascope::ui
