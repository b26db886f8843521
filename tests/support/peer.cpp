#include "peer.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <net/error.hpp>

#include "expect.hpp"
#include "script.hpp"

namespace support {
namespace {

using net::script::call;
using net::script::record;
namespace os = net::os;

record about(call fn, const std::string& actor) {
    record r;
    r.fn = fn;
    r.actor = actor;
    r.begun = r.ended = std::chrono::steady_clock::now();
    return r;
}

void note_bytes(call fn, const std::string& actor, std::string_view bytes) {
    record r = about(fn, actor);
    r.asked = bytes.size();
    r.value = static_cast<std::int64_t>(bytes.size());
    r.bytes = std::string(bytes.substr(0, 32));
    net::script::note(r);
}

void note_error(call fn, const std::string& actor, std::error_code error) {
    record r = about(fn, actor);
    r.error = error;
    net::script::note(r);
}

/// The rest of the test's time, for poll.
std::chrono::milliseconds remaining() {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        deadline() - std::chrono::steady_clock::now());
    return std::max(left, std::chrono::milliseconds(0));
}

template <class T>
T must(net::result<T>&& result, std::string_view step) {
    if (!result) {
        const advice about_the_machine(
            "That step is the test's own. Run the check again.");
        fail("the test's own " + std::string(step) + " succeeds",
             "it answers " + in_words(result.error()) +
                 ": this machine's network is at fault, not your code");
    }
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// A peer's recv answers an error. A reset has its own reasons, whatever the test is
/// about.
[[noreturn]] void fail_to_receive(const std::string& expected, const std::string& lead,
                                  std::error_code error) {
    const std::string happened = lead + "its recv answers " + in_words(error);
    if (error != net::condition::peer_gone)
        fail(expected, happened);
    const advice about_resets(
        "A reset comes when a socket is closed, or its program ends, with bytes that "
        "were never received, or with option::linger 0. Where does your code stop "
        "receiving?");
    fail(expected, happened);
}

} // namespace

peer::peer(net::native_handle system, std::string name)
    : handle_(system), name_(std::move(name)) {
    must(os::set_nonblocking(handle_, true), "set_nonblocking");
}

namespace {

/// Waits for the handshake; a queue that is full lets it wait.
net::result<void> connect_by_deadline(net::native_handle handle,
                                      const net::socket_address& address) {
    auto connected = os::connect(handle, address);
    if (connected || connected.error() != net::condition::in_progress)
        return connected;
    std::array<net::poll_entry, 1> entry;
    entry[0].handle = handle;
    entry[0].want_write = true;
    if (must(os::poll(entry, remaining()), "poll") == 0)
        return net::unexpected(net::native_error(std::errc::timed_out));
    const auto error = must(os::get_option(handle, net::option::pending_error), "poll");
    if (error != 0)
        return net::unexpected(net::native_error(static_cast<int>(error)));
    return {};
}

} // namespace

peer peer::connect_to(const net::socket_address& address, std::string name) {
    peer made(must(os::socket(address.family), "socket"), std::move(name));
    const auto connected = connect_by_deadline(made.handle_, address);
    record r = about(call::connect, made.name_);
    r.address = address;
    if (!connected)
        r.error = connected.error();
    net::script::note(r);
    if (!connected)
        fail("a client can connect to " + net::to_string(address),
             "its connect answers " + in_words(connected.error()));
    return made;
}

peer::peer(peer&& other) noexcept
    : handle_(std::exchange(other.handle_, net::invalid_handle)),
      name_(std::move(other.name_)) {}

peer& peer::operator=(peer&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(name_, other.name_);
    return *this;
}

peer::~peer() {
    if (is_open())
        static_cast<void>(os::close(handle_)); // the test has ended
}

void peer::wait(ready what, std::string_view waiting_for) {
    std::array<net::poll_entry, 1> entry;
    entry[0].handle = handle_;
    (what == ready::read ? entry[0].want_read : entry[0].want_write) = true;
    if (must(os::poll(entry, remaining()), "poll") == 0)
        fail(std::string(waiting_for),
             name_ + " waited for that until its time was over");
}

void peer::send(std::string_view bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto n = os::send(handle_, bytes.data() + sent, bytes.size() - sent);
        if (n) {
            sent += *n;
        } else if (n.error() == net::condition::would_block) {
            wait(ready::write, name_ + "'s " + count(bytes.size(), "byte") +
                                   " are taken; after " + std::to_string(sent) +
                                   " no more are received");
        } else {
            note_error(call::send, name_, n.error());
            const advice about_the_end("The connection has ended on your side while the "
                                       "peer still talks. Where does your code end it?");
            fail(name_ + " can send " + in_words(bytes),
                 "its send answers " + in_words(n.error()));
        }
    }
    note_bytes(call::send, name_, bytes);
}

std::size_t peer::send_without_waiting(std::string_view bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto n = os::send(handle_, bytes.data() + sent, bytes.size() - sent);
        if (!n)
            break;
        sent += *n;
    }
    note_bytes(call::send, name_, bytes.substr(0, sent));
    return sent;
}

net::result<std::size_t> peer::receive_once(char* to, std::size_t size,
                                            std::string_view waiting_for) {
    for (;;) {
        auto n = os::recv(handle_, to, size);
        if (n || n.error() != net::condition::would_block)
            return n;
        wait(ready::read, waiting_for);
    }
}

std::string peer::receive(std::size_t size) {
    std::string got(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const auto n = receive_once(got.data() + have, size - have,
                                    name_ + " receives " + count(size, "byte") +
                                        " (it has " + std::to_string(have) + " so far)");
        if (!n) {
            note_error(call::recv, name_, n.error());
            fail_to_receive(name_ + " receives " + count(size, "byte"),
                            "after " + std::to_string(have) + " ", n.error());
        }
        have += *n;
        if (*n == 0)
            break;
    }
    got.resize(have);
    note_bytes(call::recv, name_, got);
    if (have < size && have != 0)
        note_bytes(call::recv, name_, {});
    return got;
}

std::string peer::receive_to_end(std::size_t most) {
    std::string got;
    std::vector<char> piece(256 * 1024);
    for (;;) {
        const auto n =
            receive_once(piece.data(), piece.size(),
                         name_ + " reads the end of the stream (it has " +
                             count(got.size(), "byte") + " and waits for the FIN)");
        if (!n) {
            if (!got.empty())
                note_bytes(call::recv, name_, got);
            note_error(call::recv, name_, n.error());
            fail_to_receive(name_ + " reads the end of the stream",
                            "after " + count(got.size(), "byte") + " ", n.error());
        }
        if (*n == 0)
            break;
        got.append(piece.data(), *n);
        if (got.size() > most)
            fail(name_ + " receives at most " + count(most, "byte"),
                 "it received more, and no end is in sight");
    }
    if (!got.empty())
        note_bytes(call::recv, name_, got);
    note_bytes(call::recv, name_, {});
    return got;
}

std::string peer::exchange(std::string_view bytes, bool finish) {
    std::string got;
    std::vector<char> piece(256 * 1024);
    std::size_t sent = 0;
    bool finished = false;
    for (;;) {
        std::array<net::poll_entry, 1> entry;
        entry[0].handle = handle_;
        entry[0].want_read = true;
        entry[0].want_write = sent < bytes.size();
        if (must(os::poll(entry, remaining()), "poll") == 0)
            fail("both directions go on until the end of the stream",
                 "nothing moves any more: " + name_ + " has sent " +
                     std::to_string(sent) + " of " + count(bytes.size(), "byte") +
                     " and received " + std::to_string(got.size()));
        if (entry[0].can_write && sent < bytes.size()) {
            const auto n = os::send(handle_, bytes.data() + sent, bytes.size() - sent);
            if (n)
                sent += *n;
        }
        if (sent == bytes.size() && finish && !finished) {
            note_bytes(call::send, name_, bytes);
            finish_sending();
            finished = true;
        }
        const auto n = os::recv(handle_, piece.data(), piece.size());
        if (n && *n == 0)
            break;
        if (n)
            got.append(piece.data(), *n);
        else if (n.error() != net::condition::would_block) {
            note_error(call::recv, name_, n.error());
            fail_to_receive(name_ + " reads the end of the stream",
                            "after " + count(got.size(), "byte") + " ", n.error());
        }
    }
    note_bytes(call::recv, name_, got);
    return got;
}

void peer::expect_end() {
    char one = 0;
    const auto n =
        receive_once(&one, 1, name_ + " reads the end of the stream (a FIN) now");
    if (!n) {
        note_error(call::recv, name_, n.error());
        fail_to_receive(name_ + " reads the end of the stream", "", n.error());
    }
    note_bytes(call::recv, name_, std::string_view(&one, *n));
    if (*n != 0)
        fail(name_ + " reads the end of the stream and no byte before it",
             "it received " + in_words(std::string_view(&one, 1)));
}

void peer::expect_reset() {
    char one = 0;
    const auto n = receive_once(&one, 1, name_ + " sees a reset (an RST) now");
    if (!n) {
        note_error(call::recv, name_, n.error());
        if (n.error() != net::condition::peer_gone)
            fail(name_ + " sees a reset", "its recv answers " + in_words(n.error()));
        return;
    }
    note_bytes(call::recv, name_, std::string_view(&one, *n));
    fail(name_ + " sees a reset (an RST)",
         *n == 0 ? "it read the end of the stream: an orderly FIN"
                 : "it received " + in_words(std::string_view(&one, 1)));
}

bool peer::hears_nothing(std::chrono::milliseconds span) {
    std::array<net::poll_entry, 1> entry;
    entry[0].handle = handle_;
    entry[0].want_read = true;
    return must(os::poll(entry, std::min(span, remaining())), "poll") == 0;
}

void peer::wait_readable() {
    wait(ready::read, "something comes to " + name_);
}

void peer::finish_sending() {
    const auto done = os::shutdown(handle_, net::shutdown_how::send);
    record r = about(call::shutdown, name_);
    r.detail = "send";
    if (!done)
        r.error = done.error(); // the other side may be gone: the test will see
    net::script::note(r);
}

void peer::close() {
    must(os::close(std::exchange(handle_, net::invalid_handle)), "close");
    net::script::note(about(call::close, name_));
}

void peer::reset() {
    must(os::set_option(handle_, net::option::linger, 0), "set_option");
    must(os::close(std::exchange(handle_, net::invalid_handle)), "close");
    peer_note(name_, "resets the connection (RST)");
}

net::socket_address peer::local() const {
    return must(os::getsockname(handle_), "getsockname");
}

net::socket_address peer::remote() const {
    return must(os::getpeername(handle_), "getpeername");
}

void peer_note(std::string_view who, std::string_view words) {
    record r = about(call::socket, std::string(who));
    r.words = words;
    net::script::note(r);
}

} // namespace support
