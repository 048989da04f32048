#include "ui/gallery/what_changed.hpp"

#include "ui/gallery/difference_html.hpp"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace alphascope::ui {

WhatChanged::WhatChanged(const Design& before, const Design& now, QWidget* parent) : QDialog(parent) {
    setObjectName("whatChanged");
    setAttribute(Qt::WA_DeleteOnClose);
    const QString first = QString::fromStdString(before.name), second = QString::fromStdString(now.name);
    setWindowTitle(tr("What changed: %1 → %2").arg(first, second));
    auto* text = new QTextBrowser;
    text->setObjectName("whatChanged/text");
    text->setAccessibleName(windowTitle());
    text->setFrameShape(QFrame::NoFrame);
    text->document()->setDocumentMargin(14);
    text->setHtml(comparison_html(before, now, palette()));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 10);
    layout->addWidget(text);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(buttons);
    layout->addLayout(row);
    resize(760, 480);
}

} // namespace alphascope::ui
