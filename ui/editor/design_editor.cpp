#include "ui/editor/design_editor.hpp"

#include "core/design/design_json.hpp"
#include "ui/editor/design_form.hpp"
#include "ui/editor/design_text.hpp"

#include <QApplication>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace alphascope::ui {

namespace {

/// Scrolls up and down only: always wide enough for what is in it and its scroll bar.
class Column : public QScrollArea {
public:
    Column() {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus); // its fields are the stops
    }
    QSize minimumSizeHint() const override {
        const int content = widget() ? widget()->minimumSizeHint().width() : 0;
        return {content + verticalScrollBar()->sizeHint().width(), QScrollArea::minimumSizeHint().height()};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

DesignEditor::DesignEditor(DesignDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), tabs_(new QTabWidget), form_(new DesignForm(document)),
      text_(new DesignText(document)), form_scroll_(new Column) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);
    form_scroll_->setWidget(form_);
    tabs_->setObjectName("designTabs");
    tabs_->setDocumentMode(true);
    tabs_->addTab(form_scroll_, tr("Form"));
    tabs_->addTab(text_, tr("Text"));
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && form_->isAncestorOf(now))
            form_scroll_->ensureWidgetVisible(now); // whoever comes here by Tab sees where they are
    });
    const auto mark = [this] {
        tabs_->setTabText(1, document_.text_has_errors() ? tr("Text ⚠") : tr("Text"));
        Q_EMIT typedErrorsChanged();
    };
    connect(&document_, &DesignDocument::textChanged, this, mark);
    mark();
}

std::vector<Error> DesignEditor::typed_errors() const {
    return document_.text_has_errors() ? design_problems(document_.text()) : std::vector<Error>{};
}

bool DesignEditor::go_to(const Error& error) {
    QWidget* field = form_->field_of(error);
    if (!field) {
        if (!document_.text_has_errors())
            return false;
        show_text();
        return true;
    }
    go_to(*field);
    return true;
}

void DesignEditor::go_to(QWidget& field) {
    if (form_->isAncestorOf(&field)) {
        tabs_->setCurrentIndex(0);
        form_scroll_->ensureWidgetVisible(&field);
    }
    field.setFocus(Qt::OtherFocusReason);
}

void DesignEditor::show_text() {
    tabs_->setCurrentWidget(text_);
    text_->setFocus(Qt::ShortcutFocusReason);
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
