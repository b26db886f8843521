// An echo server on net::poll: one loop for all connections, each with a queue of what
// its client does not take yet.
#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <net/byte_order.hpp>
#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/process.hpp>
#include <net/socket.hpp>

#include "baseline/command_line.hpp"

namespace bench {
namespace {

class poll_server {
  public:
    explicit poll_server(net::native_handle listening) { add(listening); }

    /// Until it cannot go on; returns the error.
    std::error_code run() {
        for (;;) {
            const auto ready = net::poll(entries_, std::nullopt);
            if (!ready)
                return ready.error();
            std::size_t left = *ready;
            // Downwards, so that the last one may take the place of one that ends.
            for (std::size_t i = entries_.size(); i-- > 1 && left > 0;) {
                const net::poll_entry& entry = entries_[i];
                if (!entry.can_read && !entry.can_write && !entry.failed &&
                    !entry.hung_up)
                    continue;
                --left;
                step(i);
            }
            if (left > 0)
                if (const auto accepted = accept(); !accepted)
                    return accepted.error();
        }
    }

  private:
    /// What a connection has received and its client does not take yet.
    struct queue {
        std::vector<std::byte> bytes;
        std::size_t gone = 0;
    };

    void add(net::native_handle each) {
        net::poll_entry entry;
        entry.handle = each;
        entry.want_read = true;
        entries_.push_back(entry);
        queues_.emplace_back();
    }

    net::result<void> accept() {
        const auto client = net::accept(entries_[0].handle);
        if (!client) {
            const auto error = client.error();
            if (error == net::condition::would_block ||
                error == std::errc::connection_aborted)
                return {}; // left while it waited
            return net::unexpected(error);
        }
        add(*client);
        return net::set_nonblocking(*client, true);
    }

    void step(std::size_t at) {
        if (entries_[at].want_write ? writable(at) : readable(at))
            return;
        // Its trouble stays its own, and a handle is gone after close in any case.
        static_cast<void>(net::close(entries_[at].handle));
        entries_[at] = entries_.back();
        entries_.pop_back();
        std::swap(queues_[at], queues_.back());
        queues_.pop_back();
    }

    /// False: the connection is over.
    bool readable(std::size_t at) {
        static std::array<std::byte, 64 * 1024> buffer; // for all of them
        const auto received =
            net::recv(entries_[at].handle, buffer.data(), buffer.size());
        if (!received)
            return received.error() == net::condition::would_block;
        if (*received == 0)
            return false;
        const auto sent = net::send(entries_[at].handle, buffer.data(), *received);
        if (!sent && sent.error() != net::condition::would_block)
            return false;
        const std::size_t gone = sent.value_or(0);
        if (gone < *received) { // receive no more until this is gone
            queues_[at].bytes.assign(buffer.data() + gone, buffer.data() + *received);
            queues_[at].gone = 0;
            entries_[at].want_write = true;
            entries_[at].want_read = false;
        }
        return true;
    }

    bool writable(std::size_t at) {
        auto& [bytes, gone] = queues_[at];
        const auto sent =
            net::send(entries_[at].handle, bytes.data() + gone, bytes.size() - gone);
        if (!sent)
            return sent.error() == net::condition::would_block;
        gone += *sent;
        entries_[at].want_write = gone < bytes.size();
        entries_[at].want_read = !entries_[at].want_write;
        return true;
    }

    std::vector<net::poll_entry> entries_; // the listening one first
    std::vector<queue> queues_;            // the first is not used
};

int fail(const char* what, std::error_code error) {
    std::cerr << what << ": " << error.message() << '\n';
    return 1;
}

net::socket_address local(const baseline::command_line& wanted) {
    net::socket_address made;
    made.family = wanted.v6 ? net::address_family::ipv6 : net::address_family::ipv4;
    made.port = net::htons(wanted.port);
    if (wanted.v6)
        made.address.back() = 1;
    else
        made.address = {127, 0, 0, 1};
    return made;
}

int serve(const net::socket_address& at) {
    const auto listening = net::socket(at.family);
    if (!listening)
        return fail("cannot make a socket", listening.error());
    if (const auto bound = net::bind(*listening, at); !bound)
        return fail(("cannot bind to " + net::to_string(at)).c_str(), bound.error());
    if (const auto listens = net::listen(*listening, 4096); !listens)
        return fail("cannot listen", listens.error());
    if (const auto set = net::set_nonblocking(*listening, true); !set)
        return fail("cannot make the listening socket non-blocking", set.error());
    const auto where = net::getsockname(*listening);
    if (!where)
        return fail("cannot ask for the port", where.error());
    std::cout << "listening on " << net::to_string(*where) << std::endl;
    return fail("cannot go on", poll_server(*listening).run());
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
    const auto wanted = bench::baseline::read_command_line(argc, argv);
    net::exit_on_interrupt("interrupted: the server ends");
    return bench::serve(bench::local(wanted));
}
