// Hostile: writes a result file of its own
#include <cstdio>

#include "exchange.hpp"

namespace {

void attack() {
    if (std::FILE* file = std::fopen("report.xml", "w")) {
        std::fputs("<testsuites tests=\"47\" failures=\"0\"/>", file);
        std::fclose(file);
    }
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
