#include "../network.hpp"

namespace grader::os {

bool enter_own_network() noexcept {
    return false;
}

} // namespace grader::os
