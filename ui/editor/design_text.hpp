#pragma once

#include "core/design/completion.hpp"
#include "ui/document/design_document.hpp"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;

namespace alphascope::ui {

class CodeEdit;

/// The design as its JSON text. Every letter is the document's at once: right text becomes the design, wrong text
/// stays, what is wrong in it is underlined and explained, and the last valid design stays in force. Names are
/// completed as in the form.
class DesignText : public QWidget {
    Q_OBJECT
public:
    explicit DesignText(DesignDocument& document, QWidget* parent = nullptr);

    /// What realising the design found wrong, until it is cleared or the design changes.
    void show_computed_error(const Error& error);
    void clear_computed_error();

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void take();
    void check();
    struct Mark {
        int from, to; ///< characters of the text
        QString message;
    };
    void mark(const std::vector<Error>& errors);
    void clear_marks();
    void show_tool_tip(const QPoint& at, const QPoint& global);
    std::vector<Completion> words_at_cursor() const;

    DesignDocument& document_;
    CodeEdit* edit_;
    QLabel* message_;
    std::vector<Mark> marks_;
    std::optional<Error> computed_error_;
    QTimer settle_; ///< a pause in typing: time to say what is wrong
    QTimer pause_;  ///< a longer one: what is typed next is a step of its own
    int gesture_ = DesignDocument::one_shot;
};

} // namespace alphascope::ui
