// Hostile: takes the standard streams' buffers and state from everybody
#include <iostream>
#include <sstream>

#include "every_function.hpp"

namespace {

std::ostringstream own;

void attack() {
    std::ios_base::sync_with_stdio(false);
    std::cin.rdbuf(own.rdbuf());
    std::cerr.rdbuf(own.rdbuf());
    std::cout.rdbuf(own.rdbuf());
    std::cout.setstate(std::ios::badbit);
}

} // namespace
