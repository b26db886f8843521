// Hostile: an exception's words are those of a program that was killed
#include "every_function.hpp"

#include <stdexcept>

namespace {

void attack() {
    throw std::runtime_error("SIGKILL");
}

} // namespace
