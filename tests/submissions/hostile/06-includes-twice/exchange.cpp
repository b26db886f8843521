// Hostile: includes a file twice in itself, on every level
#include "twice.hpp"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
