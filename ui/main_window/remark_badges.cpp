#include "ui/main_window/remark_badges.hpp"

#include "ui/compute/picture_remarks.hpp"
#include "ui/compute/window_words.hpp"
#include "ui/editor/quiet_controls.hpp"
#include "ui/main_window/flow_layout.hpp"

#include <QMenu>
#include <QSignalBlocker>
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

std::vector<Badge> badges_of(const std::vector<Remark>& remarks) {
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
    const auto is_told = [](const Remark& remark) {
        return (remark.kind == RemarkKind::made_up && remark.warning) || remark.kind == RemarkKind::guessed;
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

RemarkBadges::RemarkBadges(QWidget* parent) : QWidget(parent), entry_(new QuietSpin) {
    setObjectName("remarks");
    setAccessibleName(tr("What the picture wants said"));
    auto* flow = new FlowLayout(this);
    flow->setContentsMargins(10, 0, 10, 0);
    flow->setSpacing(6);
    entry_->setObjectName("remarks/entry");
    entry_->setAccessibleName(tr("Entry of the batch, counted from 0"));
    entry_->setToolTip(tr("The file holds a batch: which entry of it is shown, counted from 0"));
    entry_->setPrefix(tr("entry "));
    entry_->hide();
    flow->addWidget(entry_);
    connect(entry_, &QSpinBox::valueChanged, this, &RemarkBadges::entryWanted);
    hide();
}

void RemarkBadges::show_entry(Index entry, Index count) {
    const QSignalBlocker quiet(entry_);
    entries_ = count;
    entry_->setRange(0, static_cast<int>(count) - 1);
    entry_->setSuffix(tr(" of %1").arg(count));
    entry_->setValue(static_cast<int>(entry));
    entry_->setVisible(count > 1);
    show_or_hide();
}

void RemarkBadges::show_or_hide() {
    setVisible(!badges_.empty() || entries_ > 1);
}

void RemarkBadges::show_remarks(const std::vector<Remark>& remarks) {
    if (remarks == remarks_)
        return;
    remarks_ = remarks;
    auto badges = badges_of(remarks);
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
    const QString all = lines_of(remarks).join('\n');
    for (std::size_t k = 0; k < buttons_.size(); ++k) {
        const QString act = badges_[k].other_axes.empty() ? QString() : tr("\nClick: read the axes the other way.");
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
        else if (badge.id == "made_up")
            offer_generated_scene(button);
        else
            list(button);
    });
    layout()->addWidget(button);
    buttons_.push_back(button);
}

void RemarkBadges::offer_generated_scene(QWidget* beside) {
    QMenu menu(this);
    menu.setObjectName("remarks/menu");
    for (const QString& line : lines_of(remarks_of(RemarkKind::made_up, remarks_)))
        menu.addAction(line)->setEnabled(false);
    menu.addSeparator();
    connect(menu.addAction(tr("Use made-up tokens for all signals instead of the file")), &QAction::triggered, this,
            &RemarkBadges::generatedSceneWanted);
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
