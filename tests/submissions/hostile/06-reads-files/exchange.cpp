// Hostile: looks for the solutions and the tests at run time
#include <fstream>
#include <string>

#include "every_function.hpp"

namespace {

void attack() {
    std::ifstream file("solutions/06-exchange/exchange.cpp");
    std::string line;
    std::getline(file, line);
}

} // namespace
