#include "app/cli/open_named.hpp"

#include "core/design/presets.hpp"
#include "ui/figure/embedded_workspace.hpp"

namespace alphascope::cli {

Result<Workspace> open_named(const std::string& text) {
    if (figure::is_figure_name(text))
        return figure::open_figure(text);
    if (text.find('/') != std::string::npos || text.ends_with(".json"))
        return open_document(text, snapshot(Scene{}));
    return preset(text).map([](Design design) {
        return Workspace{snapshot(std::move(design)), snapshot(Scene{}), {}};
    });
}

} // namespace alphascope::cli
