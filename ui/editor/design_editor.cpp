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
    auto* scroll = new QScrollArea;
    scroll->setWidget(form_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tabs_->setObjectName("designTabs");
    tabs_->setDocumentMode(true);
    tabs_->addTab(scroll, tr("Form"));
    tabs_->addTab(text_, tr("Text"));
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
