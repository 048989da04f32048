// The help menu: the pages of the help, the shortcuts, and what this program is.
#include "core/help/help_pages.hpp"
#include "ui/editor/edited_text.hpp"
#include "ui/help/help_window.hpp"
#include "ui/help/panel_title.hpp"
#include "ui/help/shortcuts_page.hpp"
#include "ui/main_window/main_window.hpp"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace alphascope::ui {

namespace {

constexpr const char *shortcuts_id = "shortcuts", *window_id = "window";

std::vector<HelpTopic> help_topics(const QMenuBar* bar) {
    std::vector<HelpTopic> topics;
    for (const HelpPage& page : help_pages())
        topics.push_back({QString::fromUtf8(page.id.data(), qsizetype(page.id.size())),
                          QString::fromUtf8(page.title.data(), qsizetype(page.title.size())),
                          [&page] { return QString::fromStdString(page.markdown()); }});
    topics.push_back({shortcuts_id, QObject::tr("Shortcuts"), [bar] { return shortcuts_page(*bar); }});
    return topics;
}

/// The name the focus is on: in a formula, in the text, or the chosen kind of evolution.
QString name_at_focus() {
    if (const auto* kind = qobject_cast<QComboBox*>(QApplication::focusWidget());
        kind && kind->objectName() == "evolution/kind")
        return kind->currentData().toString();
    return name_at_cursor(QApplication::focusWidget());
}

} // namespace

void MainWindow::build_help_menu() {
    auto* menu = menuBar()->addMenu(tr("&Help"));
    const auto add = [&](const QString& text, const QList<QKeySequence>& keys, auto act) {
        auto* action = menu->addAction(text);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add(tr("&What is this?"), {QKeySequence(Qt::Key_F1)}, [this] {
        if (const QString section = help_section_of(QApplication::focusWidget()); !section.isEmpty())
            open_help(window_id, section);
        else
            open_help("language", name_at_focus());
    })->setObjectName("actionHelpHere");
    add(tr("What you &see"), {}, [this] { open_help(window_id); })->setObjectName("actionHelpWindow");
    add(tr("Design &language"), {}, [this] {
        open_help("language", name_at_focus());
    })->setObjectName("actionHelpLanguage");
    add(tr("What does not &fit, and why"), {}, [this] { open_help("fit"); })->setObjectName("actionHelpFit");
    add(tr("&Shortcuts"), {QKeySequence(Qt::Key_Question), QKeySequence(Qt::CTRL | Qt::Key_Slash)}, [this] {
        open_help(shortcuts_id);
    })->setObjectName("actionHelpShortcuts");
    for (auto* title : findChildren<PanelTitle*>())
        connect(title, &PanelTitle::helpWanted, this,
                [this](const QString& section) { open_help(window_id, section); });
    menu->addSeparator();
    add(tr("&About Alphascope"), {}, [this] {
        QMessageBox::about(this, tr("About Alphascope"),
                           tr("<h3>Alphascope %1</h3><p>An oscilloscope for the coefficients of sequence models.</p>"
                              "<p>GPL-3.0-or-later. Uses Qt %2, Eigen, nlohmann-json and fmt.</p>")
                               .arg(QCoreApplication::applicationVersion(), qVersion()));
    });
}

void MainWindow::open_help(const QString& page, const QString& place) {
    if (!help_)
        help_ = new HelpWindow(help_topics(menuBar()), this);
    help_->open(page, place);
}

} // namespace alphascope::ui
