#pragma once
// What the gallery knows of a design before anything is computed, and how it is found and put in order.

#include "core/base/error.hpp"
#include "core/design/design.hpp"

#include <QString>
#include <QStringList>

#include <vector>

namespace alphascope::ui {

struct GalleryEntry {
    DesignPtr design;
    bool user = false;  ///< a preset of the user's own
    QString group;      ///< the family, or "your own"
    QStringList badges; ///< short properties, computed; what nearly all are (local, causal) is left out
    QString words;      ///< all that a search looks in
};

/// All presets, in order of group, year and name. User presets that cannot be read are named in `problems`.
std::vector<GalleryEntry> gallery_entries(std::vector<Error>* problems = nullptr);

GalleryEntry gallery_entry(DesignPtr design, bool user);

/// Does every word of `typed` occur in the entry? Case does not matter; an empty text matches all.
bool matches(const GalleryEntry& entry, const QString& typed);

/// How well a typed text names the entry: 3 its id or name, 2 the start of one, 1 a part of one, 0 not.
int naming(const GalleryEntry& entry, const QString& typed);

enum class GallerySort { family, year };

/// Entries (by index) under one heading.
struct GallerySection {
    QString title;
    std::vector<std::size_t> entries;
};

/// The entries that match, of one group (empty: all), under their headings. Years run from the newest down.
std::vector<GallerySection> gallery_sections(const std::vector<GalleryEntry>& entries, const QString& typed,
                                             const QString& group, GallerySort sort);

} // namespace alphascope::ui
