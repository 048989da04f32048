#include "ui/document/design_document.hpp"

#include <QUndoCommand>

namespace alphascope::ui {

namespace {

/// Swaps one pair of snapshots for another.
class Edit : public QUndoCommand {
public:
    Edit(DesignDocument& document, DesignPtr design, ScenePtr scene, const QString& action, int gesture)
        : QUndoCommand(action), document_(document), design_before_(document.design()), scene_before_(document.scene()),
          design_after_(std::move(design)), scene_after_(std::move(scene)), gesture_(gesture) {}
    void redo() override { document_.show(design_after_, scene_after_); }
    void undo() override { document_.show(design_before_, scene_before_); }
    int id() const override { return gesture_; }
    bool mergeWith(const QUndoCommand* next) override {
        const auto* edit = static_cast<const Edit*>(next);
        design_after_ = edit->design_after_;
        scene_after_ = edit->scene_after_;
        setText(edit->text());
        // A drag that ends where it began leaves no step behind.
        setObsolete(*design_after_ == *design_before_ && *scene_after_ == *scene_before_);
        return true;
    }

private:
    DesignDocument& document_;
    DesignPtr design_before_;
    ScenePtr scene_before_;
    DesignPtr design_after_;
    ScenePtr scene_after_;
    int gesture_;
};

} // namespace

DesignDocument::DesignDocument(Workspace start, QObject* parent) : QObject(parent), now_(std::move(start)) {}

void DesignDocument::set_parameter(const std::string& name, double value, int gesture) {
    set_design(with_parameter(*now_.design, name, value), tr("set %1").arg(QString::fromStdString(name)), gesture);
}

void DesignDocument::set_design(Design design, const QString& action, int gesture) {
    if (design == *now_.design)
        return;
    push(snapshot(std::move(design)), now_.scene, action, gesture);
}

void DesignDocument::set_scene(Scene scene, const QString& action, int gesture) {
    if (scene == *now_.scene)
        return;
    push(now_.design, snapshot(std::move(scene)), action, gesture);
}

void DesignDocument::set_both(Design design, Scene scene, const QString& action) {
    push(snapshot(std::move(design)), snapshot(std::move(scene)), action, one_shot);
}

void DesignDocument::push(DesignPtr design, ScenePtr scene, const QString& action, int gesture) {
    stack_.push(new Edit(*this, std::move(design), std::move(scene), action, gesture));
}

void DesignDocument::replace(Workspace workspace, const QString& path) {
    stack_.clear();
    now_ = std::move(workspace);
    path_ = path;
    Q_EMIT designChanged();
    Q_EMIT sceneChanged();
    Q_EMIT documentReplaced();
    Q_EMIT pathChanged();
}

void DesignDocument::mark_saved(const QString& path) {
    path_ = path;
    stack_.setClean();
    Q_EMIT pathChanged();
}

void DesignDocument::show(const DesignPtr& design, const ScenePtr& scene) {
    const bool other_design = design != now_.design;
    const bool other_scene = scene != now_.scene;
    now_.design = design;
    now_.scene = scene;
    if (other_design)
        Q_EMIT designChanged();
    if (other_scene)
        Q_EMIT sceneChanged();
}

} // namespace alphascope::ui
