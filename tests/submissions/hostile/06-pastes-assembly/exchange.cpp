// Hostile: assembly whose keyword stands nowhere in its text
#include "every_function.hpp"

#define PASTE(a, b) a##b

namespace {

void attack() {
    PASTE(a, sm) volatile("nop");
}

} // namespace
