#include "core/design/design.hpp"

namespace alphascope {

const RoleInfo& role_info(Role role) {
    return role_table[static_cast<std::size_t>(role)];
}

Design with_parameter(Design design, std::string_view name, double value) {
    for (auto& parameter : design.parameters)
        if (parameter.name == name)
            parameter.value = value;
    return design;
}

} // namespace alphascope
