#include "ui/help/shortcuts_page.hpp"

#include "core/help/markdown_table.hpp"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace alphascope::ui {

namespace {

std::string plain(const QAction& action) {
    return QString(action.text()).remove('&').remove(QChar(0x2026)).toStdString();
}

std::string keys_of(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& shortcut : action.shortcuts())
        if (const QString text = shortcut.toString(QKeySequence::NativeText); !text.isEmpty())
            keys << QString::fromStdString(code(text.toStdString()));
    return keys.join(QObject::tr(" or ")).toStdString();
}

void add_rows(const QMenu& menu, std::vector<TableRow>& rows) {
    for (const QAction* action : menu.actions()) {
        if (action->menu())
            add_rows(*action->menu(), rows);
        else if (const std::string keys = keys_of(*action); !keys.empty())
            rows.push_back({keys, plain(*action)});
    }
}

QString table(const std::vector<TableRow>& rows) {
    return QString::fromStdString(markdown_table({"keys", QObject::tr("what they do").toStdString()}, rows));
}

} // namespace

QString shortcuts_page(const QMenuBar& bar) {
    QString page = QObject::tr("# Shortcuts") + "\n\n";
    for (const QAction* top : bar.actions()) {
        std::vector<TableRow> rows;
        if (top->menu())
            add_rows(*top->menu(), rows);
        if (!rows.empty())
            page += "## " + QString::fromStdString(plain(*top)) + "\n\n" + table(rows) + "\n";
    }
    const auto row = [](const char* keys, const QString& text) { return TableRow{keys, text.toStdString()}; };
    page += "## " + QObject::tr("In formulas") + "\n\n" +
            table({row("`Ctrl+Space`", QObject::tr("Names that may stand here")),
                   row("`Tab` or `Enter`", QObject::tr("Take the chosen name")),
                   row("`Esc`", QObject::tr("Close the list of names")),
                   row("`F1`", QObject::tr("Explain the name at the cursor"))}) +
            "\n## " + QObject::tr("On sliders") + "\n\n" +
            table({row("`Left` `Right`", QObject::tr("One step; with Shift ten, with Ctrl the smallest")),
                   row("`Esc`", QObject::tr("While dragging: give the old value back"))}) +
            "\n## " + QObject::tr("On the map and the charts") + "\n\n" +
            table({row("Arrows", QObject::tr("On the map: move the cross-hair, with Shift by ten. On a chart: pan")),
                   row("`+` `-`", QObject::tr("Zoom in and out")),
                   row("Wheel", QObject::tr("Zoom about the pointer, with Ctrl finely")),
                   row("`Esc`", QObject::tr("Give up a drag"))});
    return page;
}

} // namespace alphascope::ui
