#pragma once

#include "ui/document/design_document.hpp"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace alphascope::ui {

/// The design as its JSON text. Valid text becomes the design while typing; wrong text stays, its line is marked and
/// explained, and the last valid design stays in force.
class DesignText : public QWidget {
    Q_OBJECT
public:
    explicit DesignText(DesignDocument& document, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void read();
    void mark(const Error& error);
    void clear_mark();

    DesignDocument& document_;
    QPlainTextEdit* edit_;
    QLabel* message_;
    QTimer settle_; ///< a pause in typing
    int gesture_ = DesignDocument::one_shot;
};

} // namespace alphascope::ui
