#pragma once

#include "core/design/completion.hpp"
#include "ui/editor/edited_text.hpp"

#include <QObject>
#include <QPointer>

class QTreeWidget;

namespace alphascope::ui {

/// Offers names while a text is written: after two letters, or at once with Ctrl+Space. Tab and Enter take the chosen
/// name in place of the one under the cursor, Escape closes the list; without a list no key is touched. The list never
/// takes the focus.
class NameCompletion : public QObject {
    Q_OBJECT
public:
    using Names = std::function<std::vector<Completion>()>;

    /// @param names asked whenever the list opens: what may stand where the cursor is.
    NameCompletion(EditedText edited, Names names);
    bool is_open() const;
    void text_changed(); ///< to be called when the text changes, by whatever

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool press(int key, Qt::KeyboardModifiers modifiers);
    void open(bool asked_for);
    void fill(const std::vector<Completion>& matches);
    void place();
    void accept();
    void close();
    void build();

    EditedText edited_;
    Names names_;
    QPointer<QTreeWidget> list_; ///< made when first needed
    bool typing_ = false;        ///< the next change of the text is the user's
    bool asked_for_ = false;     ///< by Ctrl+Space: stays open without letters
};

} // namespace alphascope::ui
