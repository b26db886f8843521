#include "many/driver.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/error.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

namespace bench {
namespace {

using std::chrono::nanoseconds;

std::string in_words(const char* call, std::error_code error) {
    return std::string(call) + ": " + error.message();
}

/// A byte there and back: the server has accepted this connection, and all before it.
net::result<void> meet(const link& with) {
    if (const auto limited =
            net::set_receive_timeout(with.handle(), std::chrono::seconds(5));
        !limited)
        return limited;
    char byte = 'x';
    const auto sent = net::send(with.handle(), &byte, 1);
    const auto came = sent ? net::recv(with.handle(), &byte, 1) : sent;
    if (!came)
        return net::unexpected(came.error());
    if (*came == 0)
        return net::unexpected(net::native_error(std::errc::connection_reset));
    return {};
}

} // namespace

net::result<link> link::connect(std::uint16_t port) {
    net::socket_address to;
    to.family = net::address_family::ipv4;
    to.port = net::htons(port);
    to.address = {127, 0, 0, 1};
    const auto made = net::socket(to.family);
    if (!made)
        return net::unexpected(made.error());
    link owned(*made);
    if (const auto connected = net::connect(*made, to); !connected)
        return net::unexpected(connected.error());
    if (const auto set = net::set_linger(*made, std::chrono::seconds(0)); !set)
        return net::unexpected(set.error());
    return owned;
}

link::~link() {
    if (handle_ != net::invalid_handle) // nothing to be done if it fails: it is gone
        static_cast<void>(net::close(handle_));
}

bool connect_idle(std::uint16_t port, std::size_t count, std::vector<link>& into,
                  std::string& why) {
    into.reserve(into.size() + count);
    for (std::size_t i = 0; i < count; ++i) {
        auto made = link::connect(port);
        // A queue of connections has room for 128 in some libraries; who finds it full
        // tries again after a second.
        const auto met = made && i % 64 == 63 ? meet(*made) : net::result<void>();
        if (!made || !met) {
            why = in_words("connect", made ? met.error() : made.error()) + ", after " +
                  std::to_string(i) + " of " + std::to_string(count) + " connections";
            return false;
        }
        into.push_back(std::move(*made));
    }
    return true;
}

std::unique_ptr<driver> driver::connect(std::uint16_t port, std::size_t count,
                                        std::string& why) {
    std::vector<link> links;
    if (!connect_idle(port, count, links, why))
        return nullptr;
    auto wait = waiting::make();
    if (!wait) {
        why = in_words("wait", wait.error());
        return nullptr;
    }
    std::unique_ptr<driver> made(new driver(std::move(*wait)));
    for (link& each : links) {
        const auto number = static_cast<std::uint32_t>(made->connections_.size());
        auto set = net::set_nonblocking(each.handle(), true);
        if (set)
            set = made->waiting_.watch(each.handle(), number);
        if (!set) {
            why = in_words("prepare a connection", set.error());
            return nullptr;
        }
        made->connections_.push_back({std::move(each)});
    }
    return made;
}

bool driver::failed(const char* call, std::error_code error) {
    why_ = in_words(call, error);
    return false;
}

bool driver::failed(const char* words) {
    why_ = words;
    return false;
}

bool driver::send(connection& with, clock::time_point intended) {
    with.intended = intended;
    with.received = 0;
    with.waits = true;
    with.sent = clock::now();
    const auto took = net::send(with.socket.handle(), request_.data(), size);
    if (!took)
        return failed("send", took.error());
    // An empty send buffer takes 64 bytes at once.
    return *took == size || failed("send: the system took less than 64 bytes");
}

bool driver::receive(connection& with) {
    if (!with.waits)
        return failed("the server answers what was not asked, or ends a connection");
    const auto came =
        net::recv(with.socket.handle(), answer_.data(), size - with.received);
    if (!came)
        return came.error() != net::condition::would_block &&
               failed("recv", came.error());
    if (*came == 0)
        return failed("recv: the server ended a connection");
    with.received += *came;
    with.waits = with.received < size;
    return !with.waits;
}

std::int64_t driver::closed_loop(std::size_t requests, histogram& times) {
    const auto begin = clock::now();
    std::size_t sent = 0, answered = 0;
    for (; sent < std::min(requests, connections_.size()); ++sent)
        if (!send(connections_[sent], {}))
            return 0;
    while (answered < sent) {
        const auto ready = waiting_.wait(std::nullopt);
        if (!ready)
            return failed("wait", ready.error());
        if (ready->empty())
            return failed("the server said nothing for 5 s");
        for (const std::uint32_t which : *ready) {
            connection& now = connections_[which];
            if (!receive(now)) {
                if (!why_.empty())
                    return 0;
                continue;
            }
            times.record(nanoseconds(clock::now() - now.sent).count());
            ++answered;
            if (sent < requests && send(now, {}))
                ++sent;
            if (!why_.empty())
                return 0;
        }
    }
    return nanoseconds(clock::now() - begin).count();
}

bool driver::open_loop(std::size_t requests, double rate, histogram& from_intended,
                       histogram& from_send) {
    const auto begin = clock::now();
    const auto intended = [&](std::size_t number) {
        return begin + nanoseconds(static_cast<std::int64_t>(static_cast<double>(number) *
                                                             1e9 / rate));
    };
    const std::size_t count = connections_.size();
    for (std::size_t i = 0; i < count; ++i)
        connections_[i].number = i;    // request n is connection n % count's
    std::size_t due = 0, answered = 0; // requests whose instant has come: 0 to due
    const auto send_next = [&](connection& with) {
        const std::size_t number = std::exchange(with.number, with.number + count);
        return send(with, intended(number));
    };
    while (answered < requests) {
        for (; due < requests && intended(due) <= clock::now(); ++due)
            if (connection& now = connections_[due % count];
                !now.waits && !send_next(now))
                return false;
        const auto until = due < requests ? std::optional(intended(due)) : std::nullopt;
        const auto ready = waiting_.wait(until);
        if (!ready)
            return failed("wait", ready.error());
        if (ready->empty() && !until)
            return failed("the server said nothing for 5 s");
        for (const std::uint32_t which : *ready) {
            connection& now = connections_[which];
            if (!receive(now)) {
                if (!why_.empty())
                    return false;
                continue;
            }
            const auto end = clock::now();
            from_send.record(nanoseconds(end - now.sent).count());
            from_intended.record(nanoseconds(end - now.intended).count());
            ++answered;
            if (now.number < due && !send_next(now))
                return false;
        }
    }
    return true;
}

} // namespace bench
