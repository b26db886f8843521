// Lesson 08: the echo client with one poll loop for the socket.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/process.hpp>

#include "../04-connect/connect.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "echo.hpp"
#include "input.hpp"

namespace {

constexpr std::size_t most_bytes = 65536;

// Both directions of the conversation. Each step returns what went wrong, or nothing.
class conversation {
  public:
    conversation(tcp::socket stream, std::shared_ptr<input> keys)
        : stream_(std::move(stream)), keys_(std::move(keys)) {}

    std::error_code run() {
        std::error_code why;
        if (const auto set = net::set_nonblocking(stream_.handle(), true); !set)
            why = set.error();
        while (!why && !(answer_ended_ && finished_))
            why = step();
        return why;
    }

  private:
    std::error_code step() {
        if (first_ == waiting_.size() && !finished_) {
            first_ = 0;
            if (const auto why = keys_->take(waiting_); why)
                return why;
            if (waiting_.empty() && keys_->ended()) {
                finished_ = true;
                const auto done = tcp::finish_sending(stream_);
                return done ? std::error_code{} : done.error();
            }
        }
        const bool sending = first_ < waiting_.size();
        if (sending && answer_ended_)
            return std::make_error_code(std::errc::connection_reset);
        net::poll_entry entries[2];
        entries[0].handle = keys_->handle();
        entries[0].want_read = !sending && !finished_;
        if (!entries[0].want_read)
            entries[0].handle = net::invalid_handle;
        entries[1].handle = stream_.handle();
        entries[1].want_read = !answer_ended_;
        entries[1].want_write = sending;
        if (!entries[1].want_read && !sending)
            entries[1].handle = net::invalid_handle;
        if (const auto ready = net::poll(entries, std::nullopt); !ready)
            return ready.error();
        const auto& seen = entries[1];
        std::error_code why;
        if (!answer_ended_ && (seen.can_read || seen.failed || seen.hung_up))
            why = print();
        if (!why && seen.can_write && sending)
            why = send();
        return why;
    }

    std::error_code print() {
        std::vector<std::byte> piece(most_bytes);
        const auto got = net::recv(stream_.handle(), piece.data(), piece.size());
        if (!got)
            return harmless(got.error());
        answer_ended_ = *got == 0;
        if (std::fwrite(piece.data(), 1, *got, stdout) != *got ||
            std::fflush(stdout) != 0)
            return std::make_error_code(std::errc::io_error);
        return {};
    }

    std::error_code send() {
        const auto sent =
            net::send(stream_.handle(), &waiting_[first_], waiting_.size() - first_);
        if (!sent)
            return harmless(sent.error());
        first_ += *sent;
        return {};
    }

    static std::error_code harmless(std::error_code why) {
        return why == net::condition::would_block ? std::error_code{} : why;
    }

    tcp::socket stream_;
    std::shared_ptr<input> keys_;
    std::vector<std::byte> waiting_; // for the server, from first_ on
    std::size_t first_ = 0;
    bool finished_ = false;     // we have
    bool answer_ended_ = false; // the server has
};

int wrong(std::string_view usage) {
    std::cerr << "the command line is wrong\n" << usage << std::endl;
    return 2;
}

int failed(const std::string& what, std::error_code why) {
    std::cerr << what << ": " << why.message() << std::endl;
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    constexpr std::string_view usage = "usage: client [HOST] [--port N] [--help]";
    std::optional<tcp::endpoint> server;
    std::uint16_t port = tcp::default_port;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--help") {
            std::cout << usage << std::endl;
            return 0;
        }
        if (word == "--port") {
            const auto value = tcp::parse_number(++i < argc ? argv[i] : "", 1, 65535);
            if (!value)
                return wrong(usage);
            port = *value;
        } else if (const auto host = net::parse_address(word); host && !server) {
            server = tcp::from_socket_address(*host);
        } else {
            return wrong(usage);
        }
    }
    net::use_binary_stdio();
    if (!server)
        server = tcp::loopback(0);
    server->port = port;

    auto stream = tcp::connect_to(*server);
    if (!stream)
        return failed("cannot connect to " +
                          net::to_string(tcp::to_socket_address(*server)),
                      stream.error());
    auto keys = input::start();
    if (!keys)
        return failed("cannot read standard input", keys.error());
    const auto why = conversation(std::move(*stream), *keys).run();
    return why ? failed("connection lost", why) : 0;
}
