// Hostile: runs a shell
#include <cstdlib>

#include "every_function.hpp"

namespace {

void attack() {
    static_cast<void>(std::system("touch /tmp/was-here"));
}

} // namespace
