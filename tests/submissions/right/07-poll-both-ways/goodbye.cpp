// Lesson 07: goodbye, with an ask() that listens while it talks.
#include "goodbye.hpp"

#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>

#include "../03-listen/listen.hpp"
#include "../04-connect/connect.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"

namespace tcp {

namespace {

// One conversation of a client, moved on by what poll reports.
class exchange {
  public:
    exchange(socket s, std::span<const std::byte> request, std::size_t limit)
        : stream_(std::move(s)), rest_(request), limit_(limit) {}

    net::result<std::vector<std::byte>> run() {
        std::error_code why;
        if (const auto set = net::set_nonblocking(stream_.handle(), true); !set)
            why = set.error();
        while (!why && !answered_)
            why = step();
        const auto closed = stream_.close();
        if (why)
            return net::unexpected(why);
        if (!closed)
            return net::unexpected(closed.error());
        return std::move(answer_);
    }

  private:
    std::error_code step() {
        if (rest_.empty() && !finished_) {
            finished_ = true;
            const auto finished = finish_sending(stream_);
            return finished ? std::error_code{} : finished.error();
        }
        net::poll_entry entry;
        entry.handle = stream_.handle();
        entry.want_read = true;
        entry.want_write = !rest_.empty();
        const auto ready = net::poll({&entry, 1}, std::nullopt);
        if (!ready)
            return ready.error();
        const bool broken = entry.failed || entry.hung_up;
        std::error_code why;
        if (entry.can_read || broken)
            why = receive();
        if (!why && entry.can_write && !rest_.empty())
            why = send();
        return why;
    }

    std::error_code receive() {
        std::array<std::byte, 8192> piece;
        const auto got = net::recv(stream_.handle(), piece.data(), piece.size());
        if (!got)
            return waits(got.error());
        if (*got == 0) {
            answered_ = true;
            return rest_.empty() ? std::error_code{} : push_the_rest();
        }
        if (*got > limit_ - answer_.size())
            return std::make_error_code(std::errc::message_size);
        answer_.insert(answer_.end(), piece.data(), piece.data() + *got);
        return {};
    }

    std::error_code send() {
        const auto sent = net::send(stream_.handle(), rest_.data(), rest_.size());
        if (!sent)
            return waits(sent.error());
        rest_ = rest_.subspan(*sent);
        return {};
    }

    // The server has finished first: there is nothing more to wait for but our own end.
    std::error_code push_the_rest() {
        if (const auto set = net::set_nonblocking(stream_.handle(), false); !set)
            return set.error();
        if (const auto sent = send_all(stream_, rest_); !sent)
            return sent.error();
        const auto finished = finish_sending(stream_);
        return finished ? std::error_code{} : finished.error();
    }

    static std::error_code waits(std::error_code why) {
        return why == net::condition::would_block ? std::error_code{} : why;
    }

    socket stream_;
    std::span<const std::byte> rest_;
    std::size_t limit_;
    std::vector<std::byte> answer_;
    bool finished_ = false;
    bool answered_ = false;
};

} // namespace

net::result<void> finish_sending(const socket& s) {
    if (const auto ended = net::shutdown(s.handle(), net::shutdown_how::send); !ended) {
        const auto why = ended.error();
        const bool nobody_there =
            why == net::condition::peer_gone || why == std::errc::not_connected;
        if (!nobody_there)
            return ended;
    }
    return {};
}

net::result<std::uint64_t> drain(const socket& s, std::uint64_t limit) {
    std::array<std::byte, 1500> scrap;
    auto got = receive_some(s, scrap);
    std::uint64_t total = 0;
    while (got && *got > 0) {
        total += *got;
        if (total > limit)
            return net::unexpected(std::make_error_code(std::errc::message_size));
        got = receive_some(s, scrap);
    }
    if (!got)
        return net::unexpected(got.error());
    return total;
}

net::result<void> close_gracefully(socket s, std::uint64_t limit) {
    if (const auto finished = finish_sending(s); !finished)
        return finished;
    if (const auto drained = drain(s, limit); !drained)
        return net::unexpected(drained.error());
    return s.close();
}

net::result<void> abort_connection(socket s) {
    const auto reset = net::set_linger(s.handle(), std::chrono::seconds::zero());
    return reset ? s.close() : reset;
}

net::result<std::vector<std::byte>>
ask(const endpoint& server, std::span<const std::byte> request, std::size_t limit) {
    auto s = connect_to(server);
    if (!s)
        return net::unexpected(s.error());
    return exchange(std::move(*s), request, limit).run();
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

    net::result<std::uint64_t> count = 0;
    const auto served = serve(*listening, [&](connection& client) {
        if (const auto stopped = listening->close(); !stopped) {
            count = net::unexpected(stopped.error());
            return false;
        }
        count = echo(client.stream);
        if (count) {
            const auto closed = close_gracefully(std::move(client.stream));
            if (!closed)
                count = net::unexpected(closed.error());
        }
        return false;
    });
    if (!served)
        return net::unexpected(served.error());
    return count;
}

} // namespace tcp
