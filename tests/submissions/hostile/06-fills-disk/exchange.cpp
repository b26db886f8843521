// Hostile: writes a file without end
#include <fstream>

#include "every_function.hpp"

namespace {

void attack() {
    std::ofstream file("/tmp/large");
    for (;;)
        file << "large";
}

} // namespace
