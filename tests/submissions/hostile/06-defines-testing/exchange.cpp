// Hostile: puts a function of its own in the place of one of GoogleTest
#include "exchange.hpp"

namespace {

void attack() {}
} // namespace

namespace testing {
int failures() {
    return 0;
}
} // namespace testing

namespace {} // namespace

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
