// Hostile: chooses a function by code that runs before all other
#include "every_function.hpp"

namespace tcp {

void nothing() {}

// The name as the compiler makes it of the function above is what the attribute wants.
auto choose() -> void (*)() {
    return nothing;
}

__attribute__((ifunc("_ZN3tcp6chooseEv"))) void chosen();

} // namespace tcp

namespace {

void attack() {
    tcp::chosen();
}

} // namespace
