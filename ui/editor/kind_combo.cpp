#include "ui/editor/kind_combo.hpp"

#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"

#include <QAbstractItemView>
#include <QStyleOptionComboBox>
#include <QStylePainter>

#include <algorithm>

namespace alphascope::ui {

namespace {

constexpr int name_role = Qt::UserRole + 1;

QString text_of(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

KindCombo::KindCombo(QWidget* parent) : QuietCombo(parent) {
    const auto table = evolution_kind_help();
    for (const std::string_view id : evolution_kind_ids) {
        const QString name = text_of(id).replace('_', ' ');
        const auto help = std::ranges::find(table, id, &EvolutionKindHelp::id);
        if (help == table.end()) {
            addItem(name, text_of(id));
            continue;
        }
        addItem(name + QStringLiteral("   ") + text_of(help->matrix), text_of(id));
        setItemData(count() - 1, text_of(help->help), Qt::ToolTipRole);
        setItemData(count() - 1, name, name_role);
    }
}

void KindCombo::showPopup() {
    int widest = width();
    for (int k = 0; k < count(); ++k)
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(k)) + 40);
    view()->setMinimumWidth(widest);
    QuietCombo::showPopup();
}

void KindCombo::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    QStyleOptionComboBox option;
    initStyleOption(&option);
    if (const QString name = currentData(name_role).toString(); !name.isEmpty())
        option.currentText = name;
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace alphascope::ui
