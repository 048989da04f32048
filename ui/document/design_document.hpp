#pragma once
// The document behind the window: which snapshots are shown now, and how they came about (undo).

#include "core/workspace/workspace.hpp"

#include <QObject>
#include <QString>
#include <QUndoStack>

namespace alphascope::ui {

/// Shows immutable snapshots of a design and a scene; every change is one undoable step that swaps snapshots. Changes
/// of one gesture (a drag, a typing session in one field) make one step together.
class DesignDocument : public QObject {
    Q_OBJECT
public:
    explicit DesignDocument(Workspace start, QObject* parent = nullptr);

    const DesignPtr& design() const { return now_.design; }
    const ScenePtr& scene() const { return now_.scene; }
    const Workspace& workspace() const { return now_; }
    QUndoStack& undo_stack() { return stack_; }
    bool is_modified() const { return !stack_.isClean(); }

    /// A number for the changes that belong together.
    int begin_gesture() { return next_gesture_++; }
    static constexpr int one_shot = -1;

    void set_parameter(const std::string& name, double value, int gesture = one_shot);
    void set_design(Design design, const QString& action, int gesture = one_shot);
    void set_scene(Scene scene, const QString& action, int gesture = one_shot);
    void set_both(Design design, Scene scene, const QString& action);

    /// Another document: clears undo. Emits documentReplaced besides the change signals.
    void replace(Workspace workspace, const QString& path);
    QString path() const { return path_; }
    void mark_saved(const QString& path);

    /// For undo steps only: shows snapshots, changes nothing else.
    void show(const DesignPtr& design, const ScenePtr& scene);

Q_SIGNALS:
    void designChanged();
    void sceneChanged();
    void documentReplaced();
    void pathChanged();

private:
    void push(DesignPtr design, ScenePtr scene, const QString& action, int gesture);

    Workspace now_;
    QUndoStack stack_;
    QString path_;
    int next_gesture_ = 0;
};

} // namespace alphascope::ui
