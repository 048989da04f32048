#pragma once

#include "core/base/remark.hpp"
#include "core/base/types.hpp"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace alphascope::ui {

class NumberField;

/// What a picture's badge says of one kind of remark.
struct Badge {
    QString id, text;
    bool warning = false;
    std::map<std::string, AxisNames> other_axes; ///< of a guess
    bool operator==(const Badge&) const = default;
};

/// How arrays are read because somebody said so, by array.
using SaidAxes = std::map<std::string, AxisNames>;

/// The badges of a picture: what was made up, each guess, axes that were said, a file that has changed, the count of
/// other warnings, the count of notes.
std::vector<Badge> badges_of(const std::vector<Remark>& remarks, const SaidAxes& said = {});

/// A line of badges over a map. Each tells all remarks in its tooltip; a click on a guess asks for the other reading,
/// on axes that were said for the first one again, on what is made up for a scene that needs no file, on a changed file
/// for another one, on the rest for the whole list. Hidden where there is nothing to say.
class RemarkBadges : public QWidget {
    Q_OBJECT
public:
    explicit RemarkBadges(QWidget* parent = nullptr);
    void show_remarks(const std::vector<Remark>& remarks, const SaidAxes& said = {});
    /// Which entry of a batch of `count` is shown; a batch of one has no choice.
    void show_entry(Index entry, Index count);

Q_SIGNALS:
    void otherReadingWanted(const std::map<std::string, AxisNames>& axes);
    void firstReadingWanted();
    void generatedSceneWanted();
    void locateWanted();
    void entryWanted(int entry);
    void numbersChecked(); ///< the entry is refused, or no longer

private:
    void add(const Badge& badge);
    void show_or_hide();
    void offer(QWidget* beside, RemarkKind kind, const QString& label, void (RemarkBadges::*wanted)());
    void list(QWidget* beside);

    std::vector<Remark> remarks_;
    SaidAxes said_;
    std::vector<Badge> badges_;
    std::vector<QToolButton*> buttons_;
    QWidget* entry_row_;
    NumberField* entry_;
    QLabel* entries_label_;
    Index entries_ = 1;
};

} // namespace alphascope::ui
