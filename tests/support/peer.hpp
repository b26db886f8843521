// The other side of a test's connection: written on net::os, so that nothing that it does
// is scripted. It never waits longer than support::deadline(), and every step stands in
// the timeline's right column.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <net/os.hpp>

namespace support {

/// One end of a connection, owned. Move only. It fails the test where a step does not
/// come about.
class peer {
  public:
    /// Takes over a connected handle of the system.
    explicit peer(net::native_handle system, std::string name = "the peer");
    /// Connects to an address on this machine.
    [[nodiscard]] static peer connect_to(const net::socket_address& address,
                                         std::string name = "the peer");
    peer(peer&& other) noexcept;
    peer& operator=(peer&& other) noexcept;
    ~peer();

    /// Sends all of it.
    void send(std::string_view bytes);
    /// Sends what the system takes without waiting; how many bytes that were.
    std::size_t send_without_waiting(std::string_view bytes);
    /// Receives exactly `size` bytes; fewer only where the stream ends.
    [[nodiscard]] std::string receive(std::size_t size);
    /// Receives until the end of the stream; at most `most` bytes are kept, and then the
    /// test fails.
    [[nodiscard]] std::string receive_to_end(std::size_t most = 1u << 28);
    /// Sends all of it and receives at the same time, until the end of the stream; then
    /// sends no more. `finish`: half-close once all is sent.
    [[nodiscard]] std::string exchange(std::string_view bytes, bool finish = true);

    /// The next thing that comes is the end of the stream (a FIN), and no byte before it.
    void expect_end();
    /// The next thing that comes is a reset (an RST), and no byte before it.
    void expect_reset();
    /// Whether nothing comes for now: no byte, no end. Waits `span` to be sure.
    [[nodiscard]] bool hears_nothing(std::chrono::milliseconds span);
    /// Waits until a byte, the end or a reset is there, and leaves it there.
    void wait_readable();

    /// Half-close: no more bytes from here (shutdown, send direction).
    void finish_sending();
    /// Closes in order.
    void close();
    /// Closes with a reset (linger 0).
    void reset();

    [[nodiscard]] bool is_open() const noexcept { return handle_ != net::invalid_handle; }
    [[nodiscard]] net::native_handle handle() const noexcept { return handle_; }
    /// As the timeline calls it.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// Its own address and port, and those of the other side.
    [[nodiscard]] net::socket_address local() const;
    [[nodiscard]] net::socket_address remote() const;

  private:
    enum class ready { read, write };
    void wait(ready what, std::string_view waiting_for);
    /// One recv; 0 is the end. Waits until there is something.
    net::result<std::size_t> receive_once(char* to, std::size_t size,
                                          std::string_view waiting_for);

    net::native_handle handle_ = net::invalid_handle;
    std::string name_;
};

/// A socket that listens on 127.0.0.1 (or ::1), on a port that the system chose.
class listening_peer {
  public:
    explicit listening_peer(net::address_family family = net::address_family::ipv4);
    ~listening_peer();
    listening_peer(const listening_peer&) = delete;
    listening_peer& operator=(const listening_peer&) = delete;

    [[nodiscard]] const net::socket_address& address() const { return address_; }
    /// The port in host byte order.
    [[nodiscard]] std::uint16_t port() const;
    /// Takes the next connection, which must come.
    [[nodiscard]] peer accept(std::string name = "the peer");
    /// The same, without a line in the timeline: the test's own arrangements.
    [[nodiscard]] peer accept_silently(std::string name);
    /// Whether a connection waits to be accepted, now.
    [[nodiscard]] bool has_connection() const;

  private:
    net::native_handle handle_ = net::invalid_handle;
    net::socket_address address_;
};

/// Whether a server that listens there now would be told that the port is taken.
[[nodiscard]] bool is_taken(std::uint16_t port);

/// A port on which nobody listens, and which nobody else can be given meanwhile: bound,
/// never listening. Connections to it are refused.
class dead_port {
  public:
    explicit dead_port(net::address_family family = net::address_family::ipv4);
    ~dead_port();
    dead_port(const dead_port&) = delete;
    dead_port& operator=(const dead_port&) = delete;

    [[nodiscard]] const net::socket_address& address() const { return address_; }
    [[nodiscard]] std::uint16_t port() const;

  private:
    net::native_handle handle_ = net::invalid_handle;
    net::socket_address address_;
};

/// A connected pair: `yours` is a token of the scripted seam, for the code under test;
/// `other` is the peer.
struct connection_pair {
    net::native_handle yours = net::invalid_handle;
    peer other;
};
[[nodiscard]] connection_pair connected(std::string name = "the peer");

/// 127.0.0.1 or ::1 with a port in host byte order.
[[nodiscard]] net::socket_address
loopback_address(std::uint16_t port,
                 net::address_family family = net::address_family::ipv4);

/// Whether ::1 works here: a whole round trip was made. Skip with the reason where not.
[[nodiscard]] bool has_ipv6();

/// A line in the right column that is no call.
void peer_note(std::string_view who, std::string_view words);

} // namespace support
