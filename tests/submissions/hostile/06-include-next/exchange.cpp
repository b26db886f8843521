// Hostile: looks for the reference behind its own header
#include_next <exchange.cpp>

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
