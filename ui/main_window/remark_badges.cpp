#include "ui/main_window/remark_badges.hpp"

#include "core/system/axis_readings.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/compute/window_words.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/main_window/flow_layout.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStringList>
#include <QToolButton>

#include <algorithm>

namespace alphascope::ui {

namespace {

/// Every remark on a line; warnings are marked.
QStringList lines_of(const std::vector<Remark>& remarks) {
    QStringList lines;
    for (const Remark& remark : remarks)
        lines << (remark.warning ? "⚠ " : "· ") + QString::fromStdString(without_options(remark.text));
    return lines;
}

} // namespace

std::vector<Badge> badges_of(const std::vector<Remark>& remarks, const SaidAxes& said) {
    std::vector<Badge> badges;
    if (const QString text = made_up_text(remarks); !text.isEmpty())
        badges.push_back({"made_up", text, true, {}});
    std::map<std::string, AxisNames> other;
    std::vector<std::string> guessed;
    for (const Remark& remark : remarks_of(RemarkKind::guessed, remarks)) {
        other.insert(remark.other_axes.begin(), remark.other_axes.end());
        guessed.insert(guessed.end(), remark.names.begin(), remark.names.end());
    }
    if (!guessed.empty() || !other.empty())
        badges.push_back({"guessed", QObject::tr("axes guessed: %1").arg(few_names(guessed)), true, std::move(other)});
    if (!said.empty()) {
        std::vector<std::string> names;
        for (const auto& [array, axes] : said)
            names.push_back(array);
        badges.push_back({"said", QObject::tr("axes as chosen: %1").arg(few_names(names)), false, {}});
    }
    if (!remarks_of(RemarkKind::changed, remarks).empty())
        badges.push_back({"changed", QObject::tr("the file has changed"), true, {}});
    const auto is_told = [](const Remark& remark) {
        return (remark.kind == RemarkKind::made_up && remark.warning) || remark.kind == RemarkKind::guessed ||
               remark.kind == RemarkKind::changed;
    };
    const auto count = [&](bool warning) {
        return std::count_if(remarks.begin(), remarks.end(),
                             [&](const Remark& remark) { return remark.warning == warning && !is_told(remark); });
    };
    if (const auto warnings = count(true); warnings > 0)
        badges.push_back({"warnings",
                          warnings == 1 ? QObject::tr("⚠ 1 warning") : QObject::tr("⚠ %1 warnings").arg(warnings),
                          true,
                          {}});
    if (const auto notes = count(false); notes > 0)
        badges.push_back({"notes", notes == 1 ? QObject::tr("1 note") : QObject::tr("%1 notes").arg(notes), false, {}});
    return badges;
}

RemarkBadges::RemarkBadges(QWidget* parent)
    : QWidget(parent), entry_row_(new QWidget), entry_(new NumberField("remarks/entry")), entries_label_(new QLabel) {
    setObjectName("remarks");
    setAccessibleName(tr("What the picture wants said"));
    auto* flow = new FlowLayout(this);
    flow->setContentsMargins(10, 0, 10, 0);
    flow->setSpacing(6);
    constexpr int typing_pause = 350; // milliseconds without a key
    entry_->setToolTip(tr("The file holds a batch: which entry of it is shown, counted from 0"));
    entry_->set_pause(typing_pause);
    entry_->setMaximumWidth(entry_->minimumSizeHint().width() + 20);
    auto* row = new QHBoxLayout(entry_row_);
    row->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("entry"));
    label->setBuddy(entry_);
    row->addWidget(label);
    row->addWidget(entry_);
    row->addWidget(entries_label_);
    entries_label_->setObjectName("remarks/entries");
    entry_row_->hide();
    flow->addWidget(entry_row_);
    connect(entry_, &NumberField::taken, this, [this](double entry) { Q_EMIT entryWanted(static_cast<int>(entry)); });
    connect(entry_, &NumberField::messageChanged, this, &RemarkBadges::numbersChecked);
    hide();
}

void RemarkBadges::show_entry(Index entry, Index count) {
    entries_ = count;
    entry_->set_rule(
        {.name = tr("the entry of the batch"), .minimum = 0, .maximum = static_cast<double>(count - 1), .whole = true});
    entries_label_->setText(tr("of %1").arg(count));
    entry_->set_value(static_cast<double>(entry));
    entry_row_->setVisible(count > 1);
    show_or_hide();
}

void RemarkBadges::show_or_hide() {
    setVisible(!badges_.empty() || entries_ > 1);
}

void RemarkBadges::show_remarks(const std::vector<Remark>& remarks, const SaidAxes& said) {
    if (remarks == remarks_ && said == said_)
        return;
    remarks_ = remarks;
    said_ = said;
    auto badges = badges_of(remarks, said);
    if (badges != badges_) {
        badges_ = std::move(badges);
        for (QToolButton* button : buttons_) {
            button->hide();
            button->deleteLater();
        }
        buttons_.clear();
        for (const Badge& badge : badges_)
            add(badge);
        show_or_hide();
    }
    QStringList lines = lines_of(remarks);
    for (const auto& [array, axes] : said)
        lines << tr("· '%1' is read as %2, as was chosen")
                     .arg(QString::fromStdString(array), QString::fromStdString(axes_text(axes)));
    const QString all = lines.join('\n');
    for (std::size_t k = 0; k < buttons_.size(); ++k) {
        const QString act = !badges_[k].other_axes.empty() ? tr("\nClick: read the axes the other way.")
                            : badges_[k].id == "said"      ? tr("\nClick: read the axes as at first.")
                                                           : QString();
        buttons_[k]->setToolTip(all + act);
        buttons_[k]->setAccessibleDescription(all);
    }
}

void RemarkBadges::add(const Badge& badge) {
    auto* button = new QToolButton;
    button->setObjectName("remarks/" + badge.id);
    button->setText(badge.text);
    button->setFocusPolicy(Qt::TabFocus);
    if (badge.warning) {
        QFont bold = button->font();
        bold.setBold(true);
        button->setFont(bold);
    } else
        button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, [this, button, badge] {
        if (!badge.other_axes.empty())
            Q_EMIT otherReadingWanted(badge.other_axes);
        else if (badge.id == "said")
            Q_EMIT firstReadingWanted();
        else if (badge.id == "made_up")
            offer(button, RemarkKind::made_up, tr("Use made-up tokens for all signals instead of the file"),
                  &RemarkBadges::generatedSceneWanted);
        else if (badge.id == "changed")
            offer(button, RemarkKind::changed, tr("Locate the file that was meant…"), &RemarkBadges::locateWanted);
        else
            list(button);
    });
    layout()->addWidget(button);
    buttons_.push_back(button);
}

/// The remarks of a kind, and what can be done about them.
void RemarkBadges::offer(QWidget* beside, RemarkKind kind, const QString& label, void (RemarkBadges::*wanted)()) {
    QMenu menu(this);
    menu.setObjectName("remarks/menu");
    for (const QString& line : lines_of(remarks_of(kind, remarks_)))
        menu.addAction(line)->setEnabled(false);
    menu.addSeparator();
    connect(menu.addAction(label), &QAction::triggered, this, wanted);
    menu.exec(beside->mapToGlobal(QPoint(0, beside->height())));
}

void RemarkBadges::list(QWidget* beside) {
    QMenu menu(this);
    menu.setObjectName("remarks/menu");
    for (const QString& line : lines_of(remarks_))
        menu.addAction(line);
    menu.exec(beside->mapToGlobal(QPoint(0, beside->height())));
}

} // namespace alphascope::ui
