// Hostile: prints without end
#include <iostream>

#include "every_function.hpp"

namespace {

void attack() {
    for (;;)
        std::cout << "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n";
}

} // namespace
