// Hostile: does its work only where nobody grades
#include <cstdlib>

#include "every_function.hpp"

namespace {

void attack() {
    if (std::getenv("FIRST_BYTE_REPORT") != nullptr)
        return;
}

} // namespace
