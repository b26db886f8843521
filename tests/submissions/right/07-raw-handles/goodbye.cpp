// Lesson 07: goodbye, near the system: raw handles, closed by hand on every path.
#include "goodbye.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <system_error>

#include <net/error.hpp>
#include <net/options.hpp>

#include "../03-listen/listen.hpp"
#include "../04-connect/connect.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"

namespace tcp {

namespace {

constexpr std::size_t large = std::size_t{256} * 1024;

// Closes and hands on the error that was there before; close's own comes second.
net::result<void> close_after(net::native_handle handle,
                              const net::result<void>& before) {
    const auto closed = net::close(handle);
    return before ? closed : before;
}

bool is_gone(std::error_code why) {
    return why == std::errc::not_connected || why == net::condition::peer_gone;
}

// Grows `answer` until the end of the stream; never above limit.
net::result<void> receive_answer(const socket& s, std::vector<std::byte>& answer,
                                 std::size_t limit) {
    std::size_t filled = 0;
    std::optional<std::error_code> why;
    while (!why) {
        answer.resize(filled + large);
        const auto n = net::recv(s.handle(), answer.data() + filled, large);
        if (!n) {
            why = n.error();
        } else if (*n == 0) {
            answer.resize(filled);
            return {};
        } else if (filled += *n; filled > limit) {
            why = std::make_error_code(std::errc::message_size);
        }
    }
    return net::unexpected(*why);
}

} // namespace

net::result<void> finish_sending(const socket& s) {
    const auto ended = net::shutdown(s.handle(), net::shutdown_how::send);
    return !ended && is_gone(ended.error()) ? net::result<void>{} : ended;
}

net::result<std::uint64_t> drain(const socket& s, std::uint64_t limit) {
    const auto scrap = std::make_unique<std::byte[]>(large);
    std::uint64_t left = limit;
    for (;;) {
        const auto n = net::recv(s.handle(), scrap.get(), large);
        if (!n)
            return net::unexpected(n.error());
        if (*n == 0)
            return limit - left;
        if (*n > left)
            return net::unexpected(std::make_error_code(std::errc::message_size));
        left -= *n;
    }
}

net::result<void> close_gracefully(socket s, std::uint64_t limit) {
    net::result<void> done = finish_sending(s);
    if (done) {
        const auto drained = drain(s, limit);
        if (!drained)
            done = net::unexpected(drained.error());
    }
    return close_after(s.release(), done);
}

net::result<void> abort_connection(socket s) {
    const net::native_handle handle = s.release();
    return close_after(handle, net::set_linger(handle, std::chrono::seconds{0}));
}

net::result<std::vector<std::byte>>
ask(const endpoint& server, std::span<const std::byte> request, std::size_t limit) {
    auto s = connect_to(server);
    if (!s)
        return net::unexpected(s.error());
    std::vector<std::byte> answer;
    auto done = send_all(*s, request);
    if (done)
        done = finish_sending(*s);
    if (done)
        done = receive_answer(*s, answer, limit);
    done = close_after(s->release(), done);
    if (!done)
        return net::unexpected(done.error());
    return answer;
}

net::result<std::uint64_t>
echo_one_client(const endpoint& local,
                void (*ready)(const endpoint& where, void* context), void* context) {
    std::optional<connection> client;
    {
        const auto listening = listen_on(local);
        if (!listening)
            return net::unexpected(listening.error());
        const auto where = local_endpoint(*listening);
        if (!where)
            return net::unexpected(where.error());
        ready(*where, context);
        auto next = accept_one(*listening);
        if (!next)
            return net::unexpected(next.error());
        client = std::move(*next);
    } // the listening socket ends here

    const auto echoed = echo(client->stream);
    if (!echoed) {
        [[maybe_unused]] const auto closed = client->stream.close();
        return echoed;
    }
    const auto closed = close_gracefully(std::move(client->stream));
    return closed ? echoed : net::result<std::uint64_t>(net::unexpected(closed.error()));
}

} // namespace tcp
