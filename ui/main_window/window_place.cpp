#include "ui/main_window/window_place.hpp"

#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QSplitter>

#include <algorithm>

namespace alphascope::ui {

namespace {

constexpr QSize likely_frame{16, 48}; // a title bar and borders; asked for before the window manager has answered
constexpr const char *place_key = "window/place", *maximised_key = "window/maximised",
                     *splitters_key = "window/splitters/";

QMargins frame_of(const QWidget& window) {
    const QRect inner = window.geometry(), outer = window.frameGeometry();
    return {inner.left() - outer.left(), inner.top() - outer.top(), outer.right() - inner.right(),
            outer.bottom() - inner.bottom()};
}

QList<QSplitter*> named_splitters(const QMainWindow& window) {
    auto splitters = window.findChildren<QSplitter*>();
    splitters.removeIf([](const QSplitter* splitter) { return splitter->objectName().isEmpty(); });
    return splitters;
}

} // namespace

QRect inside(QRect contents, QMargins frame, QRect available) {
    const QRect room = available.marginsRemoved(frame);
    QRect placed(contents.topLeft(), contents.size().boundedTo(room.size()));
    placed.moveLeft(std::clamp(placed.left(), room.left(), room.left() + room.width() - placed.width()));
    placed.moveTop(std::clamp(placed.top(), room.top(), room.top() + room.height() - placed.height()));
    return placed;
}

QSize first_size(QSize wanted, QRect available) {
    return wanted.boundedTo(available.size() - likely_frame);
}

void remember_place(const QMainWindow& window) {
    QSettings settings;
    const QMargins frame = frame_of(window);
    const QRect contents = window.normalGeometry(); // moving goes by the frame's corner, resizing by the contents
    settings.setValue(place_key, QRect(contents.topLeft() - QPoint(frame.left(), frame.top()), contents.size()));
    settings.setValue(maximised_key, window.isMaximized());
    for (const QSplitter* splitter : named_splitters(window))
        settings.setValue(splitters_key + splitter->objectName(), splitter->saveState());
}

bool restore_place(QMainWindow& window) {
    QSettings settings;
    const QRect place = settings.value(place_key).toRect();
    if (place.isEmpty())
        return false;
    for (QSplitter* splitter : named_splitters(window))
        splitter->restoreState(settings.value(splitters_key + splitter->objectName()).toByteArray());
    const QScreen* screen = QGuiApplication::screenAt(place.center()); // it may be gone, or have become smaller
    const QRect available = (screen ? screen : QGuiApplication::primaryScreen())->availableGeometry();
    const QRect now = inside(place, {}, available);
    window.move(now.topLeft());
    window.resize(now.size());
    if (settings.value(maximised_key).toBool())
        window.setWindowState(Qt::WindowMaximized);
    return true;
}

void keep_inside_screen(QMainWindow& window) {
    if (window.isMaximized() || window.isFullScreen() || !window.isVisible())
        return;
    const QRect placed = inside(window.geometry(), frame_of(window), window.screen()->availableGeometry());
    if (placed != window.geometry())
        window.setGeometry(placed);
}

} // namespace alphascope::ui
