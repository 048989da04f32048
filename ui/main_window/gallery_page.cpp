// The gallery as the window's second page, and what a choice there changed.
#include "ui/gallery/gallery.hpp"
#include "ui/gallery/what_changed.hpp"
#include "ui/main_window/hint.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/status_line.hpp"

#include <QApplication>
#include <QStackedWidget>

namespace alphascope::ui {

void MainWindow::build_gallery(std::shared_ptr<const EngineRegistry> engines) {
    previous_ = new PreviousDesign(document_, this);
    gallery_ = new Gallery(document_, *previous_, std::move(engines));
    pages_->addWidget(gallery_);
    connect(gallery_, &Gallery::closed, this, [this] { show_gallery(false); });
    connect(gallery_, &Gallery::applied, this,
            [this](const QString& summary) { status_->show_note(tr("%1. Ctrl+Shift+G compares them.").arg(summary)); });
}

void MainWindow::show_gallery(bool open) {
    if (open == (pages_->currentIndex() == 1))
        return;
    if (open) {
        focus_before_ = QApplication::focusWidget();
        if (hint_)
            hint_->hide(); // it points at a control of the other page
    }
    pages_->setCurrentIndex(open ? 1 : 0);
    if (!open && focus_before_)
        focus_before_->setFocus(Qt::OtherFocusReason);
}

void MainWindow::show_what_changed() {
    if (!previous_->get())
        return status_->show_note(tr("Nothing to compare yet: choose another design first (Ctrl+G)."));
    (new WhatChanged(*previous_->get(), *document_.design(), this))->show();
}

} // namespace alphascope::ui
