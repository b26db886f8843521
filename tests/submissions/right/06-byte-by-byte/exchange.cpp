// Lesson 06: one byte at a time. Slow, and still the same stream.
#include "exchange.hpp"

#include <system_error>

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    auto rest = data;
    while (!rest.empty()) {
        const auto taken = net::send(s.handle(), rest.data(), rest.size());
        if (!taken)
            return net::unexpected(taken.error());
        rest = rest.subspan(*taken);
    }
    return {};
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    if (buffer.empty())
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return net::recv(s.handle(), buffer.data(), buffer.size());
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    std::size_t count = 0;
    for (std::byte& next : buffer) {
        const auto got = net::recv(s.handle(), &next, 1);
        if (!got)
            return net::unexpected(got.error());
        if (*got == 0)
            break;
        ++count;
    }
    return count;
}

net::result<std::uint64_t> echo(const socket& s) {
    std::uint64_t count = 0;
    std::byte one{};
    auto got = receive_some(s, {&one, 1});
    while (got && *got == 1) {
        const auto sent = send_all(s, {&one, 1});
        if (!sent)
            return net::unexpected(sent.error());
        ++count;
        got = receive_some(s, {&one, 1});
    }
    if (!got)
        return net::unexpected(got.error());
    return count;
}

} // namespace tcp
