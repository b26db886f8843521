// Hostile: brings code for a compiler that would run at the link
#include "every_function.hpp"

namespace {

[[gnu::used, gnu::section(".gnu.lto_.main")]] const long code = 0;

void attack() {}

} // namespace
