#pragma once
// A document as its file has it: a design or a workspace, in its author's layout, right or wrong.

#include "ui/document/design_document.hpp"

#include <filesystem>

namespace alphascope::ui {

struct DocumentFile {
    Workspace workspace; ///< its design is the present one where the file's own has errors
    FileKind kind = FileKind::workspace;
    std::string text; ///< of the design
};

/// Errors (io, invalid_design, invalid_scene) where there is no text to repair: a file that is no document at all, or a
/// workspace with a wrong scene. @param now what is shown where the file says nothing, or nothing right.
Result<DocumentFile> read_document_file(const std::filesystem::path& path, const Workspace& now);

/// What saving writes into a file of this kind: the design's text as it is written, right or wrong; in a workspace text
/// with errors is the "draft" beside the last valid design. `folder` is where the file will lie (workspace_to_json),
/// `scene` the one to write where it knows more than the document's.
std::string document_file_text(const DesignDocument& document, FileKind kind, const View& view,
                               const std::optional<std::filesystem::path>& folder = std::nullopt,
                               const ScenePtr& scene = nullptr);

} // namespace alphascope::ui
