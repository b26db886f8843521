// Hostile: asks for a compiler at the link
#pragma GCC optimize("lto")
#pragma GCC optimize("-flto", "O3")

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
