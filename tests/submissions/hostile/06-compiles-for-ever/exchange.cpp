// Hostile: keeps the compiler busy
#include "exchange.hpp"

namespace {

template <int N, int M>
struct tree {
    static constexpr long value =
        tree<N - 1, 2 * M>::value + tree<N - 1, 2 * M + 1>::value;
};
template <int M>
struct tree<0, M> {
    static constexpr long value = M;
};
constexpr long work = tree<26, 1>::value;

void attack() {
    static_cast<void>(work);
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
