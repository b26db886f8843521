// Hostile: includes the reference
#include "../../solutions/06-exchange/exchange.cpp"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
