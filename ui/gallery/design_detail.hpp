#pragma once

#include "ui/gallery/gallery_entry.hpp"

#include <QTextBrowser>

namespace alphascope::ui {

/// Everything the gallery says of one design in words: note, what changes from the design in use, equations, reference.
class DesignDetail : public QTextBrowser {
    Q_OBJECT
public:
    explicit DesignDetail(QWidget* parent = nullptr);

    /// @param before what changes are told against; the design in use, or for that design itself the one before it.
    void show_entry(const GalleryEntry& entry, const DesignPtr& before, const QString& problem);
    void show_nothing() { clear(); }
};

} // namespace alphascope::ui
