#include "ui/main_window/status_line.hpp"

#include "ui/compute/window_words.hpp"

#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {

QString times(double milliseconds) {
    return QLocale::c().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0) + " ms";
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent), message_(new QLabel), stored_(new QLabel), engine_(new QLabel), doing_(new QLabel),
      problems_button_(new QToolButton), origin_(new QToolButton), progress_(new QProgressBar),
      cancel_(new QToolButton) {
    setObjectName("status");
    setSizeGripEnabled(false);
    message_->setObjectName("status/message");
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    stored_->setObjectName("status/stored");
    engine_->setObjectName("status/engine");
    origin_->setObjectName("status/origin");
    origin_->setAutoRaise(true);
    origin_->hide();
    connect(origin_, &QToolButton::clicked, this, [this] {
        QToolTip::showText(origin_->mapToGlobal(QPoint(0, -origin_->height())), origin_->toolTip(), origin_);
    });
    progress_->setRange(0, 100);
    progress_->setObjectName("status/progress");
    progress_->setFixedWidth(120);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress"));
    cancel_->setText(tr("Stop"));
    cancel_->setObjectName("status/cancel");
    problems_button_->setObjectName("status/problems");
    problems_button_->setAutoRaise(true);
    problems_button_->setFocusPolicy(Qt::TabFocus);
    problems_button_->setToolTip(tr("All that is wrong now; choose one to go there"));
    problems_button_->hide();
    connect(problems_button_, &QToolButton::clicked, this, &StatusLine::list_problems);
    doing_->setObjectName("status/doing");
    addWidget(problems_button_);
    addWidget(message_, 1);
    addPermanentWidget(doing_);
    addPermanentWidget(progress_);
    addPermanentWidget(cancel_);
    addPermanentWidget(origin_);
    addPermanentWidget(stored_);
    addPermanentWidget(engine_);
    end_progress();
    connect(cancel_, &QToolButton::clicked, this, &StatusLine::cancelRequested);
}

void StatusLine::show_picture(const Picture& picture) {
    engine_->setText(QString("%1 %2 · %3%4")
                         .arg(QString::fromStdString(picture.engine), picture.float64 ? "float64" : "float32",
                              times(picture.milliseconds), picture.is_coarse() ? tr(" · coarse") : QString()) +
                     (picture.engine_remark.empty() ? QString() : tr(" · faster engine has no room")));
    engine_->setToolTip(QString::fromStdString(picture.engine_remark));
    show_origin(*picture.realised);
    if (picture.request.dragging)
        return; // the comparison is made when the hand rests
    QStringList texts;
    bool differs = false;
    for (const Remark& remark : remarks_of(RemarkKind::stored, picture.remarks)) {
        texts << QString::fromStdString(without_options(remark.text));
        differs = differs || remark.warning;
    }
    const bool compared = picture.stored.output || picture.stored.alpha;
    stored_->setText(differs ? tr("differs from the stored output") : texts.value(0));
    stored_->setToolTip(texts.join("\n"));
    stored_->setVisible(compared && !texts.isEmpty());
}

void StatusLine::clear_picture() {
    for (QLabel* label : {stored_, engine_})
        label->clear();
    for (QWidget* widget : std::initializer_list<QWidget*>{stored_, origin_})
        widget->hide();
}

void StatusLine::show_origin(const Realised& realised) {
    QStringList made_up, lines;
    for (const auto& [name, value] : realised.signals)
        if (std::find(realised.given.begin(), realised.given.end(), name) == realised.given.end())
            made_up << QString::fromStdString(name);
    const auto unused = remarks_of(RemarkKind::unused, realised.remarks);
    const bool from_file = !realised.given.empty() || !unused.empty();
    QStringList texts;
    if (from_file && !made_up.isEmpty()) {
        texts << tr("made up: %1").arg(made_up.size() > 3 ? tr("%1 signals").arg(made_up.size()) : made_up.join(", "));
        lines << tr("Not in the file, so made up from its tokens and the seed: %1").arg(made_up.join(", "));
    }
    const auto warnings = std::count_if(realised.remarks.begin(), realised.remarks.end(),
                                        [](const Remark& remark) { return remark.warning; });
    if (warnings > 0)
        texts << (warnings == 1 ? tr("⚠ 1 warning") : tr("⚠ %1 warnings").arg(warnings));
    for (const Remark& remark : realised.remarks)
        lines << (remark.warning ? "⚠ " : "") + QString::fromStdString(without_options(remark.text));
    origin_->setText(texts.join(" · "));
    origin_->setToolTip(lines.join("\n"));
    origin_->setAccessibleDescription(lines.join("\n"));
    origin_->setVisible(!texts.isEmpty());
}

void StatusLine::set_problems(const QStringList& problems) {
    problems_ = problems;
    problems_button_->setVisible(!problems.isEmpty());
    problems_button_->setAccessibleName(tr("Problems: %1").arg(problems.join("\n")));
    fit_problems();
}

// The first one as far as there is room, and how many more there are.
void StatusLine::fit_problems() {
    if (problems_.isEmpty())
        return;
    constexpr double share = 0.5; // of the line; the rest is for notes and numbers
    const auto more = problems_.size() - 1;
    const QString end = more > 0 ? tr("  and %1 more").arg(more) : QString();
    const QFontMetrics metrics(problems_button_->font());
    const int room = static_cast<int>(share * width()) - metrics.horizontalAdvance(end) - 2 * metrics.height();
    problems_button_->setText(
        metrics.elidedText("⚠ " + problems_.front().section('\n', 0, 0), Qt::ElideRight, std::max(room, 40)) + end);
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QStatusBar::resizeEvent(event);
    fit_problems();
}

void StatusLine::list_problems() {
    QMenu menu(this);
    menu.setObjectName("status/problemList");
    for (int k = 0; k < problems_.size(); ++k)
        connect(menu.addAction(QString(problems_[k]).replace('&', "&&")), &QAction::triggered, this,
                [this, k] { Q_EMIT problemChosen(k); });
    menu.exec(problems_button_->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

void StatusLine::show_note(const QString& message) {
    constexpr int fades_after = 8000;
    message_->setText(message);
    message_->setToolTip(message);
    QTimer::singleShot(fades_after, message_, [label = message_, message] {
        if (label->text() == message)
            label->clear();
    });
}

void StatusLine::show_waiting(const QString& what) {
    if (progress_->isVisible())
        return;
    doing_->setText(what);
    progress_->setRange(0, 0);
    for (QWidget* shown : std::initializer_list<QWidget*>{doing_, progress_, cancel_})
        shown->show();
}

void StatusLine::show_progress(double share, const QString& what) {
    doing_->setText(what);
    progress_->setRange(0, 100);
    progress_->setValue(static_cast<int>(std::lround(100 * share)));
    for (QWidget* shown : std::initializer_list<QWidget*>{doing_, progress_, cancel_})
        shown->show();
}

void StatusLine::end_progress() {
    for (QWidget* shown : std::initializer_list<QWidget*>{doing_, progress_, cancel_})
        shown->hide();
}

QString StatusLine::text() const {
    return problems_.isEmpty() ? message_->text() : problems_.front();
}

} // namespace alphascope::ui
