#include "../emulator.hpp"

namespace platform_tests {

bool under_wine() noexcept {
    return false;
}

} // namespace platform_tests
