// What `tcpdump -w -` writes, read while it comes (pcap-savefile(5)), and the TCP segment
// in one packet of it. No call of the system: bytes in, values out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

/// One packet as it was captured: when, and the bytes from the link layer on.
struct captured_packet {
    std::int64_t when = 0; ///< nanoseconds since 1970
    std::string bytes;     ///< at most as many as the capture keeps
};

/// A savefile in either byte order, with microseconds or nanoseconds.
class pcap_reader {
  public:
    /// Takes the next bytes, however they are cut up.
    void take(std::string_view bytes);
    /// The next packet that is there as a whole.
    [[nodiscard]] std::optional<captured_packet> next();
    /// What the packets begin with: a LINKTYPE_ number (tcpdump.org/linktypes.html).
    [[nodiscard]] std::uint32_t link_type() const { return link_type_; }
    /// Why nothing more can be read; empty: it can.
    [[nodiscard]] const std::string& broken() const { return broken_; }

  private:
    bool read_header();

    std::string bytes_;
    std::string broken_;
    bool has_header_ = false;
    bool big_endian_ = false;
    bool nanoseconds_ = false;
    std::uint32_t link_type_ = 0;
};

/// The control bits of a TCP header (RFC 9293, section 3.1).
enum tcp_flag : std::uint8_t {
    flag_fin = 0x01,
    flag_syn = 0x02,
    flag_rst = 0x04,
    flag_psh = 0x08,
    flag_ack = 0x10,
    flag_urg = 0x20,
    flag_ece = 0x40,
    flag_cwr = 0x80,
};

/// What a TCP segment says.
struct tcp_segment {
    std::int64_t when = 0;
    std::uint16_t from = 0, to = 0; ///< ports
    std::uint32_t seq = 0, ack = 0; ///< as they are in the header
    std::uint8_t flags = 0;
    std::uint32_t bytes = 0; ///< of the stream that it carries

    [[nodiscard]] bool has(tcp_flag flag) const { return (flags & flag) != 0; }
};

/// The segment in a packet. Nothing: it carries no TCP, not the beginning of it, or less
/// than its headers say.
[[nodiscard]] std::optional<tcp_segment> read_segment(std::uint32_t link_type,
                                                      const captured_packet& packet);

/// "SYN-ACK", "FIN-ACK": the control bits that are set, ACK last.
[[nodiscard]] std::string flag_words(std::uint8_t flags);

} // namespace kit
