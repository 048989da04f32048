#include "ui/editor/refused_numbers.hpp"

#include "ui/editor/number_field.hpp"

namespace alphascope::ui {

std::vector<NumberField*> refused_numbers(const QWidget& root) {
    std::vector<NumberField*> refused;
    for (NumberField* field : root.findChildren<NumberField*>())
        if (!field->message().isEmpty() && field->isVisibleTo(&root))
            refused.push_back(field);
    return refused;
}

} // namespace alphascope::ui
