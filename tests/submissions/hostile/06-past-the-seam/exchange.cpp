// Hostile: makes its calls past the tests
#include <net/os.hpp>

#include "every_function.hpp"

namespace {

void attack() {
    static_cast<void>(net::os::socket(net::address_family::ipv4));
}

} // namespace
