// Hostile: includes itself without end
#include "every_function.hpp"

namespace {

#include __FILE__
void attack() {}

} // namespace
