// Hostile: redefines the assertions of the tests
#include "expect.hpp"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
