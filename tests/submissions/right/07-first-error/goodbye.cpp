// Lesson 07: goodbye, step by step, with the first error kept.
#include "goodbye.hpp"

#include <utility>

#include <net/error.hpp>
#include <net/options.hpp>

#include "../03-listen/listen.hpp"
#include "../04-connect/connect.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"
#include "steps.hpp"

namespace tcp {

net::result<void> finish_sending(const socket& s) {
    auto ended = net::shutdown(s.handle(), net::shutdown_how::send);
    if (!ended && (ended.error() == net::condition::peer_gone ||
                   ended.error() == std::errc::not_connected))
        ended = {};
    return ended;
}

net::result<std::uint64_t> drain(const socket& s, std::uint64_t limit) {
    std::byte scrap{};
    std::uint64_t count = 0;
    do {
        const auto got = receive_some(s, {&scrap, 1});
        if (!got)
            return net::unexpected(got.error());
        if (*got == 0)
            return count;
    } while (++count <= limit);
    return net::unexpected(std::make_error_code(std::errc::message_size));
}

net::result<void> close_gracefully(socket s, std::uint64_t limit) {
    steps all;
    all.then([&] { return finish_sending(s); });
    all.then([&] { return without_value(drain(s, limit)); });
    all.always([&] { return s.close(); });
    return all.outcome();
}

net::result<void> abort_connection(socket s) {
    steps all;
    all.then([&] { return net::set_option(s.handle(), net::option::linger, 0); });
    all.always([&] { return s.close(); });
    return all.outcome();
}

net::result<std::vector<std::byte>>
ask(const endpoint& server, std::span<const std::byte> request, std::size_t limit) {
    auto s = connect_to(server);
    if (!s)
        return net::unexpected(s.error());
    std::vector<std::byte> answer;
    steps all;
    all.then([&] { return send_all(*s, request); });
    all.then([&] { return finish_sending(*s); });
    all.then([&]() -> net::result<void> {
        std::byte piece[512];
        for (;;) {
            const auto got = receive_some(*s, piece);
            if (!got)
                return net::unexpected(got.error());
            if (*got == 0)
                return {};
            if (limit - answer.size() < *got)
                return net::unexpected(std::make_error_code(std::errc::message_size));
            answer.insert(answer.end(), piece, piece + *got);
        }
    });
    all.always([&] { return s->close(); });
    if (const auto outcome = all.outcome(); !outcome)
        return net::unexpected(outcome.error());
    return answer;
}

net::result<std::uint64_t>
echo_one_client(const endpoint& local,
                void (*ready)(const endpoint& where, void* context), void* context) {
    auto listening = listen_on(local);
    if (!listening)
        return net::unexpected(listening.error());

    std::uint64_t count = 0;
    connection client;
    steps all;
    all.then([&]() -> net::result<void> {
        const auto where = local_endpoint(*listening);
        if (!where)
            return net::unexpected(where.error());
        ready(*where, context);
        return {};
    });
    all.then([&]() -> net::result<void> {
        auto next = accept_one(*listening);
        if (!next)
            return net::unexpected(next.error());
        client = std::move(*next);
        return {};
    });
    all.always([&] { return listening->close(); });
    all.then([&]() -> net::result<void> {
        const auto echoed = echo(client.stream);
        if (!echoed)
            return net::unexpected(echoed.error());
        count = *echoed;
        return {};
    });
    all.then([&] { return close_gracefully(std::move(client.stream)); });
    if (const auto outcome = all.outcome(); !outcome)
        return net::unexpected(outcome.error());
    return count;
}

} // namespace tcp
