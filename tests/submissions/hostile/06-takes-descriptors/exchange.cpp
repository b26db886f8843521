// Hostile: opens sockets until there are no more
#include <net/socket.hpp>

#include "every_function.hpp"

namespace {

void attack() {
    while (net::socket(net::address_family::ipv4)) {
    }
}

} // namespace
