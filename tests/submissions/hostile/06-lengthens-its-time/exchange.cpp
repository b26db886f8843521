// Hostile: right, and slower than it may be: it writes a longer time into the environment
#include "exchange.hpp"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace {

const bool longer = [] {
    if (char* limit = std::getenv("FIRST_BYTE_DEADLINE_MS"))
        std::memset(limit, '9', std::strlen(limit));
    return true;
}();

void wait() {
    std::this_thread::sleep_for(std::chrono::milliseconds(longer ? 800 : 1));
}

} // namespace

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    wait();
    while (!data.empty()) {
        const auto sent = net::send(s.handle(), data.data(), data.size());
        if (!sent)
            return net::unexpected(sent.error());
        data = data.subspan(*sent);
    }
    return {};
}

net::result<std::size_t> receive_some(const socket&, std::span<std::byte>) {
    wait();
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket&, std::span<std::byte>) {
    wait();
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket&) {
    wait();
    return not_implemented();
}

} // namespace tcp
