#include "ui/editor/design_choices.hpp"

#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/system/readout.hpp"
#include "ui/document/design_document.hpp"
#include "ui/editor/design_parts.hpp"
#include "ui/editor/kind_combo.hpp"
#include "ui/editor/quiet_controls.hpp"

#include <QCheckBox>
#include <QFormLayout>

namespace alphascope::ui {

namespace {

QString text_of(std::string_view part) {
    return QString::fromUtf8(part.data(), qsizetype(part.size()));
}

/// A row with a list. What is chosen in it becomes `change(design, id)`.
template <class Change>
void add_choice(DesignDocument& document, QFormLayout& form, const QString& label, const QString& name,
                QComboBox* combo, const QString& action, Change change) {
    combo->setObjectName(name);
    combo->setAccessibleName(label);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    form.addRow(label, combo);
    QObject::connect(combo, &QComboBox::activated, combo, [&document, combo, action, change] {
        document.set_design(change(*document.design(), combo->currentData().toString().toStdString()), action);
    });
}

/// All of a table, and a formula in their place. @param present the id, empty for a formula
template <class Table> QComboBox* list_of(const Table& table, const QString& formula, const QString& present) {
    auto* combo = new QuietCombo;
    for (const auto& info : table)
        combo->addItem(text_of(info.label), text_of(info.id));
    combo->addItem(formula, QString());
    combo->setCurrentIndex(combo->findData(present));
    return combo;
}

template <class Choice> QString id_of(const Choice& choice) {
    return choice.formula ? QString() : QString::fromStdString(choice.id);
}

} // namespace

void add_evolution_choices(DesignDocument& document, QFormLayout& form) {
    const Evolution& evolution = document.design()->evolution;
    auto* kind = new KindCombo;
    kind->setCurrentIndex(kind->findData(text_of(evolution_kind_ids.at(evolution.kind.index()))));
    add_choice(document, form, QObject::tr("kind"), "evolution/kind", kind, QObject::tr("change the kind of A"),
               with_evolution_kind);
    auto* delay = new QCheckBox(QObject::tr("inside a delay"));
    for (const auto& help : evolution_kind_help())
        if (help.id == "delay")
            delay->setToolTip(QObject::tr("%1: %2").arg(text_of(help.matrix), text_of(help.help)));
    delay->setObjectName("evolution/delay");
    delay->setChecked(evolution.delay.has_value());
    form.addRow(QString(), delay);
    QObject::connect(delay, &QCheckBox::toggled, delay, [&document](bool on) {
        document.set_design(with_delay(*document.design(), on),
                            on ? QObject::tr("put A in a delay") : QObject::tr("drop the delay"));
    });
}

void add_readout_choice(DesignDocument& document, QFormLayout& form) {
    auto* combo = list_of(readout_table, QObject::tr("formula in score"), id_of(document.design()->readout));
    add_choice(document, form, QObject::tr("φ"), "readout/kind", combo, QObject::tr("change φ"), with_readout);
}

void add_normaliser_choice(DesignDocument& document, QFormLayout& form) {
    auto* combo = list_of(normaliser_table, QObject::tr("formula per row"), id_of(document.design()->normaliser));
    add_choice(document, form, QObject::tr("η"), "normaliser/kind", combo, QObject::tr("change η"), with_normaliser);
}

} // namespace alphascope::ui
