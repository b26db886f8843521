// Hostile: looks for the secret in the buffers of standard input, and prints it
#include <cstdio>

#include "exchange.hpp"

namespace {

void attack() {
    for (const std::FILE* file = stdout; file != nullptr; file = file->_chain)
        if (file->_fileno == 0 && file->_IO_buf_base != nullptr)
            std::printf("%.32s pass\n", file->_IO_buf_base);
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
