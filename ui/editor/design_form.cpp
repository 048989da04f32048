#include "ui/editor/design_form.hpp"

#include "core/design/design_json.hpp"
#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"
#include "ui/editor/design_choices.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/message_label.hpp"
#include "ui/editor/parameter_row.hpp"

#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace alphascope::ui {

namespace {

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(0, 8, 0, 0);
    return label;
}

QString joined(const std::vector<std::string>& axes) {
    QStringList names;
    for (const auto& axis : axes)
        names << QString::fromStdString(axis);
    return names.isEmpty() ? QObject::tr("one number") : names.join(" × ");
}

QString label_of(const std::string& name) {
    return QString::fromStdString(name).replace('_', ' ');
}

/// What decides which widgets the form has; values and texts are not part of it.
std::vector<std::string> structure_of(const Design& design) {
    std::vector<std::string> structure{design.id, std::string(evolution_kind_ids.at(design.evolution.kind.index())),
                                       design.evolution.delay ? "delay" : "", "φ " + design.readout.id,
                                       "η " + design.normaliser.id};
    for (const auto& parameter : design.parameters)
        structure.push_back("parameter " + parameter.name);
    for (const auto& signal : design.signals) {
        structure.push_back("signal " + signal.name + " " + joined(signal.axes).toStdString());
        structure.push_back(signal.help);
    }
    for (const auto& part : design_parts(design))
        structure.push_back(part.pointer);
    return structure;
}

} // namespace

DesignForm::DesignForm(DesignDocument& document, QWidget* parent) : QWidget(parent), document_(document) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    setObjectName("designForm");
    unused_ = new MessageLabel("designForm/unused");
    notice_ = new MessageLabel("designForm/notice");
    for (MessageLabel* label : {unused_, notice_}) {
        label->setContentsMargins(10, 4, 10, 0);
        layout->addWidget(label);
    }
    connect(&document_, &DesignDocument::designChanged, this, &DesignForm::refresh);
    connect(&document_, &DesignDocument::textChanged, this, &DesignForm::refresh);
    rebuild();
}

void DesignForm::refresh() {
    const Design& design = *document_.design();
    if (structure_of(design) != structure_)
        return rebuild();
    for (const auto& parameter : design.parameters)
        rows_.at(parameter.name)->set_parameter(parameter);
    const bool wrong = document_.text_has_errors();
    const std::string written = wrong ? document_.text() : std::string();
    for (const auto& part : design_parts(design)) {
        auto* field = fields_.at(part.pointer);
        QString text = part.expression ? QString::fromStdString(part.expression->text) : QString();
        if (const auto typed = wrong ? formula_in_text(written, part.pointer) : std::nullopt)
            text = QString::fromStdString(*typed);
        // A complaint of what was computed stays until the next result.
        if (field->text() != text || (field->has_error() && computed_errors_.count(part.pointer) == 0))
            field->set_text(text);
    }
    show_text_errors();
}

/// What is wrong in the document's text: at its field, else above the form.
void DesignForm::show_text_errors() {
    QStringList elsewhere;
    bool is_json = true;
    if (document_.text_has_errors())
        for (const Error& error : design_problems(document_.text())) {
            const auto field = fields_.find(error.where);
            is_json = is_json && !error.where.empty();
            if (field == fields_.end())
                elsewhere << QString::fromStdString(one_line(error));
            else {
                field->second->show_error(error);
                computed_errors_.erase(error.where);
            }
        }
    QString notice;
    if (!elsewhere.isEmpty() && unused_->text().isEmpty())
        notice = tr("The text has errors: this is the last valid design.\n%1").arg(elsewhere[0]);
    if (!is_json) // no place in it can be told from another
        notice += "\n" + tr("A change here replaces the text; Ctrl+Z brings it back.");
    notice_->say(notice);
}

void DesignForm::say_unused(const QString& why) {
    unused_->say(why);
    setEnabled(why.isEmpty());
}

void DesignForm::rebuild() {
    const QString focus = focusWidget() ? focusWidget()->objectName() : QString();
    if (content_) {
        content_->hide();
        content_->deleteLater(); // the change may come from one of its own controls
    }
    fields_.clear();
    rows_.clear();
    badges_.clear();
    computed_errors_.clear();
    content_ = new QWidget;
    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(10, 2, 10, 10);
    column->setSpacing(6);
    add_parameters(column);
    add_formulas(column);
    add_signals(column);
    column->addStretch(1);
    layout()->addWidget(content_);
    structure_ = structure_of(*document_.design());
    refresh();
    set_inactive_parameters(inactive_);
    set_given_signals(given_);
    if (!focus.isEmpty())
        if (auto* widget = content_->findChild<QWidget*>(focus))
            widget->setFocus();
}

void DesignForm::add_parameters(QVBoxLayout* column) {
    if (document_.design()->parameters.empty())
        return;
    column->addWidget(heading(tr("Parameters")));
    for (const auto& parameter : document_.design()->parameters) {
        auto* row = new ParameterRow(parameter);
        rows_[parameter.name] = row;
        column->addWidget(row);
        const std::string name = parameter.name;
        connect(row, &ParameterRow::gestureStarted, this, [this, row, name] {
            gesture_ = document_.begin_gesture();
            if (row->is_dragging())
                Q_EMIT dragStarted(QString::fromStdString(name));
        });
        connect(row, &ParameterRow::gestureEnded, this, [this] {
            gesture_ = document_.begin_gesture();
            Q_EMIT dragEnded();
        });
        connect(row, &ParameterRow::checked, this, &DesignForm::numbersChecked);
        connect(row, &ParameterRow::changed, this,
                [this, name](double value) { document_.set_parameter(name, value, gesture_); });
        connect(row, &ParameterRow::rangeChanged, this,
                [this, name](double minimum, double maximum) { set_range(name, minimum, maximum); });
    }
}

void DesignForm::add_signals(QVBoxLayout* column) {
    if (document_.design()->signals.empty())
        return;
    column->addWidget(heading(tr("Signals")));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    int row = 0;
    for (const auto& signal : document_.design()->signals) {
        auto* name = new QLabel(QString::fromStdString(signal.name));
        name->setFont(FormulaLine().font());
        auto* axes = new QLabel(joined(signal.axes));
        axes->setForegroundRole(QPalette::PlaceholderText);
        auto* badge = new QLabel;
        badge->setObjectName("signal/" + QString::fromStdString(signal.name));
        const QString help = QString::fromStdString(signal.help);
        name->setToolTip(help);
        axes->setToolTip(help);
        grid->addWidget(name, row, 0);
        grid->addWidget(axes, row, 1);
        grid->addWidget(badge, row, 2, Qt::AlignRight);
        badges_[signal.name] = badge;
        ++row;
    }
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
}

void DesignForm::add_formulas(QVBoxLayout* column) {
    const Design& design = *document_.design();
    QFormLayout* form = nullptr;
    const auto begin_section = [&](const QString& title) {
        column->addWidget(heading(title));
        form = new QFormLayout;
        form->setContentsMargins(0, 0, 0, 0);
        form->setHorizontalSpacing(8);
        form->setVerticalSpacing(5);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        column->addLayout(form);
    };
    std::optional<Section> section;
    const auto open_section = [&](Section next) {
        section = next;
        switch (next) {
        case Section::let: return begin_section(tr("Named values"));
        case Section::evolution: begin_section(tr("Evolution  A")); return add_evolution_choices(document_, *form);
        case Section::write_read: return begin_section(tr("Write and read"));
        case Section::readout: return;
        case Section::normaliser: return;
        case Section::more: return begin_section(tr("More"));
        }
    };
    bool choices_open = false, normaliser_open = false;
    for (const auto& part : design_parts(design)) {
        if (part.section >= Section::readout && !choices_open) {
            begin_section(tr("Read-out  φ, η"));
            add_readout_choice(document_, *form);
            choices_open = true;
        }
        if (part.section >= Section::normaliser && !normaliser_open) {
            add_normaliser_choice(document_, *form);
            normaliser_open = true;
        }
        if (section != part.section)
            open_section(part.section);
        const QString name = QString::fromStdString(part.pointer).mid(1);
        auto* field = new ExpressionField(name, QString::fromStdString(part.help));
        field->set_text(part.expression ? QString::fromStdString(part.expression->text) : QString());
        if (part.optional)
            field->line()->setPlaceholderText(tr("none"));
        const QString label = part.section == Section::let ? QString::fromStdString(part.label) : label_of(part.label);
        form->addRow(label, field);
        fields_[part.pointer] = field;
        const std::string pointer = part.pointer;
        field->complete_with([this, pointer] { return formula_names(*document_.design(), pointer); });
        connect(field, &ExpressionField::edited, this,
                [this, pointer](const QString& text) { edit_formula(pointer, text); });
        connect(field, &ExpressionField::sessionStarted, this, [this] { gesture_ = document_.begin_gesture(); });
    }
}

void DesignForm::edit_formula(const std::string& pointer, const QString& text) {
    const QString action = tr("edit %1").arg(QString::fromStdString(pointer).section('/', -1));
    computed_errors_.erase(pointer);
    auto changed = with_part_text(*document_.design(), pointer, text.toStdString());
    if (changed && !document_.text_has_errors()) {
        fields_.at(pointer)->clear_error();
        return document_.set_design(std::move(*changed), action, gesture_);
    }
    // What is wrong is the document's too: it is undone, saved and asked for as everything else.
    const bool left_out = text.trimmed().isEmpty() && changed;
    auto document =
        design_with_formula(document_.text(), pointer, left_out ? std::nullopt : std::optional(text.toStdString()));
    if (const auto other = replaced_part(*document_.design(), pointer); document && !left_out && !other.empty())
        document = design_with_formula(*document, other, std::nullopt);
    if (document)
        document_.set_text(std::move(*document), action, gesture_);
    else if (changed) // in a text that is no JSON no place can be told from another
        document_.set_design(std::move(*changed), action, gesture_);
    else
        fields_.at(pointer)->show_error(changed.error());
}

void DesignForm::set_range(const std::string& name, double minimum, double maximum) {
    Design design = *document_.design();
    for (auto& parameter : design.parameters)
        if (parameter.name == name) {
            parameter.minimum = minimum;
            parameter.maximum = maximum;
        }
    document_.set_design(std::move(design), tr("set the range of %1").arg(QString::fromStdString(name)), gesture_);
}

QWidget* DesignForm::field_of(const Error& error) const {
    const auto found = fields_.find(error.where);
    return found == fields_.end() ? nullptr : found->second;
}

bool DesignForm::show_error(const Error& error) {
    // A complaint about a whole choice ("/evolution") has no field of its own.
    const auto found = fields_.find(error.where);
    if (found == fields_.end())
        return false;
    found->second->show_error(error);
    computed_errors_.insert(error.where);
    return true;
}

void DesignForm::clear_computed_errors() {
    for (const auto& pointer : computed_errors_)
        if (const auto found = fields_.find(pointer); found != fields_.end())
            found->second->clear_error();
    computed_errors_.clear();
}

void DesignForm::set_inactive_parameters(const std::set<std::string>& names) {
    inactive_ = names;
    for (const auto& [name, row] : rows_)
        row->set_active(names.count(name) == 0);
}

void DesignForm::set_given_signals(const std::set<std::string>& names) {
    given_ = names;
    for (const auto& [name, widget] : badges_) {
        auto* badge = static_cast<QLabel*>(widget);
        const bool given = names.count(name) > 0;
        badge->setText(given ? tr("given") : tr("generated"));
        badge->setForegroundRole(given ? QPalette::Link : QPalette::PlaceholderText);
        badge->setToolTip(given ? tr("read from the tensor file") : tr("made by the scene's generator"));
    }
}

ParameterRow* DesignForm::parameter_row(const std::string& name) const {
    const auto found = rows_.find(name);
    return found == rows_.end() ? nullptr : found->second;
}

bool DesignForm::is_dragging() const {
    for (const auto& [name, row] : rows_)
        if (row->is_dragging())
            return true;
    return false;
}

} // namespace alphascope::ui
