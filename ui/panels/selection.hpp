#pragma once

#include "core/base/types.hpp"

#include <QObject>

namespace alphascope::ui {

/// The one cross-hair shared by all views: row i (what is computed) and column j (what contributes).
struct Cursor {
    Index i = 0, j = 0;
    bool operator==(const Cursor&) const = default;
};

/// Keeps the cross-hair inside a map of `length` tokens (its causal half where it is causal) and tells all views when
/// it moves.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    const Cursor& cursor() const { return cursor_; }
    Index length() const { return length_; }

    void set_map(Index length, bool causal); ///< the cross-hair is clamped
    void move_to(Index i, Index j);          ///< clamped: 0 ≤ i < length, 0 ≤ j ≤ i (or < length)

Q_SIGNALS:
    void cursorMoved(qint64 i, qint64 j);
    void lengthChanged(qint64 length);

private:
    Cursor cursor_;
    Index length_ = 1;
    bool causal_ = true;
};

} // namespace alphascope::ui
