#include "ui/panels/selection.hpp"

#include <algorithm>

namespace alphascope::ui {

void Selection::set_map(Index length, bool causal) {
    length = std::max<Index>(length, 1);
    if (length == length_ && causal == causal_)
        return;
    const bool longer = length != length_;
    length_ = length;
    causal_ = causal;
    if (longer)
        Q_EMIT lengthChanged(length_);
    move_to(cursor_.i, cursor_.j);
}

void Selection::move_to(Index i, Index j) {
    i = std::clamp<Index>(i, 0, length_ - 1);
    const Cursor cursor{i, std::clamp<Index>(j, 0, causal_ ? i : length_ - 1)};
    if (cursor == cursor_)
        return;
    cursor_ = cursor;
    Q_EMIT cursorMoved(cursor_.i, cursor_.j);
}

} // namespace alphascope::ui
