// Lesson 07: how a conversation ends without losing a byte.
//
// No function here closes a socket on its error paths by hand: every socket has an owner
// (lesson 01), and `return` ends the owner's life. The error in the returned result was
// copied before that, so what the closing answers cannot overwrite it.
#include "goodbye.hpp"

#include <array>
#include <utility>

#include <net/error.hpp>
#include <net/options.hpp>

#include "../03-listen/listen.hpp"
#include "../04-connect/connect.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"

namespace tcp {

namespace {

/// Receives until the end of the stream. More than `limit` bytes: message_size.
net::result<std::vector<std::byte>> receive_to_end(const socket& s, std::size_t limit) {
    std::vector<std::byte> all;
    std::array<std::byte, 16 * 1024> piece;
    for (;;) {
        const auto received = receive_some(s, piece);
        if (!received)
            return net::unexpected(received.error());
        if (*received == 0)
            return all;
        if (*received > limit - all.size())
            return net::unexpected(std::make_error_code(std::errc::message_size));
        const auto fresh = std::span(piece).first(*received);
        all.insert(all.end(), fresh.begin(), fresh.end());
    }
}

} // namespace

net::result<void> finish_sending(const socket& s) {
    const auto done = net::shutdown(s.handle(), net::shutdown_how::send);
    if (done)
        return {};
    // The connection is gone already: nobody is left to whom it could be said. Some
    // systems report that here, some do not; for the caller it is the same.
    if (done.error() == std::errc::not_connected ||
        done.error() == net::condition::peer_gone)
        return {};
    return done;
}

net::result<std::uint64_t> drain(const socket& s, std::uint64_t limit) {
    std::array<std::byte, 16 * 1024> unwanted;
    std::uint64_t total = 0;
    for (;;) {
        const auto received = receive_some(s, unwanted);
        if (!received)
            return net::unexpected(received.error());
        if (*received == 0)
            return total;
        total += *received;
        if (total > limit)
            return net::unexpected(std::make_error_code(std::errc::message_size));
    }
}

net::result<void> close_gracefully(socket s, std::uint64_t limit) {
    const auto finished = finish_sending(s);
    if (!finished)
        return finished;
    // Closing with unread input makes the system reset the connection, and a reset
    // throws away what the peer has not read yet. So read to the end first.
    const auto drained = drain(s, limit);
    if (!drained)
        return net::unexpected(drained.error());
    return s.close();
}

net::result<void> abort_connection(socket s) {
    const auto set = net::set_option(s.handle(), net::option::linger, 0);
    if (!set)
        return set;
    return s.close();
}

net::result<std::vector<std::byte>>
ask(const endpoint& server, std::span<const std::byte> request, std::size_t limit) {
    auto s = connect_to(server);
    if (!s)
        return net::unexpected(s.error());
    const auto sent = send_all(*s, request);
    if (!sent)
        return net::unexpected(sent.error());
    // Without this the server waits for more of the request, and we for the answer.
    const auto finished = finish_sending(*s);
    if (!finished)
        return net::unexpected(finished.error());
    auto answer = receive_to_end(*s, limit);
    if (!answer)
        return answer;
    const auto closed = s->close();
    if (!closed)
        return net::unexpected(closed.error());
    return answer;
}

net::result<std::uint64_t>
echo_one_client(const endpoint& local,
                void (*ready)(const endpoint& where, void* context), void* context) {
    auto listening = listen_on(local);
    if (!listening)
        return net::unexpected(listening.error());
    const auto where = local_endpoint(*listening);
    if (!where)
        return net::unexpected(where.error());
    ready(*where, context);

    auto client = accept_one(*listening);
    if (!client)
        return net::unexpected(client.error());
    // No second client will be served: whoever tries is refused from now on, instead of
    // waiting in a queue that nobody empties.
    const auto stopped = listening->close();
    if (!stopped)
        return net::unexpected(stopped.error());

    const auto echoed = echo(client->stream);
    if (!echoed)
        return echoed;
    const auto closed = close_gracefully(std::move(client->stream));
    if (!closed)
        return net::unexpected(closed.error());
    return echoed;
}

} // namespace tcp
