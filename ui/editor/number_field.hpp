#pragma once

#include "ui/editor/number_text.hpp"
#include "ui/editor/quiet_controls.hpp"

#include <QAbstractSpinBox>
#include <QTimer>

#include <functional>

namespace alphascope::ui {

class FormulaLine;
using QuietNumber = Quiet<QAbstractSpinBox>;

/// A number that belongs to who types in it: while it has the focus nothing formats, clamps or completes its text. What
/// is typed is taken at once; what cannot be taken stays, marked, and `message` says what could be. Enter and leaving
/// format it; Escape gives back what stood before.
class NumberField : public QuietNumber {
    Q_OBJECT
public:
    explicit NumberField(const QString& name, QWidget* parent = nullptr);
    void set_rule(const NumberRule& rule);
    void set_step(double step) { step_ = step; } ///< of arrow keys and buttons
    /// From the document.
    void set_value(double value);
    /// Numbers are taken when this time has passed without a further key.
    void set_pause(int milliseconds);

    using Sentence = std::function<QString(double value)>;
    /// Why a number that keeps the rule is not taken; empty where it is.
    void set_objection(Sentence objection) { objection_ = std::move(objection); }
    /// What is to be known before a number is taken, which Enter then does; empty for most.
    void set_caution(Sentence caution) { caution_ = std::move(caution); }

    /// A number that is waiting for the pause is taken now.
    void take_now();
    FormulaLine* line() const { return line_; }
    bool is_wrong() const;
    double value() const { return value_; } ///< the last one that was taken
    QString message() const { return message_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    void sessionStarted();    ///< the changes up to the next of these belong together
    void taken(double value); ///< a number that is not the document's
    void messageChanged(const QString& message);

protected:
    StepEnabled stepEnabled() const override { return StepUpEnabled | StepDownEnabled; }
    QValidator::State validate(QString&, int&) const override { return QValidator::Acceptable; }
    void fixup(QString&) const override {}
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Asked { by_typing, by_leaving, by_enter };
    void read(Asked asked);
    void take(double value);
    void show(double value);
    void refuse(const QString& message);
    void accept_text();
    bool restore();

    NumberRule rule_;
    Sentence objection_, caution_;
    FormulaLine* line_;
    QTimer pause_;
    QString message_;
    double value_ = 0, before_ = 0, step_ = 1;
    bool touched_ = false; ///< the text is the user's and not yet formatted
};

} // namespace alphascope::ui
