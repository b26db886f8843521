#include "pcap.hpp"

#include <array>
#include <utility>

namespace kit {
namespace {

constexpr std::size_t file_header = 24, packet_header = 16;
constexpr std::uint32_t most_bytes = 262144; // of a packet: what tcpdump keeps at most

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// Numbers of a savefile, which are in the byte order of who wrote it.
std::uint32_t number_at(std::string_view bytes, std::size_t at, bool big_endian) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8u | byte_at(bytes, at + (big_endian ? i : 3 - i));
    return number;
}

/// Numbers of a network's headers: big-endian.
std::uint16_t net16(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(byte_at(bytes, at) << 8u | byte_at(bytes, at + 1));
}
std::uint32_t net32(std::string_view bytes, std::size_t at) {
    return number_at(bytes, at, true);
}

/// How many bytes stand before the IP header; nothing: a link type that no loopback has.
std::optional<std::size_t> link_header(std::uint32_t link_type) {
    constexpr std::array<std::pair<std::uint32_t, std::size_t>, 8> known{{
        {0, 4},    // NULL: macOS, FreeBSD, NetBSD
        {1, 14},   // EN10MB: Linux
        {12, 0},   // RAW, by two numbers of old systems
        {14, 0},   //
        {101, 0},  // RAW
        {108, 4},  // LOOP: OpenBSD
        {113, 16}, // LINUX_SLL
        {276, 20}, // LINUX_SLL2
    }};
    for (const auto& [type, size] : known)
        if (type == link_type)
            return size;
    return std::nullopt;
}

/// What an IP packet carries, and how much of that the headers announce.
struct payload {
    std::string_view bytes;
    std::size_t announced = 0;
};

constexpr std::uint32_t protocol_tcp = 6;

std::optional<payload> read_ipv4(std::string_view bytes) {
    if (bytes.size() < 20)
        return std::nullopt;
    const std::size_t header = (byte_at(bytes, 0) & 0x0fu) * 4;
    const std::size_t total = net16(bytes, 2);
    const bool first_fragment = (net16(bytes, 6) & 0x1fffu) == 0;
    if (header < 20 || total < header || bytes.size() < header || !first_fragment ||
        byte_at(bytes, 9) != protocol_tcp)
        return std::nullopt;
    return payload{bytes.substr(header), total - header};
}

/// Goes through the extension headers (RFC 8200, section 4) to TCP.
std::optional<payload> read_ipv6(std::string_view bytes) {
    constexpr std::uint32_t hop_by_hop = 0, routing = 43, fragment = 44, options = 60;
    if (bytes.size() < 40)
        return std::nullopt;
    payload found{bytes.substr(40), net16(bytes, 4)};
    std::uint32_t next = byte_at(bytes, 6);
    while (next != protocol_tcp) {
        const bool known =
            next == hop_by_hop || next == routing || next == fragment || next == options;
        if (!known || found.bytes.size() < 8)
            return std::nullopt;
        const bool later_fragment =
            next == fragment && (net16(found.bytes, 2) & 0xfff8u) != 0;
        const std::size_t size = next == fragment ? 8 : (byte_at(found.bytes, 1) + 1) * 8;
        if (later_fragment || size > found.bytes.size() || size > found.announced)
            return std::nullopt;
        next = byte_at(found.bytes, 0);
        found.bytes.remove_prefix(size);
        found.announced -= size;
    }
    return found;
}

std::optional<payload> read_ip(std::string_view bytes) {
    // The version tells more than the link layer's own number for it, which differs from
    // system to system.
    const std::uint32_t version = bytes.empty() ? 0 : byte_at(bytes, 0) >> 4u;
    if (version == 4)
        return read_ipv4(bytes);
    return version == 6 ? read_ipv6(bytes) : std::nullopt;
}

} // namespace

void pcap_reader::take(std::string_view bytes) {
    if (broken_.empty())
        bytes_ += bytes;
}

bool pcap_reader::read_header() {
    if (bytes_.size() < file_header)
        return false;
    for (const bool big : {false, true})
        for (const bool nano : {false, true})
            if (number_at(bytes_, 0, big) == (nano ? 0xa1b23c4du : 0xa1b2c3d4u)) {
                big_endian_ = big;
                nanoseconds_ = nano;
                has_header_ = true;
            }
    if (!has_header_) {
        broken_ = "it does not begin like a pcap savefile";
        return false;
    }
    link_type_ = number_at(bytes_, 20, big_endian_) & 0x03ffffffu;
    if (!link_header(link_type_))
        broken_ = "its link type " + std::to_string(link_type_) + " is no loopback's";
    bytes_.erase(0, file_header);
    return broken_.empty();
}

std::optional<captured_packet> pcap_reader::next() {
    if (!broken_.empty() || (!has_header_ && !read_header()) ||
        bytes_.size() < packet_header)
        return std::nullopt;
    const std::uint32_t size = number_at(bytes_, 8, big_endian_);
    if (size > most_bytes) {
        broken_ = "a packet of it claims " + std::to_string(size) + " bytes";
        return std::nullopt;
    }
    if (bytes_.size() < packet_header + size)
        return std::nullopt;
    const std::int64_t seconds = number_at(bytes_, 0, big_endian_);
    const std::int64_t fraction = number_at(bytes_, 4, big_endian_);
    captured_packet packet;
    packet.when = seconds * 1000000000 + fraction * (nanoseconds_ ? 1 : 1000);
    packet.bytes = bytes_.substr(packet_header, size);
    bytes_.erase(0, packet_header + size);
    return packet;
}

std::optional<tcp_segment> read_segment(std::uint32_t link_type,
                                        const captured_packet& packet) {
    const auto skipped = link_header(link_type);
    if (!skipped || packet.bytes.size() < *skipped)
        return std::nullopt;
    const auto found = read_ip(std::string_view(packet.bytes).substr(*skipped));
    if (!found || found->bytes.size() < 20)
        return std::nullopt;
    const std::string_view tcp = found->bytes;
    const std::size_t header = (byte_at(tcp, 12) >> 4u) * 4;
    if (header < 20 || header > found->announced)
        return std::nullopt;
    tcp_segment segment;
    segment.when = packet.when;
    segment.from = net16(tcp, 0);
    segment.to = net16(tcp, 2);
    segment.seq = net32(tcp, 4);
    segment.ack = net32(tcp, 8);
    segment.flags = static_cast<std::uint8_t>(byte_at(tcp, 13));
    segment.bytes = static_cast<std::uint32_t>(found->announced - header);
    return segment;
}

std::string flag_words(std::uint8_t flags) {
    constexpr std::array<std::pair<tcp_flag, const char*>, 8> words{{
        {flag_syn, "SYN"},
        {flag_fin, "FIN"},
        {flag_rst, "RST"},
        {flag_psh, "PSH"},
        {flag_urg, "URG"},
        {flag_ece, "ECE"},
        {flag_cwr, "CWR"},
        {flag_ack, "ACK"},
    }};
    std::string text;
    for (const auto& [flag, word] : words)
        if ((flags & flag) != 0)
            text += (text.empty() ? "" : "-") + std::string(word);
    return text.empty() ? "none" : text;
}

} // namespace kit
