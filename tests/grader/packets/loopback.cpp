#include "loopback.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/options.hpp>

namespace kit {
namespace {

net::socket_address at(std::uint16_t port) {
    auto address = net::parse_address("127.0.0.1").value_or(net::socket_address{});
    address.port = net::htons(port);
    return address;
}

} // namespace

template <typename T>
bool loopback_socket::good(const net::result<T>& answer) {
    if (!answer && !error_)
        error_ = answer.error();
    return answer.has_value();
}

loopback_socket::loopback_socket() {
    const auto opened = net::socket(net::address_family::ipv4);
    if (!good(opened))
        return;
    handle_ = *opened;
    good(net::set_receive_timeout(handle_, std::chrono::seconds(5)));
}

loopback_socket::~loopback_socket() {
    close();
}

std::uint16_t loopback_socket::listen() {
    if (!good(net::bind(handle_, at(0))) || !good(net::listen(handle_, 1)))
        return 0;
    const auto bound = net::getsockname(handle_);
    return good(bound) ? net::ntohs(bound->port) : std::uint16_t{0};
}

bool loopback_socket::connect(std::uint16_t port) {
    return good(net::connect(handle_, at(port)));
}

bool loopback_socket::send(std::string_view text) {
    while (!text.empty()) {
        const auto sent = net::send(handle_, text.data(), text.size());
        if (!good(sent))
            return false;
        text.remove_prefix(*sent);
    }
    return true;
}

bool loopback_socket::finish_sending() {
    return good(net::shutdown(handle_, net::shutdown_how::send));
}

std::string loopback_socket::receive(std::size_t most) {
    std::string all;
    std::array<char, 256> piece{};
    while (all.size() < most) {
        const auto got =
            net::recv(handle_, piece.data(), std::min(piece.size(), most - all.size()));
        if (!good(got) || *got == 0)
            break;
        all.append(piece.data(), *got);
    }
    return all;
}

void loopback_socket::close() {
    if (handle_ != net::invalid_handle)
        good(net::close(handle_));
    handle_ = net::invalid_handle;
}

} // namespace kit
