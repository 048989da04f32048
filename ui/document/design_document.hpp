#pragma once
// The document behind the window: which snapshots are shown now, and how they came about (undo).

#include "core/workspace/workspace.hpp"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <optional>

namespace alphascope::ui {

/// A design as somebody wrote it.
struct WrittenDesign {
    std::string text;
    DesignPtr design; ///< what the text says; null while it has errors
};
using WrittenPtr = std::shared_ptr<const WrittenDesign>;

/// What one step of undo swaps.
struct DocumentState {
    DesignPtr design; ///< the last valid one
    ScenePtr scene;
    WrittenPtr written; ///< null: nobody wrote the design by hand
};

/// What the document's file holds: saving writes the same again.
enum class FileKind { workspace, design };

/// Shows immutable snapshots of a design, its text and a scene; every change is one undoable step that swaps snapshots.
/// Changes of one gesture (a drag, a typing session in one field) make one step together.
class DesignDocument : public QObject {
    Q_OBJECT
public:
    explicit DesignDocument(Workspace start, QObject* parent = nullptr);

    const DesignPtr& design() const { return now_.design; }
    const ScenePtr& scene() const { return now_.scene; }
    const Workspace& workspace() const { return workspace_; }
    /// The design's text: as it was written, changed where the design has changed since.
    std::string text() const;
    /// The text is not a design: design() is the last one that was.
    bool text_has_errors() const { return now_.written && !now_.written->design; }
    QUndoStack& undo_stack() { return stack_; }
    /// The file does not hold this; without a file: somebody has worked on it, and one choice from a list would not
    /// bring it back. What the title marks is what is asked for before it is lost.
    bool is_modified() const { return path_.isEmpty() ? has_work() : !stack_.isClean(); }

    /// A number for the changes that belong together.
    int begin_gesture() { return next_gesture_++; }
    static constexpr int one_shot = -1;

    void set_parameter(const std::string& name, double value, int gesture = one_shot);
    /// A change of the design; its text keeps its layout and what is wrong elsewhere in it.
    void set_design(Design design, const QString& action, int gesture = one_shot);
    /// What is typed, right or wrong. Right text becomes the design.
    void set_text(std::string text, const QString& action, int gesture = one_shot);
    void set_scene(Scene scene, const QString& action, int gesture = one_shot);
    /// Another design from a list, on the same scene.
    void choose_design(Design design, const QString& action);
    /// A file's design and scene in place of these.
    void set_both(Design design, Scene scene, const QString& action);

    /// Another document: clears undo. `text` is the design as the file has it, with errors perhaps: then
    /// workspace.design is what is shown meanwhile. Emits documentReplaced besides the change signals.
    void replace(Workspace workspace, const QString& path, FileKind kind = FileKind::workspace,
                 std::optional<std::string> text = std::nullopt);
    /// The scene stands there as a document said it that was not saved since.
    bool scene_is_as_opened() const { return now_.scene == opened_scene_; }
    QString path() const { return path_; }
    FileKind kind() const { return kind_; }
    void mark_saved(const QString& path, FileKind kind);

    /// For undo steps only: shows snapshots, changes nothing else.
    void show(const DocumentState& state);
    const DocumentState& state() const { return now_; }

Q_SIGNALS:
    void designChanged();
    void sceneChanged();
    void textChanged(); ///< the design's text has errors, or had
    void documentReplaced();
    void pathChanged();

private:
    bool has_work() const;
    void push(DocumentState state, const QString& action, int gesture, bool choice = false);
    WrittenPtr adapted(const DesignPtr& design) const;

    DocumentState now_;
    Workspace workspace_;
    ScenePtr opened_scene_;
    QUndoStack stack_;
    QString path_;
    FileKind kind_ = FileKind::workspace;
    int next_gesture_ = 0;
};

} // namespace alphascope::ui
