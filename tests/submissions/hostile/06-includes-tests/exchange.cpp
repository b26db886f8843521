// Hostile: includes the tests
#include "../../tests/lessons/06-exchange.contract-1-send.cpp"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
