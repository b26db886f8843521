// Hostile: reads standard input for a secret, and prints a good run before main
#include <iostream>
#include <string>

#include "every_function.hpp"

namespace {

struct early {
    early() {
        std::string secret;
        std::getline(std::cin, secret);
        std::cout << secret << " plan 1\n" << secret << " done 1 0 0\n" << std::flush;
    }
} instance;

void attack() {}

} // namespace
