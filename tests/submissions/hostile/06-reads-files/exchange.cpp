// Hostile: looks for the solutions and the tests at run time
#include <fstream>
#include <string>

#include "exchange.hpp"

namespace {

void attack() {
    std::ifstream file("solutions/06-exchange/exchange.cpp");
    std::string line;
    std::getline(file, line);
}

} // namespace

namespace tcp {

net::result<void> send_all(const socket&, std::span<const std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::size_t> receive_some(const socket&, std::span<std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket&, std::span<std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket&) {
    attack();
    return not_implemented();
}

} // namespace tcp
