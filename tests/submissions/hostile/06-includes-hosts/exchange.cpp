// Hostile: has the compiler show whom this machine knows
#include "/etc/hosts"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
