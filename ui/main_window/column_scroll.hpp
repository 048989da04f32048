#pragma once

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace alphascope::ui {

/// A column that scrolls up and down where the window is low, and is always as wide as what is in it and its scroll bar
/// need.
class ColumnScroll : public QScrollArea {
public:
    explicit ColumnScroll(QWidget* content) {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        setWidget(content);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override { // QScrollArea watches its content already
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            setMinimumWidth(widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace alphascope::ui
