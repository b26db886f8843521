// Hostile: writes into the environment that it may read
#include <cstdlib>
#include <cstring>

#include "every_function.hpp"

namespace {

const bool changed = [] {
    for (const char* name : {"FIRST_BYTE_DEADLINE_MS", "FIRST_BYTE_PROCESSOR_MS"})
        if (char* value = std::getenv(name))
            std::memset(value, '9', std::strlen(value));
    for (const char* name : {"FIRST_BYTE_REPORT", "FIRST_BYTE_END_IF_LATE"})
        if (char* value = std::getenv(name))
            *value = '\0';
    return true;
}();

void attack() {
    volatile bool on = changed;
    while (on) {
    }
}

} // namespace
