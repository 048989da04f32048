#pragma once

#include "ui/document/design_document.hpp"

namespace alphascope::ui {

/// Remembers the design that was shown before the present one came: as it last was, edits included. Edits of the
/// present design are no other design.
class PreviousDesign : public QObject {
    Q_OBJECT
public:
    explicit PreviousDesign(DesignDocument& document, QObject* parent = nullptr)
        : QObject(parent), shown_(document.design()) {
        connect(&document, &DesignDocument::designChanged, this, [this, &document] {
            const DesignPtr& now = document.design();
            if (now->id != shown_->id || now->name != shown_->name)
                previous_ = shown_;
            shown_ = now;
        });
    }
    const DesignPtr& get() const { return previous_; } ///< null: there was none

private:
    DesignPtr shown_, previous_;
};

} // namespace alphascope::ui
