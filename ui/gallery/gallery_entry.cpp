#include "ui/gallery/gallery_entry.hpp"

#include "core/design/presets.hpp"
#include "core/design/properties.hpp"
#include "core/workspace/workspace.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace alphascope::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Gallery", text);
}

/// "identity in a delay block, with a score bias (shear)" becomes "identity + delay + shear".
QString short_class(const Design& design, const Properties& properties) {
    QString name = QString::fromStdString(properties.step_class);
    name = name.left(name.indexOf(',')); // −1: all of it
    name = name.left(name.indexOf(" ("));
    name.replace(" in a delay block", tr(" + delay"));
    return design.evolution.shear ? name + tr(" + shear") : name;
}

QString readout_badge(const Design& design, const Properties& properties) {
    if (properties.linear_readout)
        return tr("linear φ");
    return design.normaliser.id == "sum" ? tr("softmax-like") : tr("nonlinear φ");
}

QStringList badges_of(const Design& design, const Properties& p, bool user) {
    QStringList badges{short_class(design, p), readout_badge(design, p)};
    if (p.time_invariant)
        badges << tr("time-invariant");
    if (!p.local)
        badges << tr("looks back");
    if (!p.causal)
        badges << tr("not causal");
    if (user)
        badges << tr("user");
    return badges;
}

QString text(const std::string& text) {
    return QString::fromStdString(text);
}

auto order(const GalleryEntry& entry) {
    return std::tie(entry.user, entry.group, entry.design->reference.year, entry.design->name);
}

} // namespace

GalleryEntry gallery_entry(DesignPtr design, bool user) {
    const Properties computed = properties(*design);
    const QStringList badges = badges_of(*design, computed, user);
    const auto& reference = design->reference;
    const QStringList words{text(design->id),
                            text(design->name),
                            text(design->family),
                            text(reference.title),
                            text(design->note),
                            QString::number(reference.year),
                            "arXiv:" + text(reference.arxiv),
                            badges.join('\n'),
                            computed.local ? tr("local") : QString()};
    const QString group = user ? tr("your own") : text(design->family);
    return {std::move(design), user, group, badges, words.join('\n')};
}

std::vector<GalleryEntry> gallery_entries(std::vector<Error>* problems) {
    const auto listed = preset_list(problems);
    // The same snapshots each time: what was drawn for them stays good.
    static const std::vector<GalleryEntry> built_in = [&] {
        std::vector<GalleryEntry> read;
        for (const auto& preset_entry : listed)
            if (!preset_entry.user)
                if (auto design = preset(preset_entry.id))
                    read.push_back(gallery_entry(snapshot(std::move(*design)), false));
        return read;
    }();
    auto entries = built_in;
    for (const auto& preset_entry : listed)
        if (preset_entry.user)
            if (auto opened = open_document(preset_entry.path, nullptr))
                entries.push_back(gallery_entry(opened->design, true));
    std::stable_sort(entries.begin(), entries.end(),
                     [](const GalleryEntry& a, const GalleryEntry& b) { return order(a) < order(b); });
    return entries;
}

bool matches(const GalleryEntry& entry, const QString& typed) {
    const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return entry.words.contains(word, Qt::CaseInsensitive); });
}

int naming(const GalleryEntry& entry, const QString& typed) {
    const QString wanted = typed.trimmed();
    int best = 0;
    if (!wanted.isEmpty())
        for (const QString& own : {text(entry.design->id), text(entry.design->name)}) {
            const int rank = own.compare(wanted, Qt::CaseInsensitive) == 0 ? 3
                             : own.startsWith(wanted, Qt::CaseInsensitive) ? 2
                             : own.contains(wanted, Qt::CaseInsensitive)   ? 1
                                                                           : 0;
            best = std::max(best, rank);
        }
    return best;
}

std::vector<GallerySection> gallery_sections(const std::vector<GalleryEntry>& entries, const QString& typed,
                                             const QString& group, GallerySort sort) {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < entries.size(); ++k)
        if ((group.isEmpty() || entries[k].group == group) && matches(entries[k], typed))
            found.push_back(k);
    const auto year = [&](std::size_t k) { return entries[k].design->reference.year; };
    if (sort == GallerySort::year)
        std::stable_sort(found.begin(), found.end(), [&](auto a, auto b) { return year(a) > year(b); });
    std::vector<GallerySection> sections;
    for (const std::size_t k : found) {
        const QString title = sort == GallerySort::family ? entries[k].group
                              : year(k) > 0               ? QString::number(year(k))
                                                          : tr("no year");
        if (sections.empty() || sections.back().title != title)
            sections.push_back({title, {}});
        sections.back().entries.push_back(k);
    }
    return sections;
}

} // namespace alphascope::ui
