// Hostile: never comes to main
#include "every_function.hpp"

namespace {

volatile bool forever = true;

struct early {
    early() {
        while (forever) {
        }
    }
} instance;

void attack() {}

} // namespace
