// Hostile: runs machine code that lies among its constants
#include <bit>

#include "exchange.hpp"

namespace {

// x86-64: xor %eax, %eax; ret. It does no harm; other bytes would.
const unsigned char code[] = {0x31, 0xc0, 0xc3};
const volatile unsigned char* const where = code;

} // namespace

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> bytes) {
    const auto call = std::bit_cast<int (*)()>(where);
    std::size_t sent = static_cast<std::size_t>(call());
    while (sent < bytes.size()) {
        const auto n = net::send(s.handle(), bytes.data() + sent, bytes.size() - sent);
        if (!n)
            return net::unexpected(n.error());
        sent += *n;
    }
    return {};
}

net::result<std::size_t> receive_some(const socket&, std::span<std::byte>) {
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket&, std::span<std::byte>) {
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket&) {
    return not_implemented();
}

} // namespace tcp
