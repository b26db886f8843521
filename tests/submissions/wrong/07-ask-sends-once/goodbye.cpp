// Lesson 07: how a conversation ends.
#include "goodbye.hpp"

#include <array>
#include <chrono>

#include <net/error.hpp>
#include <net/options.hpp>

#include "../03-listen/listen.hpp"
#include "../04-connect/connect.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"

namespace tcp {

net::result<void> finish_sending(const socket& s) {
    const auto ended = net::shutdown(s.handle(), net::shutdown_how::send);
    if (ended)
        return {};
    const std::error_code why = ended.error();
    if (why == std::errc::not_connected || why == net::condition::peer_gone)
        return {};
    return net::unexpected(why);
}

net::result<std::uint64_t> drain(const socket& s, std::uint64_t limit) {
    std::array<std::byte, 4096> scrap;
    std::uint64_t total = 0;
    for (;;) {
        const auto n = net::recv(s.handle(), scrap.data(), scrap.size());
        if (!n)
            return net::unexpected(n.error());
        if (*n == 0)
            return total;
        total += *n;
        if (total > limit)
            return net::unexpected(std::make_error_code(std::errc::message_size));
    }
}

net::result<void> close_gracefully(socket s, std::uint64_t limit) {
    const auto finished = finish_sending(s);
    if (!finished)
        return net::unexpected(finished.error());
    const auto drained = drain(s, limit);
    if (!drained)
        return net::unexpected(drained.error());
    return s.close();
}

net::result<void> abort_connection(socket s) {
    const auto set = net::set_linger(s.handle(), std::chrono::seconds(0));
    if (!set)
        return net::unexpected(set.error());
    return s.close();
}

net::result<std::vector<std::byte>>
ask(const endpoint& server, std::span<const std::byte> request, std::size_t limit) {
    auto s = connect_to(server);
    if (!s)
        return net::unexpected(s.error());
    if (!request.empty()) {
        const auto sent = net::send(s->handle(), request.data(), request.size());
        if (!sent)
            return net::unexpected(sent.error());
    }
    const auto finished = finish_sending(*s);
    if (!finished)
        return net::unexpected(finished.error());

    std::vector<std::byte> answer;
    std::array<std::byte, 4096> piece;
    for (;;) {
        const auto got = receive_some(*s, piece);
        if (!got)
            return net::unexpected(got.error());
        if (*got == 0)
            break;
        if (*got > limit - answer.size())
            return net::unexpected(std::make_error_code(std::errc::message_size));
        const auto fresh = std::span(piece).first(*got);
        answer.insert(answer.end(), fresh.begin(), fresh.end());
    }
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
    const auto stopped = listening->close();
    if (!stopped)
        return net::unexpected(stopped.error());

    const auto echoed = echo(client->stream);
    if (!echoed)
        return net::unexpected(echoed.error());
    const auto closed = close_gracefully(std::move(client->stream));
    if (!closed)
        return net::unexpected(closed.error());
    return *echoed;
}

} // namespace tcp
