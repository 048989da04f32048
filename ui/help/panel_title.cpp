#include "ui/help/panel_title.hpp"

#include "core/help/words.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <QVariant>

namespace alphascope::ui {

namespace {
constexpr const char* section_property = "helpSection";
}

QString tooltip_of(std::string_view id) {
    return QString::fromStdString(explanation(word(id)));
}

QString word_of(std::string_view id) {
    const std::string_view text = word(id).word;
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

PanelTitle::PanelTitle(std::string_view id, QWidget* panel) : row_(new QHBoxLayout(this)) {
    const QString name = word_of(id);
    panel->setProperty(section_property, name);
    auto* title = new QLabel(name);
    title->setObjectName(QStringLiteral("%1/title").arg(QString::fromUtf8(id.data(), qsizetype(id.size()))));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    title->setToolTip(tooltip_of(id));
    auto* why = new QToolButton;
    why->setObjectName(QStringLiteral("%1/help").arg(QString::fromUtf8(id.data(), qsizetype(id.size()))));
    why->setText(QStringLiteral("?"));
    why->setAutoRaise(true);
    why->setFocusPolicy(Qt::NoFocus); // F1 does the same
    why->setAccessibleName(tr("Help on %1").arg(name));
    why->setToolTip(tooltip_of(id));
    const int side = fontMetrics().height() + 2;
    why->setFixedSize(side, side);
    row_->setContentsMargins(10, 4, 10, 0);
    row_->setSpacing(4);
    row_->addWidget(title);
    row_->addWidget(why);
    row_->addStretch(0);
    connect(why, &QToolButton::clicked, this, [this, name] { Q_EMIT helpWanted(name); });
}

void PanelTitle::add(QWidget* remark, int stretch) {
    row_->addWidget(remark, stretch);
}

QWidget* titled(std::string_view id, QWidget* content) {
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PanelTitle(id, panel));
    column->addWidget(content, 1);
    return panel;
}

QString help_section_of(const QWidget* widget) {
    for (; widget; widget = widget->parentWidget())
        if (const QVariant section = widget->property(section_property); section.isValid())
            return section.toString();
    return {};
}

} // namespace alphascope::ui
