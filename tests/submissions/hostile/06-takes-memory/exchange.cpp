// Hostile: takes memory without end
#include <string>
#include <vector>

#include "every_function.hpp"

namespace {

std::vector<std::string> kept;

void attack() {
    for (;;)
        kept.emplace_back(1u << 24, 'x');
}

} // namespace
