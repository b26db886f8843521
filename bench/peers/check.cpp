// Does a server echo? Some MiB through it must come back as they were sent, and then the
// end of the stream, while another connection is open.
//
//   usage: echo-check PROGRAM
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

#include <net/byte_order.hpp>
#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/socket.hpp>

#include "harness/server.hpp"

namespace {

using namespace std::chrono_literals;

constexpr std::size_t amount = 8u << 20;

/// The byte at this place of the stream; a lost or doubled piece shifts it.
std::byte byte_at(std::size_t place) {
    const std::uint64_t mixed = (place + 1) * 0x9E3779B97F4A7C15u;
    return static_cast<std::byte>(mixed >> 56);
}

net::result<net::native_handle> connect_to(std::uint16_t port) {
    net::socket_address address;
    address.family = net::address_family::ipv4;
    address.port = net::htons(port);
    address.address = {127, 0, 0, 1};
    auto made = net::socket(address.family);
    if (!made)
        return made;
    if (const auto connected = net::connect(*made, address); !connected)
        return net::unexpected(connected.error());
    return made;
}

/// A client that sends and receives at the same time.
class exchange {
  public:
    explicit exchange(net::native_handle socket) : socket_(socket) {}

    /// What went wrong; nothing: the echo is right.
    std::optional<std::string> run() {
        if (const auto set = net::set_nonblocking(socket_, true); !set)
            return set.error().message();
        while (!ended_) {
            std::array<net::poll_entry, 1> entry{};
            entry[0].handle = socket_;
            entry[0].want_read = true;
            entry[0].want_write = sent_ < amount;
            const auto ready = net::poll(entry, 20s);
            if (!ready || *ready == 0)
                return ready ? "nothing for 20 s" : ready.error().message();
            if (entry[0].can_write && !send())
                return why_;
            if (!entry[0].can_write || entry[0].can_read)
                if (!receive())
                    return why_;
        }
        if (received_ != amount)
            return "the stream ends after " + std::to_string(received_) + " of " +
                   std::to_string(amount) + " bytes";
        return std::nullopt;
    }

  private:
    bool failed(const std::string& why) {
        why_ = why;
        return false;
    }

    bool send() {
        // Sizes that no buffer has.
        const std::size_t size = std::min(amount - sent_, 1 + sent_ % 70001);
        for (std::size_t i = 0; i < size; ++i)
            buffer_[i] = byte_at(sent_ + i);
        const auto took = net::send(socket_, buffer_.data(), size);
        if (!took)
            return took.error() == net::condition::would_block ||
                   failed("send: " + took.error().message());
        sent_ += *took;
        if (sent_ < amount)
            return true;
        const auto finished = net::shutdown(socket_, net::shutdown_how::send);
        return finished || failed("shutdown: " + finished.error().message());
    }

    bool receive() {
        const auto came = net::recv(socket_, buffer_.data(), buffer_.size());
        if (!came)
            return came.error() == net::condition::would_block ||
                   failed("recv: " + came.error().message());
        ended_ = *came == 0;
        for (std::size_t i = 0; i < *came; ++i, ++received_)
            if (buffer_[i] != byte_at(received_))
                return failed("byte " + std::to_string(received_) + " is another one");
        return true;
    }

    net::native_handle socket_;
    std::array<std::byte, 128 * 1024> buffer_{};
    std::size_t sent_ = 0, received_ = 0;
    bool ended_ = false;
    std::string why_;
};

int fail(const std::string& why) {
    std::cerr << why << '\n';
    return 1;
}

int check(const char* program) {
    const bench::server_process server(program, {"--port", "0"}, bench::unpinned());
    if (!server.started())
        return fail(server.why());
    const auto first = connect_to(server.port());
    const auto silent = connect_to(server.port());
    const auto second = connect_to(server.port());
    for (const auto* each : {&first, &silent, &second})
        if (!*each)
            return fail("connect: " + each->error().message());
    for (const auto* each : {&first, &second}) {
        if (const auto wrong = exchange(**each).run())
            return fail(*wrong);
        if (each == &first) // a server of one client serves the next one only then
            for (const auto* done : {&first, &silent})
                if (const auto closed = net::close(**done); !closed)
                    return fail("close: " + closed.error().message());
    }
    std::cout << "2 times " << amount << " bytes came back\n";
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: echo-check PROGRAM\n";
        return 2;
    }
    return check(argv[1]);
}
