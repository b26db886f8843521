#include "../emulator.hpp"

namespace grader::os {

bool under_wine() noexcept {
    return false;
}

} // namespace grader::os
