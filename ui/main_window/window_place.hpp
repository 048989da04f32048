#pragma once

#include <QMargins>
#include <QRect>
#include <QSize>

class QMainWindow;

namespace alphascope::ui {

/// Where a window's contents go, so that with its frame it lies inside the area that the screen has for windows: moved,
/// and made smaller only where it must be.
QRect inside(QRect contents, QMargins frame, QRect available);

/// The size a window opens with before its frame is known.
QSize first_size(QSize wanted, QRect available);

/// Size, place and splitters of a window that is closed, for the next start.
void remember_place(const QMainWindow& window);
/// @returns false where nothing is remembered.
bool restore_place(QMainWindow& window);

/// Moves a window on the screen that it is on, once its frame is known.
void keep_inside_screen(QMainWindow& window);

} // namespace alphascope::ui
