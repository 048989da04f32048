#include "ui/document/document_file.hpp"

#include "core/design/design_json.hpp"
#include "core/io/json_place.hpp"
#include "core/io/tensors.hpp"
#include "core/io/utf8.hpp"

namespace alphascope::ui {

namespace {

constexpr std::size_t largest_document = std::size_t{16} << 20;
constexpr std::string_view workspace_format = "alphascope.workspace";

/// The lines after the first, moved by some spaces to the right (or to the left, where they have them).
std::string shifted(const std::string& text, int by) {
    std::string moved;
    for (std::size_t at = 0; at < text.size(); ++at) {
        moved += text[at];
        if (text[at] != '\n')
            continue;
        if (by > 0)
            moved.append(static_cast<std::size_t>(by), ' ');
        for (int k = by; k < 0 && at + 1 < text.size() && text[at + 1] == ' '; ++k)
            ++at;
    }
    return moved;
}

std::string without_final_newlines(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

/// The design inside a workspace's text, moved to the left edge.
std::optional<std::string> design_part(const std::string& text) {
    const auto member = find_json_member(text, "/design");
    if (!member)
        return std::nullopt;
    const auto newline = text.rfind('\n', member->key.begin);
    const std::size_t indent = newline == std::string::npos ? 0 : member->key.begin - newline - 1;
    const std::string part = text.substr(member->value.begin, member->value.end - member->value.begin);
    return shifted(part, -static_cast<int>(indent)) + "\n";
}

/// With another design in its place.
std::string with_design_part(std::string text, const std::string& design) {
    if (const auto member = find_json_member(text, "/design")) {
        const auto newline = text.rfind('\n', member->key.begin);
        const std::size_t indent = newline == std::string::npos ? 0 : member->key.begin - newline - 1;
        text.replace(member->value.begin, member->value.end - member->value.begin,
                     shifted(without_final_newlines(design), static_cast<int>(indent)));
    }
    return text;
}

Result<DocumentFile> read_workspace(const std::string& text, const std::filesystem::path& folder,
                                    const Workspace& now) {
    const auto part = design_part(text);
    auto whole = workspace_from_json(text, folder);
    if (whole) {
        std::string design = whole->draft ? *whole->draft : part.value_or(design_to_json(*whole->design));
        whole->draft.reset();
        return DocumentFile{std::move(*whole), FileKind::workspace, std::move(design)};
    }
    if (!part || design_from_json(*part))
        return tl::unexpected(whole.error()); // it is not the design that is wrong
    auto repaired = workspace_from_json(with_design_part(text, design_to_json(*now.design)), folder);
    if (!repaired)
        return tl::unexpected(whole.error());
    repaired->design = now.design;
    return DocumentFile{std::move(*repaired), FileKind::workspace, *part};
}

} // namespace

Result<DocumentFile> read_document_file(const std::filesystem::path& path, const Workspace& now) {
    auto text = read_file(path, largest_document);
    if (!text)
        return tl::unexpected(text.error());
    const auto in_this_file = [&](Error error) { return in_file(std::move(error), path.string()); };
    if (is_workspace_text(*text) || formula_in_text(*text, "/format") == workspace_format)
        return read_workspace(*text, path.parent_path(), now).map_error(in_this_file);
    auto design = design_from_json(*text);
    const std::size_t first = text->find_first_not_of(" \t\r\n");
    const bool repairable =
        first != std::string::npos && (*text)[first] == '{' && first_invalid_utf8(*text) == std::string::npos;
    if (!design && !repairable)
        return tl::unexpected(in_this_file(design.error()));
    Workspace workspace{design ? snapshot(std::move(*design)) : now.design, now.scene, {}};
    return DocumentFile{std::move(workspace), FileKind::design, std::move(*text)};
}

std::string document_file_text(const DesignDocument& document, FileKind kind, const View& view,
                               const std::optional<std::filesystem::path>& folder, const ScenePtr& scene) {
    const std::string text = document.text();
    if (kind == FileKind::design)
        return text;
    Workspace workspace = document.workspace();
    workspace.view = view;
    if (scene)
        workspace.scene = scene;
    if (document.text_has_errors()) {
        workspace.draft = text;
        return workspace_to_json(workspace, folder);
    }
    const std::string usual = workspace_to_json(workspace, folder);
    std::string written = with_design_part(usual, text);
    const auto read = workspace_from_json(written);
    return read && *read->design == *workspace.design ? written : usual;
}

} // namespace alphascope::ui
