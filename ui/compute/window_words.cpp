#include "ui/compute/window_words.hpp"

#include <algorithm>

namespace alphascope::ui {

std::string without_options(std::string text) {
    for (std::size_t option = text.find(" --"); option != std::string::npos; option = text.find(" --", option)) {
        const auto before = [&](const char* mark) {
            const std::size_t at = text.rfind(mark, option);
            return at == std::string::npos ? std::size_t{0} : at;
        };
        const std::size_t begin = std::max(before("; "), before(": "));
        const std::size_t end = std::min({text.find("; ", option), text.find('\n', option), text.size()});
        if (begin == 0) { // it says nothing else
            ++option;
            continue;
        }
        text.erase(begin, end - begin);
        option = begin;
    }
    return text;
}

} // namespace alphascope::ui
