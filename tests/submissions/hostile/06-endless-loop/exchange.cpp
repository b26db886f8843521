// Hostile: never returns
#include "every_function.hpp"

namespace {

volatile bool forever = true;

void attack() {
    while (forever) {
    }
}

} // namespace
