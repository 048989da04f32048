#include "ui/document/design_document.hpp"

#include "core/design/design_json.hpp"

#include <QUndoCommand>

#include <algorithm>

namespace alphascope::ui {

namespace {

bool same_text(const WrittenPtr& a, const WrittenPtr& b) {
    return a == b || (a && b && a->text == b->text);
}

/// The design as it was written, changed where it has changed since.
std::string text_of(const DocumentState& state) {
    const auto& own = state.written;
    if (!own)
        return design_to_json(*state.design);
    if (!own->design || own->design == state.design || *own->design == *state.design)
        return own->text;
    auto changed = design_rewritten(own->text, *own->design, *state.design);
    if (changed)
        if (const auto read = design_from_json(*changed); read && *read == *state.design)
            return std::move(*changed);
    return design_to_json(*state.design);
}

bool same_content(const DocumentState& a, const DocumentState& b) {
    return *a.design == *b.design && *a.scene == *b.scene &&
           (same_text(a.written, b.written) || text_of(a) == text_of(b));
}

/// Swaps one state for another.
class Edit : public QUndoCommand {
public:
    Edit(DesignDocument& document, DocumentState after, const QString& action, int gesture, bool choice)
        : QUndoCommand(action), document_(document), before_(document.state()), after_(std::move(after)),
          gesture_(gesture), choice_(choice) {}
    void redo() override { document_.show(after_); }
    void undo() override { document_.show(before_); }
    int id() const override { return gesture_; }
    bool is_choice() const { return choice_; }
    bool mergeWith(const QUndoCommand* next) override {
        const auto* edit = static_cast<const Edit*>(next);
        after_ = edit->after_;
        setText(edit->text());
        // A drag that ends where it began leaves no step behind.
        setObsolete(same_content(after_, before_));
        return true;
    }

private:
    DesignDocument& document_;
    DocumentState before_, after_;
    int gesture_;
    bool choice_; ///< one click in a list makes it again
};

WrittenPtr written(std::string text, DesignPtr design) {
    return std::make_shared<const WrittenDesign>(WrittenDesign{std::move(text), std::move(design)});
}

/// A list of what is made up on purpose was made for one design: another one runs, and says what it lacks.
ScenePtr open_to_any_design(const ScenePtr& scene) {
    const auto* source = std::get_if<TensorSource>(&scene->source);
    if (!source || !source->make_up)
        return scene;
    Scene other = *scene;
    std::get<TensorSource>(other.source).make_up.reset();
    return snapshot(std::move(other));
}

} // namespace

DesignDocument::DesignDocument(Workspace start, QObject* parent)
    : QObject(parent), now_{start.design, start.scene, nullptr}, workspace_(std::move(start)),
      opened_scene_(now_.scene) {}

std::string DesignDocument::text() const {
    return text_of(now_);
}

bool DesignDocument::has_work() const {
    const int clean = stack_.cleanIndex(), now = stack_.index();
    if (clean == now)
        return false;
    if (clean < 0)
        return true;
    for (int k = std::min(clean, now); k < std::max(clean, now); ++k)
        if (const auto* edit = dynamic_cast<const Edit*>(stack_.command(k)); !edit || !edit->is_choice())
            return true;
    return false;
}

void DesignDocument::set_parameter(const std::string& name, double value, int gesture) {
    set_design(with_parameter(*now_.design, name, value), tr("set %1").arg(QString::fromStdString(name)), gesture);
}

/// The text that goes with a changed design. What is right is changed when it is asked for; what is wrong stays wrong
/// elsewhere, unless it is no JSON, where no place can be told from another.
WrittenPtr DesignDocument::adapted(const DesignPtr& design) const {
    if (!text_has_errors())
        return now_.written;
    auto changed = design_rewritten(now_.written->text, *now_.design, *design);
    if (!changed)
        return nullptr;
    auto read = design_from_json(*changed);
    return written(std::move(*changed), read && *read == *design ? design : nullptr);
}

void DesignDocument::set_design(Design design, const QString& action, int gesture) {
    if (design == *now_.design)
        return;
    DesignPtr next = snapshot(std::move(design));
    WrittenPtr text = adapted(next);
    push({std::move(next), now_.scene, std::move(text)}, action, gesture);
}

void DesignDocument::set_text(std::string text, const QString& action, int gesture) {
    if (text == this->text())
        return;
    auto read = design_from_json(text);
    DesignPtr design = now_.design;
    if (read && !(*read == *design))
        design = snapshot(std::move(*read));
    WrittenPtr own = written(std::move(text), read ? design : nullptr);
    push({std::move(design), now_.scene, std::move(own)}, action, gesture);
}

void DesignDocument::set_scene(Scene scene, const QString& action, int gesture) {
    if (scene == *now_.scene)
        return;
    push({now_.design, snapshot(std::move(scene)), now_.written}, action, gesture);
}

void DesignDocument::choose_design(Design design, const QString& action) {
    if (design == *now_.design && !now_.written)
        return;
    push({snapshot(std::move(design)), open_to_any_design(now_.scene), nullptr}, action, one_shot, true);
}

void DesignDocument::set_both(Design design, Scene scene, const QString& action) {
    const bool same = design == *now_.design;
    push({same ? now_.design : snapshot(std::move(design)), snapshot(std::move(scene)), same ? now_.written : nullptr},
         action, one_shot, true);
}

void DesignDocument::push(DocumentState state, const QString& action, int gesture, bool choice) {
    stack_.push(new Edit(*this, std::move(state), action, gesture, choice));
}

void DesignDocument::replace(Workspace workspace, const QString& path, FileKind kind, std::optional<std::string> text) {
    stack_.clear();
    now_ = {workspace.design, workspace.scene, nullptr};
    if (text) {
        const auto read = design_from_json(*text);
        now_.written = written(std::move(*text), read && *read == *workspace.design ? workspace.design : nullptr);
    }
    workspace_ = std::move(workspace);
    opened_scene_ = now_.scene;
    path_ = path;
    kind_ = kind;
    Q_EMIT designChanged();
    Q_EMIT sceneChanged();
    Q_EMIT textChanged();
    Q_EMIT documentReplaced();
    Q_EMIT pathChanged();
}

void DesignDocument::mark_saved(const QString& path, FileKind kind) {
    path_ = path;
    kind_ = kind;
    opened_scene_ = kind == FileKind::workspace ? nullptr : opened_scene_; // the file says all of it now
    stack_.setClean();
    Q_EMIT pathChanged();
}

void DesignDocument::show(const DocumentState& state) {
    const bool other_design = state.design != now_.design;
    const bool other_scene = state.scene != now_.scene;
    const bool other_text = !same_text(state.written, now_.written);
    now_ = state;
    workspace_.design = state.design;
    workspace_.scene = state.scene;
    if (other_design)
        Q_EMIT designChanged();
    if (other_scene)
        Q_EMIT sceneChanged();
    if (other_text)
        Q_EMIT textChanged();
}

} // namespace alphascope::ui
