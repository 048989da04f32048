#pragma once

#include "core/base/remark.hpp"

#include <QWidget>

#include <vector>

class QToolButton;

namespace alphascope::ui {

/// What a picture's badge says of one kind of remark.
struct Badge {
    QString id, text;
    bool warning = false;
    std::map<std::string, AxisNames> other_axes; ///< of a guess
    bool operator==(const Badge&) const = default;
};

/// The badges of a picture: what was made up, each guess, the count of other warnings, the count of notes.
std::vector<Badge> badges_of(const std::vector<Remark>& remarks);

/// A line of badges over a map. Each tells all remarks in its tooltip; a click on a guess asks for the other reading,
/// on what is made up for a scene that needs no file, on the rest for the whole list. Hidden where there is nothing to
/// say.
class RemarkBadges : public QWidget {
    Q_OBJECT
public:
    explicit RemarkBadges(QWidget* parent = nullptr);
    void show_remarks(const std::vector<Remark>& remarks);

Q_SIGNALS:
    void otherReadingWanted(const std::map<std::string, AxisNames>& axes);
    void generatedSceneWanted();

private:
    void add(const Badge& badge);
    void offer_generated_scene(QWidget* beside);
    void list(QWidget* beside);

    std::vector<Remark> remarks_;
    std::vector<Badge> badges_;
    std::vector<QToolButton*> buttons_;
};

} // namespace alphascope::ui
