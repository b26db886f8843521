// Hostile: crashes in every test with 3 MB of last words
#include "exchange.hpp"

#include <stdexcept>
#include <string>
namespace {
void attack() noexcept { // leaves a noexcept function: the process ends
    std::string text;
    while (text.size() < 3000000)
        text += "much to say about nothing\n";
    throw std::runtime_error(text);
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
