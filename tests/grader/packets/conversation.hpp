// A TCP connection as its packets tell it: each with a plain word of what it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pcap.hpp"

namespace kit {

enum class side { client, server };

/// "client", "server".
[[nodiscard]] std::string name_of(side who);

/// A packet of the conversation. Sequence numbers count from the sender's first, as in
/// RFC 9293, section 3.4: SYN has 0, the first byte 1.
struct packet_row {
    std::int64_t after = 0; ///< nanoseconds since the first packet
    side from = side::client;
    std::string flags; ///< "SYN-ACK"
    std::uint32_t seq = 0;
    std::optional<std::uint32_t> ack;
    std::uint32_t bytes = 0;
    std::string meaning;
};

/// The first connection to a port that a capture has seen.
class conversation {
  public:
    explicit conversation(std::uint16_t server_port) : server_port_(server_port) {}

    /// Takes the next segment; one of another connection is counted only.
    void add(const tcp_segment& segment);

    [[nodiscard]] const std::vector<packet_row>& rows() const { return rows_; }
    /// The port that the client has; 0: nothing has come.
    [[nodiscard]] std::uint16_t client_port() const { return client_port_; }
    [[nodiscard]] std::size_t of_others() const { return of_others_; }

    /// The peer's system has acknowledged this side's FIN.
    [[nodiscard]] bool has_finished(side who) const { return of(who).fin_acknowledged; }
    /// Nothing more belongs to the connection: both have finished, or one has reset it.
    [[nodiscard]] bool has_ended() const {
        return reset_ || (client_.fin_acknowledged && server_.fin_acknowledged);
    }

  private:
    /// What one side has sent so far.
    struct stream {
        bool begun = false;
        std::uint32_t first = 0;        ///< its first sequence number, as sent
        std::uint32_t next = 0;         ///< the number after all that it has sent
        std::uint32_t acknowledged = 0; ///< the number before which the peer has all
        bool fin = false;
        bool fin_acknowledged = false;
    };

    [[nodiscard]] const stream& of(side who) const {
        return who == side::client ? client_ : server_;
    }
    [[nodiscard]] stream& of(side who) { return who == side::client ? client_ : server_; }
    std::string take_sent(const tcp_segment& segment, side from, std::uint32_t seq);
    std::string take_ack(side from, std::uint32_t ack, bool alone);

    std::uint16_t server_port_;
    std::uint16_t client_port_ = 0;
    std::int64_t begun_ = 0;
    std::size_t of_others_ = 0;
    stream client_, server_;
    bool handshake_done_ = false;
    bool reset_ = false;
    std::vector<packet_row> rows_;
};

/// A table, a line or more for each packet, at most 80 columns wide.
[[nodiscard]] std::vector<std::string> say_packets(const std::vector<packet_row>& rows);

} // namespace kit
